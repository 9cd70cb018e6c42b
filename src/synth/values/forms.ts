import { known } from '../../constructs/structure';
import { addressRange, contains } from './address-range';
import { inCloud, isObject, oneOf, text, type Form } from './form';

/** One line that says something: what every text is where nothing narrower is known. */
export const line = text('one line of at most 1024 characters, without a space at an end', /\S|\S.*\S/u);

/** Part of a whole that is neither nothing nor all. */
export const share: Form = {
  words: 'a share between 0 and 1 (0.999)',
  fits: value => typeof value === 'number' && value > 0 && value < 1,
};

/** Name that Kubernetes takes for namespaces, and that names folders. */
export const dnsLabel = text(
  "1 to 63 small letters, digits and '-', a letter or digit at both ends",
  /[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/,
);

/** Name of a thing outside Kubernetes, where nothing narrower is known. */
export const name = text("1 to 255 letters, digits, '.', '_', '-', '/' and ':'", /[\w.\-/:]{1,255}/);

export const labelValue = text(
  "1 to 63 letters, digits, '-', '_' and '.', a letter or digit at both ends",
  /[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?/,
);

const KEY = '[A-Za-z0-9](?:[\\w.-]{0,61}[A-Za-z0-9])?';

/** Name of a label, with a prefix where it has one. */
export const labelKey = text(
  'the name of a label, with a domain before it where it has one (tier, garam.dev/data)',
  new RegExp(`(?:(?=.{1,253}/)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?/)?${KEY}`),
);

/** Labels by their names. */
export const labels: Form = {
  words: `labels, by ${labelKey.words}`,
  fits: (value, cluster) => isObject(value) && Object.keys(value).every(key => labelKey.fits(key, cluster)),
  object: 'with-members',
};

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN = `(?:${LABEL}\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?`;

/** Name that DNS resolves, with its domain. */
export const domain = text('a host name with its domain, in small letters (api.example.com)', new RegExp(DOMAIN));

/** Name that Kubernetes takes for most objects. */
export const dnsSubdomain = text(
  "1 to 253 small letters, digits, '-' and '.', a letter or digit at both ends of each part",
  new RegExp(`(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*`),
);

/** Where people are reached. */
export const email = text('an e-mail address (team@example.com)', new RegExp(`[A-Za-z0-9._%+-]{1,64}@${DOMAIN}`));

/** Name that a request carries as its host; inside a cluster it may have no domain. */
export const host = text('a host name in small letters (api.example.com)', new RegExp(`${DOMAIN}|${LABEL}`));

/** What a browser sends as a page's origin. */
export const origin = text(
  'https:// and a host name, without a path (https://example.com); http:// for localhost only',
  new RegExp(`https://${DOMAIN}(?::\\d{1,5})?|http://localhost(?::\\d{1,5})?`),
);

export const httpsUrl = text(
  'an https:// address without a user, a query or a final slash (https://git.example.com/team/repository.git)',
  new RegExp(`https://${DOMAIN}(?::\\d{1,5})?(?:/[\\w.~-]+)*`),
);

/** Where images and OCI charts lie, without a scheme. */
export const registry = text(
  "a registry's host, with a path where it has one, without a scheme, a tag or a final slash",
  new RegExp(`(?:${DOMAIN}|localhost)(?::\\d{1,5})?(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*`),
);

export const httpsUrlOrRegistry: Form = {
  words: `${httpsUrl.words}, or ${registry.words}`,
  fits: (value, cluster) => httpsUrl.fits(value, cluster) || registry.fits(value, cluster),
};

export const urlPath = text(
  "a path that starts with '/', without '//', a query or a space (/health)",
  /\/|(?:\/[\w.~!$&'()*+,;=:@%-]+)+\/?/,
);

export const cidr: Form = {
  words: 'a block of IPv4 addresses that starts at its own first address (192.0.2.0/24)',
  fits: value => addressRange(value) !== undefined,
};

/** A block inside the cluster's own network. */
export const cidrOfNetwork: Form = {
  words: `${cidr.words}, inside the cluster's vpcCidr`,
  fits: (value, { network }) => {
    const [outer, inner] = [addressRange(known(network.vpcCidr)), addressRange(value)];
    return inner !== undefined && (outer === undefined || contains(outer, inner));
  },
};

/** A folder that is not the root, in a container or on a node. */
export const folder = text(
  "a folder that starts with '/', without a final slash, '.' or '..' (/data/postgresql)",
  /(?:\/(?!\.{1,2}(?:\/|$))[\w.-]+)+/,
);

/** Path of an engine or a sign-in method of Vault. */
export const vaultPath = text('a path without a slash at an end (secret, team/kv)', /[\w-]+(?:\/[\w-]+)*/);

/** Size of a volume. */
export const volumeSize = text('whole GiB above zero (20Gi)', /[1-9]\d{0,5}Gi/);

/** A quantity of processor time above zero. */
export const cpu = text('millicores or cores above zero (250m, 2)', /(?=.*[1-9])\d{1,6}(?:\.\d{1,3}|m)?/);

/** A quantity of memory above zero. */
export const memory = text('MiB or GiB above zero (256Mi, 1Gi)', /(?=.*[1-9])\d{1,7}(?:\.\d{1,3})?(?:Mi|Gi)/);

/** Version that names one release and no range. */
export const exactVersion = text(
  'an exact version of three numbers (1.2.3), no range',
  /v?\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?/,
);

export const revision = text(
  'a branch, a tag or a commit (main)',
  /(?!.*(?:\.\.|\/\/|\/\.|\.lock$))[A-Za-z0-9](?:[\w./-]{0,198}[\w-])?/,
);

/** Requirement that a value answers to (FD-05). */
export const requirement = text('a requirement (FD-05)', /[A-Z]{1,4}-\d{2,3}/);

/** A zone of the cluster's region, by what follows the region in its name. */
const zoneOfRegion = (words: string, end: RegExp): Form => ({
  words,
  fits: (value, { cloud }) => {
    const region = cloud.type === 'none' ? '' : known(cloud.region);
    return typeof value === 'string' && value.startsWith(region) && end.test(value.slice(region.length));
  },
});

/** A zone; where there is no cloud, any value of the label `topology.kubernetes.io/zone`. */
export const zone = inCloud(
  {
    aws: zoneOfRegion("a zone of the cluster's region (ap-northeast-2a)", /^[a-z]$/),
    // No region has more than three.
    azure: zoneOfRegion("a zone of the cluster's region (koreacentral-1)", /^-[1-3]$/),
  },
  labelValue,
);

export const region = inCloud(
  {
    aws: text('a region (ap-northeast-2)', /[a-z]{2}(?:-[a-z]+){1,2}-\d/),
    azure: text('a region (koreacentral)', /[a-z]{4,}\d?/),
  },
  line,
);

export const uuid = text(
  'a UUID (00000000-0000-0000-0000-000000000000)',
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i,
);

/** A minute of the day. */
export const clockTime = text('a time from 00:00 to 23:59', /(?:[01]\d|2[0-3]):[0-5]\d/);

/** Time zones that we plan in. The machine's own list would differ from place to place; another zone is a word here. */
export const timeZone = oneOf('Asia/Seoul', 'UTC');
