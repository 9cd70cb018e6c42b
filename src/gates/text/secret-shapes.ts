/** A text that carries a credential by its looks, wherever it stands. */
interface Shape {
  /** What it looks like, as a noun. */
  readonly noun: string;
  /** Finds it; a group that matches holds the literal, which may turn out to be a reference. */
  readonly pattern: RegExp;
  /** Whether the literal is a secret. @default whatever is no reference */
  readonly isSecret?: (literal: string) => boolean;
}

const PASSWORD = 'password|passwd|passphrase|requirepass';
const KEY =
  'api[_-]?key|(?:routing|service|integration)[_-]?key|credentials|(?:client|auth|access|jwt|secret)[_-]?(?:secret|token|key)|[_.-](?:secret|token)';

/** `name=value` without spaces, `name: value` at the end of a line, and both with a value in quotes. */
const assigned = (names: string): RegExp =>
  new RegExp(
    `(?:${names})["']?(?:[=:][ \\t]*(?:"([^"\\n]*)"|'([^'\\n]*)')` +
      `|=(?![=~])([^\\s"'&;,}]+)|:[ \\t]+([^\\s"'&;,{}|>]+)[ \\t]*(?=[,}\\n#]|$))`,
    'gi',
  );

const SHAPES: readonly Shape[] = [
  { noun: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { noun: 'a private key', pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/g },
  { noun: 'a JSON Web Token', pattern: /\beyJ[\w-]{6,}\.eyJ[\w-]{6,}\.[\w-]{6,}/g },
  { noun: 'a GitHub token', pattern: /\b(?:gh[pousr]_\w{36}|github_pat_\w{40})/g },
  { noun: 'a Slack token', pattern: /\bxox[abprs]-[\w-]{10,}/g },
  { noun: 'a Slack webhook', pattern: /hooks\.slack\.com\/services\/\w+\/\w+\/\w+/g },
  {
    noun: 'an address that is its own key',
    // Whoever knows it may call: dead man's switches, PagerDuty's and Teams' old webhooks, Discord's.
    pattern:
      /\b(?:hc-ping\.com|events\.pagerduty\.com\/integration|webhook\.office\.com\/webhookb2|discord\.com\/api\/webhooks)\/[\w-]{16,}/g,
  },
  { noun: 'an API key', pattern: /\b(?:sk-[\w-]{32,}|sk_live_\w{16,}|AIza[\w-]{35})/g },
  { noun: 'a URL with a password', pattern: /[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:((?:\{\{[^}]*\}\}|[^\s/@])+)@/gi },
  { noun: 'an assigned password', pattern: assigned(PASSWORD) },
  { noun: 'an assigned secret', pattern: assigned(KEY), isSecret: looksRandom },
  { noun: 'a password of Redis', pattern: /^[ \t]*(?:requirepass|masterauth)[ \t]+["']?([^\s"']*)/gm },
  { noun: 'a password in SQL', pattern: /\b(?:PASSWORD|IDENTIFIED BY)[ \t]+'([^'\n]+)'/gi },
];

/** Every shape has one of these words, and few texts do. */
const SUSPECT =
  /AKIA|ASIA|PRIVATE KEY|eyJ|gh[pousr]_|_pat_|xox|hooks|sk[-_]|AIza|hc-ping|webhook|:\/\/|pass|masterauth|IDENTIFIED|key|credential|token|secret/i;

/** What credential a text carries, as a noun; undefined for none. */
export function secretIn(text: string): string | undefined {
  if (!SUSPECT.test(text)) return undefined;
  return SHAPES.find(shape => [...text.matchAll(shape.pattern)].some(match => holdsSecret(shape, match)))?.noun;
}

function holdsSecret({ isSecret }: Shape, [, ...groups]: RegExpMatchArray): boolean {
  if (groups.length === 0) return true;
  const literal = groups.find(group => group !== undefined) ?? '';
  return isSecret === undefined ? !isReference(literal) : isSecret(literal);
}

/** Variables, templates, placeholders, paths, ARNs, words of configuration, and expressions of programs. */
const REFERENCES: readonly RegExp[] = [
  /^["'`]?(?:\$[({]?[A-Za-z_]|\{|%[({A-Za-z]|<[^>]*>|\*|:['"]?\w)/,
  /^(?:arn:|\/|\.{1,2}\/|file:|ssm:|vault:)/,
  /^(?:true|false|null|none|nil|str|string|required|optional|redacted|x+|\.\.\.)?$/i,
  /^(?:os|process|System|env|__ENV|config|settings|self|this|args|props|EXCLUDED|NEW)\b[.[(]/,
];

/** Whether a text names where a credential comes from instead of being one. */
export function isReference(text: string): boolean {
  return REFERENCES.some(pattern => pattern.test(text.trim()));
}

/** Shortest text that is judged by its randomness: 16 characters of base64 carry 96 bits. */
const SHORTEST_RANDOM = 16;

/** Changes between letters and digits, in one word and in all, that names of things do not exceed (`k8s-s3-v2`). */
const MOST_CHANGES = { word: 2, text: 5 };

/** Whether a text looks random, as generated keys do, rather than put together from words, as names are. */
export function looksRandom(text: string): boolean {
  if (text.length < SHORTEST_RANDOM || !/^[\w+/=.~-]+$/.test(text) || isReference(text)) return false;
  const changes = text.split(/[^A-Za-z0-9]+/).map(word => word.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0);
  return Math.max(...changes) > MOST_CHANGES.word || changes.reduce((sum, count) => sum + count) > MOST_CHANGES.text;
}
