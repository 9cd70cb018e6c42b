/** Names of the patterns that schemas hold: a person reads these, never the pattern. */
const names: Readonly<Record<string, string>> = {
  '^[A-Za-z0-9][A-Za-z0-9-]+[A-Za-z0-9]$': "letters, digits and '-', a letter or digit at both ends",
  '^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})$':
    'a point in time (2030-01-31T08:00:00Z)',
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$':
    'a quantity (500m, 1Gi)',
  '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$': 'text in base64',
  '^((([01][0-9])|(2[0-3])):[0-5][0-9])$|(^24:00$)': 'a time of day (08:30)',
  '^2\\d{3}(?::2\\d{3}|$)': 'a year or a range of years (2030:2031)',
  '^https?://.+$': 'a URL (https://…)',
  '^(http|https|socks5)://.+$': 'a URL of http, https or socks5',
  '^(http|https)://.+$': 'a URL (https://…)',
  '^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$':
    'a duration of Prometheus (30s, 5m, 1h30m)',
  '^(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?$':
    'a duration of Prometheus (30s, 5m, 1h30m)',
  '^(0|(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$': 'a duration of hours, minutes, seconds (1h30m)',
  '(^0|([0-9]*[.])?[0-9]+((K|M|G|T|E|P)i?)?B)$': 'a size in bytes (512MB, 1GiB)',
  '^.{2,}|[^./]$': 'a path of a folder that is not the root',
  '^([0-9]+(\\.[0-9]+)?(s|m|h))+$': 'a duration (90s, 5m, 1h30m)',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$': 'a DNS name in small letters (my-name.example)',
  '^[-._a-zA-Z0-9]+$': "a key of letters, digits, '-', '_' and '.'",
  '^(@(annually|yearly|monthly|weekly|daily|midnight|hourly)|@every [^\\s]+.*|[^\\s]+( [^\\s]+){4})$':
    'a cron schedule of five fields (0 3 * * *)',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$': "a DNS label: small letters, digits and '-' (my-name)",
  '^[a-z0-9-]+$': "small letters, digits and '-'",
  '^.*@.*\\.iam\\.gserviceaccount\\.com$': "a Google service account's address",
  '^$|^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$': 'a DNS name in small letters, or nothing',
  '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$': "a kind: letters, digits and '-', a letter first",
  'subnet-[0-9a-f]+': "a subnet's id (subnet-0123abcd)",
  '^[0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h)$': 'a duration of one number and one unit (100ms, 5m)',
  '^[a-z][a-zA-Z0-9_]*[a-zA-Z0-9]$|^[a-z]$': "letters, digits and '_', a small letter first",
  '^[0-9]+[kmgKMG]$': 'a size of NGINX (10m, 1g)',
  '^[0-9]+[smhd]$': 'a duration of one number and one unit (30s, 5m)',
  '^[12](?::[12]){0,2}$': "levels of a cache's folders (1:2)",
  '^[0-9]+[mu]?s$': 'a duration in seconds, ms or us (50ms)',
  '^([a-z0-9]([-a-z0-9]*[a-z0-9])?\\/)?[a-z0-9]([-a-z0-9]*[a-z0-9])?$': 'a name, or namespace/name',
  "^/[a-zA-Z0-9._~:/?#\\[\\]@!$&'()*+,;=-]*$": 'a path of a URL (/sign-in)',
  '^/.*$': "a path that starts with '/'",
  '^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?)*$':
    'a host name (host.example.com)',
  '^([^$\\s"\'])*$': "text without '$', spaces and quotes",
  '^([^$\\s."\'])*$': "text without '$', '.', spaces and quotes",
  '^([^\\s"\'])*$': 'text without spaces and quotes',
  '^[0-9a-zA-Z-.]+$': "letters, digits, '-' and '.'",
  '^[\\w\\s:/.\\\\-]+$': 'letters, digits, spaces and : / . \\ - _',
  '^([aA][bB][oO][rR][tT]|[wW][aA][rR][nN])?$': 'abort or warn',
  '^[a-zA-Z][a-zA-Z0-9+.-]*://.+$': 'a URL with its scheme (tcp://…)',
  '^[^*]*(\\*[^/]*)?\\.(json|yml|yaml|JSON|YML|YAML)$': "a file of JSON or YAML, with one '*' at most",
  '^\\d+[kKmM]?$': 'a size of NGINX (8k, 1m)',
  '^[a-zA-Z0-9]{1}[a-zA-Z0-9-_]{2,119}$': "3 to 120 letters, digits, '-' and '_', no sign first",
  '^[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*': "letters and digits, with single '-' between them",
  '^[-\\w\\._]+$': "letters, digits, '-', '_' and '.'",
  '^[a-zA-Z]+\\w*$': "letters, digits and '_', a letter first",
  '^[a-zA-Z\\-]+([. ]|\\w)*$': 'a collation (en_US.utf8)',
  '^[a-z][a-z0-9]{0,11}$': '1 to 12 small letters and digits, a letter first',
  '^[a-zA-Z0-9]$|^[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]$':
    "1 to 63 letters, digits, '-' and '_', no sign at the ends",
  '^[A-Za-z][-A-Za-z0-9_]*$': "letters, digits, '-' and '_', a letter first",
  '^(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)$':
    'an IPv4 address (192.0.2.1)',
  '^([0-9]{1,3}\\.){3}[0-9]{1,3}(\\/([0-9]|[1-2][0-9]|3[0-2]))?$': 'an IPv4 range (192.0.2.0/24)',
  '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$': 'a UUID',
  '^[^:@/#{}%&+*<>?]+$': 'text without : @ / # { } % & + * < > ?',
  '^\\d+\\.\\d+\\.\\d+\\.\\d+$': 'an IPv4 address (192.0.2.1)',
  '^[a-z0-9]+$': 'small letters and digits',
  '^[a-zA-Z0-9-]{3,24}$': "3 to 24 letters, digits and '-'",
};

/** Patterns whose letters are spelt in both cases, by how they start. */
const beginnings: Readonly<Record<string, string>> = {
  '^([jJ][aA][nN]': 'a month or a range of months (january:march)',
  '^([sS][uU][nN]|': 'a weekday or a range of weekdays (monday:friday)',
  '(^(/[sS][uU][bB]': 'a resource id of Azure (/subscriptions/…)',
};

/** Whether a pattern has a name. A test asks it of every pattern in `schemas/`. */
export function isNamed(pattern: string): boolean {
  return Object.hasOwn(names, pattern) || Object.keys(beginnings).some(start => pattern.startsWith(start));
}

/** A pattern's name. @throws Error where the table above lacks it */
export function patternName(pattern: string): string {
  const start = Object.keys(beginnings).find(beginning => pattern.startsWith(beginning));
  const name = names[pattern] ?? beginnings[start ?? ''];
  if (name === undefined) throw new Error(`src/gates/schema/pattern-names.ts has no name for the pattern ${pattern}`);
  return name;
}
