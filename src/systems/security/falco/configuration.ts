import { Yaml } from 'cdk8s';

/** Where Falco shows its metrics and that it is well: its own default. */
export const FALCO_PORT = 8765;

/** The socket of containerd on the nodes of EKS: it knows whose container a process is in. */
export const CONTAINERD = '/run/containerd/containerd.sock';

/** Rules that come with the image, all of them of the maturity `stable`. */
const STABLE_RULES = '/etc/falco/falco_rules.yaml';

/** Engines of containers that the nodes do not have; the plugin's schema wants each named. */
const NOT_HERE = { docker: [], podman: [], containerd: [] };
const NOT_HERE_EITHER = ['lxc', 'libvirt_lxc', 'bpm'];

/**
 * Falco's configuration (0.44, `falco.yaml`). `config_files` is empty because the image's own part loads the same plugin,
 * and Falco refuses a plugin that is loaded twice.
 * @param rules path of the file with this platform's rules, which are read behind the stable ones
 */
export function configuration(rules: string): string {
  return Yaml.stringify({
    config_files: [],
    rules_files: [STABLE_RULES, rules],
    // New rules come as new pods.
    watch_config_files: false,
    engine: { kind: 'modern_ebpf', modern_ebpf: { cpus_for_each_buffer: 2, buf_size_preset: 4 } },
    load_plugins: ['container'],
    plugins: [{ name: 'container', library_path: 'libcontainer.so', init_config: CONTAINER_PLUGIN }],
    ...OUTPUT,
    ...MEASURED,
  });
}

/** Whose container it is, by the interface that kubelets speak: names of pods and namespaces come with it. */
const CONTAINER_PLUGIN = {
  label_max_len: 100,
  with_size: false,
  hooks: ['create'],
  engines: {
    ...Object.fromEntries(Object.entries(NOT_HERE).map(([name, sockets]) => [name, { enabled: false, sockets }])),
    ...Object.fromEntries(NOT_HERE_EITHER.map(name => [name, { enabled: false }])),
    cri: { enabled: true, sockets: [CONTAINERD] },
  },
};

/** A line of JSON for each finding, on standard output, where the collector of logs finds it; the rest on standard error. */
const OUTPUT = {
  priority: 'notice',
  json_output: true,
  json_include_output_property: true,
  json_include_tags_property: true,
  time_format_iso_8601: true,
  buffered_outputs: false,
  stdout_output: { enabled: true },
  syslog_output: { enabled: false },
  log_stderr: true,
  log_syslog: false,
  log_level: 'info',
  syscall_event_drops: { threshold: 0.1, actions: ['log'], rate: 0.03333, max_burst: 1 },
};

/** How often each rule found something, and no more. */
const MEASURED = {
  metrics: {
    enabled: true,
    interval: '1h',
    output_rule: false,
    rules_counters_enabled: true,
    resource_utilization_enabled: false,
    state_counters_enabled: false,
    kernel_event_counters_enabled: false,
    libbpf_stats_enabled: false,
    plugins_metrics_enabled: false,
    include_empty_values: false,
  },
  webserver: {
    enabled: true,
    listen_address: '0.0.0.0',
    listen_port: FALCO_PORT,
    k8s_healthz_endpoint: '/healthz',
    prometheus_metrics_enabled: true,
    ssl_enabled: false,
  },
};
