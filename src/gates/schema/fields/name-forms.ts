/** A form that names must have. */
export interface NameForm {
  /** The form in words. */
  readonly words: string;
  fits(name: string): boolean;
}

const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function subdomainOf(length: number): NameForm {
  return {
    words: `at most ${length} small letters, digits, '-' and '.', a letter or digit at both ends of each part`,
    fits: name => name.length <= length && subdomain.test(name),
  };
}

/** DNS-1123 subdomain: the form of most names. */
export const dnsSubdomain = subdomainOf(253);

/** Names that a controller puts into a label, after which 11 more characters follow. */
export const shortSubdomain = subdomainOf(52);

/** Names that a controller puts into a label as they are. */
export const labelLongSubdomain = subdomainOf(63);

/** DNS-1123 label: namespaces, containers, volumes. */
export const dnsLabel: NameForm = {
  words: "at most 63 small letters, digits and '-', a letter or digit at both ends",
  fits: name => name.length <= 63 && label.test(name),
};

/** DNS-1035 label: Services, before 1.36 always. */
export const serviceLabel: NameForm = {
  words: "at most 63 small letters, digits and '-', a letter first, a letter or digit last",
  fits: name => dnsLabel.fits(name) && /^[a-z]/.test(name),
};

/** Name of a port that others may refer to. */
export const portName: NameForm = {
  words: "at most 15 small letters, digits and single '-', with a letter among them",
  fits: name => name.length <= 15 && label.test(name) && /[a-z]/.test(name) && !name.includes('--'),
};

/** Names that only have to fit in a URL's path: RBAC. */
export const pathSegment: NameForm = {
  words: "a text without '/' and '%' that is not '.' or '..'",
  fits: name => name !== '' && name !== '.' && name !== '..' && !/[/%]/.test(name),
};

/** Key of a ConfigMap or Secret, which becomes a file's name. */
export const dataKey: NameForm = {
  words: "at most 253 letters, digits, '-', '_' and '.', not '.' nor starting with '..'",
  fits: key => /^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..'),
};
