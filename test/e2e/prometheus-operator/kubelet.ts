import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KubeObject } from '../../../src/model';
import { startPrometheus, type ToolPlaces } from '../../../src/proving-ground';
import { endProcesses } from '../../../src/proving-ground/process';
import { comesToBe } from '../ground';
import { AskedPrometheus } from './asked-prometheus';
import { nearby, type Configuration, type Discovery, type Generated } from './generated';

/** Where a pod finds its token and the certificate of the cluster's authority. */
const POD = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What is to be read of the kubelet below, by the name of the ScrapeConfig, and the path that is asked for it. */
const READ = {
  kubelet: {
    path: '/metrics/cadvisor',
    shares: ['shop web-1 0.9'],
    series: [
      'container_cpu_usage_seconds_total 1',
      'container_memory_working_set_bytes 1',
      'container_spec_cpu_period 1',
      'container_spec_cpu_quota 1',
      'container_spec_memory_limit_bytes 1',
    ],
  },
  'kubelet-volumes': {
    path: '/metrics',
    shares: ['shop data-db-0 0.1'],
    series: [
      'kubelet_volume_stats_available_bytes 1',
      'kubelet_volume_stats_capacity_bytes 1',
      'kubelet_volume_stats_inodes 1',
      'kubelet_volume_stats_inodes_free 1',
    ],
  },
} as const;

/** A ScrapeConfig that reads kubelets. */
export type KubeletJob = keyof typeof READ;

/** What alerts ask: nothing comes of a volume's share when a label of its node is left over. */
const SHARES: Readonly<Record<KubeletJob, string>> = {
  kubelet: 'max by (namespace, pod) (container_memory_working_set_bytes / container_spec_memory_limit_bytes)',
  'kubelet-volumes':
    'min by (namespace, persistentvolumeclaim) ' +
    '(kubelet_volume_stats_available_bytes{instance="",node=""} / kubelet_volume_stats_capacity_bytes{instance="",node=""})',
};

/** A server that answers like a kubelet that tells of containers and volumes. */
interface Kubelet {
  /** `127.0.0.1:10250` */
  readonly address: string;
  /** What it was asked: the path, and how the asker showed who he is. */
  readonly asked: ReadonlySet<string>;
  stop(): void;
}

/** Labels of a container as cAdvisor gives them: those of a pod as a whole, and of slices, have no container. */
const container = (namespace: string, pod: string, name: string): string =>
  `container="${name}",id="/kubepods/${pod}/${name}",image="",name="${name}",namespace="${namespace}",pod="${pod}"`;

/** What cAdvisor shows, with the time at which it looked: one container, its pod, a slice of the node, the machine. */
function shown(): string {
  const of = container('shop', 'web-1', 'web');
  const others = [container('shop', 'web-1', ''), container('', '', '')];
  const at = Date.now();
  return [
    `container_cpu_usage_seconds_total{${of},cpu="total"} ${at / 1000} ${at}`,
    ...others.map(labels => `container_cpu_usage_seconds_total{${labels},cpu="total"} 12 ${at}`),
    `container_spec_cpu_quota{${of}} 200000 ${at}`,
    `container_spec_cpu_period{${of}} 100000 ${at}`,
    `container_memory_working_set_bytes{${of}} 900 ${at}`,
    ...others.map(labels => `container_memory_working_set_bytes{${labels}} 990 ${at}`),
    `container_spec_memory_limit_bytes{${of}} 1000 ${at}`,
    `container_fs_usage_bytes{${of},device="/dev/sda"} 1 ${at}`,
    'machine_cpu_cores 2',
    '',
  ].join('\n');
}

/** What a kubelet itself shows, volumes among it. */
function ofVolumes(): string {
  const volume = 'namespace="shop",persistentvolumeclaim="data-db-0"';
  const figures = { available_bytes: 100, capacity_bytes: 1000, used_bytes: 900, inodes: 64, inodes_free: 32 };
  return [
    ...Object.entries(figures).map(([what, value]) => `kubelet_volume_stats_${what}{${volume}} ${value}`),
    'kubelet_running_pods 7',
    '',
  ].join('\n');
}

async function startKubelet(): Promise<Kubelet> {
  const asked = new Set<string>();
  const server = createServer(({ url, headers }, answer) => {
    asked.add(`${url} ${headers.authorization}`);
    answer.setHeader('content-type', 'text/plain; version=0.0.4');
    answer.end(url === READ.kubelet.path ? shown() : ofVolumes());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { address, port } = server.address() as AddressInfo;
  return { address: `${address}:${port}`, asked, stop: () => void server.close() };
}

/** A configuration with the job of kubelets alone, for one without TLS that stands here as the node `a`. */
function readingOnly({ scrape_configs }: Configuration, job: string, address: string): object {
  return {
    scrape_configs: scrape_configs
      .filter(({ job_name }) => job_name === job)
      .map(({ kubernetes_sd_configs: _, tls_config: __, ...rest }) => ({
        ...rest,
        scheme: 'http',
        scrape_interval: '1s',
        scrape_timeout: '1s',
        static_configs: [{ targets: [address], labels: { __meta_kubernetes_node_name: 'a' } }],
      })),
  };
}

/** Name of the job that the operator makes of a ScrapeConfig. */
export const jobOf = ({ metadata }: KubeObject): string => `scrapeConfig/${metadata.namespace}/${metadata.name}`;

/** What a job shows to the kubelets, and how it knows them. */
function shownToKubelets({ scrape_configs }: Configuration, job: string): readonly unknown[] {
  const made = scrape_configs.find(({ job_name }) => job_name === job);
  return [made?.authorization?.credentials_file, made?.tls_config];
}

/** What is read of a kubelet: shares that alerts ask for, series, and what the kubelet was asked. */
type Reading = Readonly<Record<'shares' | 'up' | 'series' | 'asked', readonly string[]>>;

/**
 * Has a real Prometheus read a kubelet by the token of its pod, and asks for what the declared part of it is.
 * @param discovery rights of its ServiceAccount
 * @param state folder that it writes to
 */
export async function readByToken(
  generated: Generated,
  { job, name, namespace }: { readonly job: string; readonly name: KubeletJob; readonly namespace: string },
  discovery: Discovery,
  { places, state }: { readonly places: ToolPlaces; readonly state: string },
): Promise<void> {
  expect(shownToKubelets(generated.configuration, job)).toEqual([`${POD}/token`, { ca_file: `${POD}/ca.crt` }]);
  const config = nearby(generated, state, () => discovery);
  const token = readFileSync(discovery.authorization?.credentials_file ?? '', 'utf8');
  const { path, ...expected } = READ[name];
  await readOfKubelet(places, state, config, job, name, {
    ...expected,
    up: [`${name} ${namespace} a 1`],
    asked: [`${path} Bearer ${token}`],
  });
}

/**
 * Has a real Prometheus read a kubelet by the job that the operator has made, until it has read what is expected: a look
 * that comes too late for its deadline shows nothing, the next one all.
 * @throws Error when it never has
 */
async function readOfKubelet(
  places: ToolPlaces,
  state: string,
  configuration: Configuration,
  job: string,
  name: KubeletJob,
  expected: Reading,
): Promise<void> {
  const kubelet = await startKubelet();
  try {
    const config = readingOnly(configuration, job, kubelet.address);
    const real = new AskedPrometheus(await startPrometheus({ places, state, config }));
    const up = 'count by (namespace, node, job) (up == 1)';
    const series = 'count by (__name__) ({__name__=~"container_.*|kubelet_.*|machine_.*"})';
    const reading = async (): Promise<Reading> => ({
      shares: await real.values(SHARES[name]),
      up: await real.values(up),
      series: await real.values(series),
      asked: [...kubelet.asked],
    });
    await comesToBe(reading, expected);
  } finally {
    kubelet.stop();
    await endProcesses(state);
  }
}
