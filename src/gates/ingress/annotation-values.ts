/** What an annotation's value looks like. */
export interface ValueShape {
  readonly fits: RegExp;
  /** What fits, in words, with an example. */
  readonly means: string;
}

const shape = (fits: RegExp, means: string): ValueShape => ({ fits, means });
const oneOf = (...words: readonly string[]): ValueShape =>
  shape(new RegExp(`^(?:${words.join('|')})$`), words.join(', '));

const YES_OR_NO = shape(/^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/, 'true or false');
const COUNT = shape(/^\d+$/, 'a whole number (5)');
const TIME = shape(/^\d+(?:ms|[smhdwMy])?(?: \d+(?:ms|[smhdwMy]))*$/, 'a time (30s)');
const SIZE = shape(/^\d+[kKmM]?$/, 'a size (10m)');
const BODY = shape(/^\d+[kKmMgG]?$/, 'a size (8m)');
const PORTS = shape(/^\d{1,5}(?:, ?\d{1,5})*$/, 'port numbers with commas between (80,8080)');
const NAMES = shape(/^[a-z0-9-]+(?:, ?[a-z0-9-]+)*$/, 'names of Services with commas between');
const HEADERS = shape(/^[\w-]+(?:, ?[\w-]+)*$/, 'names of headers with commas between');
/** Quotes, `$` and a backslash at the end would leave the place in NGINX's configuration that the value is for. */
const WORDS = shape(/^(?:[^"$\\]|\\[^$])*$/, 'text without " and $');

/**
 * Annotations of the controller's Ingresses that work without NGINX Plus, below `nginx.org/`, with what their values
 * look like; none lets a value end its directive. Names and rules: internal/k8s/validation.go and
 * internal/configs/annotations.go of https://github.com/nginx/kubernetes-ingress at commit 003d5228, after 5.3.4. What a
 * later release adds is refused until somebody looks it up and writes it here. Snippets are left out (D-04).
 */
export const ANNOTATIONS: Readonly<Record<string, ValueShape>> = {
  'app-root': shape(
    /^\/[^\s{};$|^<>\\"#[\]~]*[^\s{};$|^<>\\"#[\]~/]$/,
    'a path that is not / and does not end so (/app)',
  ),
  'basic-auth-realm': WORDS,
  'basic-auth-secret': shape(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'the name of a Secret'),
  'client-body-buffer-size': SIZE,
  'client-max-body-size': BODY,
  'fail-timeout': TIME,
  'grpc-services': NAMES,
  hsts: YES_OR_NO,
  'hsts-behind-proxy': YES_OR_NO,
  'hsts-include-subdomains': YES_OR_NO,
  'hsts-max-age': COUNT,
  'http-redirect-code': oneOf('301', '302', '307', '308'),
  keepalive: COUNT,
  'lb-method': shape(
    /^(?:round_robin|least_conn|ip_hash|random|random two|random two least_conn|hash [\w${}]+(?: consistent)?)$/,
    'round_robin, least_conn, ip_hash, random, random two, random two least_conn, hash <key>',
  ),
  'limit-req-burst': COUNT,
  'limit-req-delay': COUNT,
  'limit-req-dry-run': YES_OR_NO,
  'limit-req-key': shape(
    /^(?:[^\s"'$;{}\\]|\$\{\w+\})+$/,
    'text and variables, each variable in braces (${binary_remote_addr})',
  ),
  'limit-req-log-level': oneOf('info', 'notice', 'warn', 'error'),
  'limit-req-no-delay': YES_OR_NO,
  'limit-req-rate': shape(/^[1-9]\d*r\/[sm]$/, 'requests a second or a minute (10r/s, 30r/m)'),
  // NGINX's own bounds for the answer to a request too many.
  'limit-req-reject-code': shape(/^[45]\d\d$/, 'a status from 400 to 599 (429)'),
  'limit-req-scale': YES_OR_NO,
  // NGINX takes no zone below 32 KiB: eight pages.
  'limit-req-zone-size': shape(
    /^(?:[1-9]\d*[mM]|(?:3[2-9]|[4-9]\d|[1-9]\d{2,})[kK])$/,
    'a size of 32k or more with its unit (10m)',
  ),
  'listen-ports': PORTS,
  'listen-ports-ssl': PORTS,
  'max-conns': COUNT,
  'max-fails': COUNT,
  'mergeable-ingress-type': oneOf('master', 'minion'),
  'path-regex': oneOf('case_sensitive', 'case_insensitive', 'exact'),
  'proxy-buffer-size': SIZE,
  'proxy-buffering': YES_OR_NO,
  'proxy-buffers': shape(/^\d+ \d+[kKmM]?$/, 'a number and a size (8 4k)'),
  'proxy-busy-buffers-size': SIZE,
  'proxy-connect-timeout': TIME,
  'proxy-hide-headers': HEADERS,
  'proxy-max-temp-file-size': SIZE,
  'proxy-next-upstream': shape(
    /^(?:error|timeout|invalid_header|http_(?:500|502|503|504|403|404|429)|non_idempotent|off)(?: (?:error|timeout|invalid_header|http_(?:500|502|503|504|403|404|429)|non_idempotent|off))*$/,
    'reasons with spaces between (error timeout http_502)',
  ),
  'proxy-next-upstream-timeout': TIME,
  'proxy-next-upstream-tries': COUNT,
  'proxy-pass-headers': HEADERS,
  'proxy-read-timeout': TIME,
  'proxy-send-timeout': TIME,
  'proxy-set-headers': shape(
    /^[\w-]+(?:: ?[^,$;"'{}\\]*)?(?:, ?[\w-]+(?:: ?[^,$;"'{}\\]*)?)*$/,
    'headers (X-Part: shop) without $, quotes, braces and semicolons',
  ),
  'redirect-to-https': YES_OR_NO,
  'rewrite-target': shape(/^\/(?!\/)(?!.*\.\.\/)[^\s;{}[\]|<>,^`~"\\]*$/, 'a path (/$1)'),
  rewrites: shape(
    /^serviceName=[\w-]+ rewrite=\/[^\s;"'{}\\]*(?:;serviceName=[\w-]+ rewrite=\/[^\s;"'{}\\]*)*$/,
    'serviceName=web rewrite=/',
  ),
  'server-tokens': YES_OR_NO,
  'ssl-ciphers': shape(/^[\w+!:@=-]+$/, 'names with colons between (HIGH:!aNULL:!MD5)'),
  'ssl-prefer-server-ciphers': YES_OR_NO,
  'ssl-redirect': YES_OR_NO,
  'ssl-services': NAMES,
  'upstream-zone-size': SIZE,
  'use-cluster-ip': YES_OR_NO,
  'websocket-services': NAMES,
};

/** Annotations that do nothing, or are refused, without another. */
export const NEEDS: readonly (readonly [prefix: string, needed: string])[] = [
  ['hsts-', 'hsts'],
  ['basic-auth-realm', 'basic-auth-secret'],
  ['limit-req-', 'limit-req-rate'],
];
