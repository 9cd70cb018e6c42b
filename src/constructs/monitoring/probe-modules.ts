/** Folder in which the blackbox exporter finds the keys that it shows. */
export const PROBE_KEYS = '/etc/blackbox-exporter/keys';

/** Key of the Secret, and name of its file in {@link PROBE_KEYS}: an API key that the exporter alone has. */
export const PROBE_API_KEY = 'API_KEY';

/**
 * How an address is asked, as a module of the blackbox exporter (CONFIGURATION.md of its v0.28.0). Certificates are
 * verified, by the exporter's own default. An answer that leads elsewhere is none: D-10 wants the exact path. Pods and
 * their policies have IPv4 alone.
 */
function answered(status: number, headers: object = {}): object {
  return {
    prober: 'http',
    timeout: '8s',
    http: {
      method: 'GET',
      valid_status_codes: [status],
      follow_redirects: false,
      fail_if_not_ssl: true,
      preferred_ip_protocol: 'ip4',
      body_size_limit: '1MB',
      ...headers,
    },
  };
}

/**
 * Modules by the names that Probes give. `http_200`: the address answers 200 to everybody. `http_401`: it turns away who
 * shows no token, which only the program behind it does. `http_200_with_key`: it answers 200 to whom it knows by a key.
 */
export const PROBE_MODULES = {
  http_200: answered(200),
  http_200_with_key: answered(200, { http_headers: { 'x-api-key': { files: [`${PROBE_KEYS}/${PROBE_API_KEY}`] } } }),
  http_401: answered(401),
} as const;

/** Name of a module. */
export type ProbeModule = keyof typeof PROBE_MODULES;

/** The HTTP status that a module takes for well. */
export function statusOf(module: ProbeModule): number {
  return module === 'http_401' ? 401 : 200;
}
