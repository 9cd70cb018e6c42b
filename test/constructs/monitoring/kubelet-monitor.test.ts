import { App } from 'cdk8s';
import { Kubelets, WatchedService } from '../../../src/constructs/monitoring';
import { declarationsOf, Place, System } from '../../../src/constructs/structure';
import { CLOUDLESS_CLUSTER, objectOf, objectsOf, TEST_CLUSTER, WATCHER } from '../place';
import { read } from '../read';

class Watching extends System {}

/** A place whose kubelets are read, with a service that wants to hear of its memory or without. */
function watching(cluster = TEST_CLUSTER, wantsMemory = true): System {
  const system = new Watching(new Place(new App(), 'test', { cluster, watchedBy: WATCHER }), 'watching');
  const endpoint = { type: 'pods', service: 'web', namespace: 'm', selector: {}, port: 80, protocol: 'TCP' } as const;
  new WatchedService(system.monitoring, 'web', {
    ...{ name: 'web', endpoint, portName: 'http', path: '/metrics' },
    ...(wantsMemory && { usage: { memoryAbove: 0.9, for: '5m', requirements: ['FP-12'] } }),
  });
  new Kubelets(system.monitoring, 'kubelets', { namespace: 'm', nodes: 'by-address', requirements: ['FP-12'] });
  return system;
}

const system = watching();
const declarations = system.node.findAll().flatMap(declarationsOf);

describe('a monitor of kubelets', () => {
  test('reads every node at the port that it names, with TLS, and keeps five metrics of containers', () => {
    expect(read(objectOf(system, 'ScrapeConfig', 'kubelet'), 'spec')).toMatchInlineSnapshot(`
      {
        "honorLabels": true,
        "jobName": "kubelet",
        "kubernetesSDConfigs": [
          {
            "role": "Node",
          },
        ],
        "metricRelabelings": [
          {
            "action": "keep",
            "regex": "(container_cpu_usage_seconds_total|container_spec_cpu_quota|container_spec_cpu_period|container_memory_working_set_bytes|container_spec_memory_limit_bytes);.+",
            "sourceLabels": [
              "__name__",
              "container",
            ],
          },
        ],
        "metricsPath": "/metrics/cadvisor",
        "relabelings": [
          {
            "action": "replace",
            "sourceLabels": [
              "__meta_kubernetes_node_name",
            ],
            "targetLabel": "node",
          },
          {
            "action": "replace",
            "replacement": "m",
            "targetLabel": "namespace",
          },
        ],
        "sampleLimit": 20000,
        "scheme": "https",
        "scrapeClass": "kubelet",
        "scrapeInterval": "30s",
        "scrapeTimeout": "10s",
        "trackTimestampsStaleness": true,
      }
    `);
  });

  test('calls the nodes, and declares what it keeps', () => {
    const monitor = declarations.find(each => each.type === 'monitor' && each.job === 'kubelet');
    expect(monitor).toMatchObject({ endpoint: { type: 'outside', port: 10250 } });
    const { regex } = read(objectOf(system, 'ScrapeConfig', 'kubelet'), 'spec.metricRelabelings.0') as {
      regex: string;
    };
    const names = monitor?.type === 'monitor' ? monitor.metrics.map(({ name }) => name) : [];
    expect(regex).toBe(`(${names.join('|')});.+`);
  });

  test('tells when no kubelet answers, and when one does not, in words of nodes', () => {
    const rules = read(objectOf(system, 'PrometheusRule', 'kubelet'), 'spec.groups.0.rules') as {
      alert: string;
      annotations: { summary: string };
    }[];
    expect(rules.map(({ alert, annotations: { summary } }) => [alert, summary])).toEqual([
      ['TargetsMissing', 'No kubelet tells what its containers use'],
      ['TargetDown', 'The kubelet of {{ $labels.node }} does not tell what its containers use'],
    ]);
  });

  test('reads of volumes four metrics by the other path, and lets a claim keep its series when its pod moves', () => {
    const { metricsPath, metricRelabelings, honorLabels } = read(
      objectOf(system, 'ScrapeConfig', 'kubelet-volumes'),
      'spec',
    ) as Record<string, unknown>;
    expect([metricsPath, honorLabels]).toEqual(['/metrics', true]);
    expect(metricRelabelings).toEqual([
      {
        action: 'keep',
        sourceLabels: ['__name__'],
        regex:
          'kubelet_volume_stats_available_bytes|kubelet_volume_stats_capacity_bytes|' +
          'kubelet_volume_stats_inodes_free|kubelet_volume_stats_inodes',
      },
      { action: 'labeldrop', regex: 'instance|node' },
    ]);
  });

  test('reads of containers only where a service wants to hear of them', () => {
    const names = (each: System): string[] =>
      objectsOf(each)
        .filter(({ kind }) => kind === 'ScrapeConfig')
        .map(({ metadata }) => metadata.name);
    expect(names(system).sort()).toEqual(['kubelet', 'kubelet-volumes']);
    expect(names(watching(TEST_CLUSTER, false))).toEqual(['kubelet-volumes']);
  });

  test('says how certificates are made where no cloud makes them', () => {
    const make = (each: System): unknown =>
      each.node
        .findAll()
        .flatMap(declarationsOf)
        .flatMap(declared => (declared.type === 'contract' ? [declared.make] : []))[0];
    expect(make(system)).toBeUndefined();
    expect(make(watching(CLOUDLESS_CLUSTER))).toMatch(/serverTLSBootstrap: true/);
  });

  test('asks for certificates of the cluster’s own authority', () => {
    const [contract] = declarations.filter(({ type }) => type === 'contract');
    expect(contract).toMatchObject({ expect: 'true', requirements: ['FP-12'] });
  });
});
