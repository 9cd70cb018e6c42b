import { assumed } from '../../constructs/structure';
import type { Cluster, NodePool } from '../../model';
import { VOLUMES } from './platform';

const ASK = 'the document names no cluster; whoever runs the club’s enters it';

/** The nodes of one zone: a rack, a room or a machine that can fail by itself. */
function zonePool(zone: string): NodePool {
  return {
    name: `nodes-${zone}`,
    instanceTypes: assumed(['any'], ASK),
    zones: assumed([zone], ASK),
    nodes: assumed({ min: 1, max: 2 }, ASK),
    // 4 cores and 16 GiB, less what the cluster takes itself.
    allocatable: { cpuMillis: 3700, memoryMiB: 14336, pods: 100 },
  };
}

/** The club's cluster: three zones, so that MariaDB's neighbours, ZooKeeper and Kafka, outlive one of them. */
export const cluster: Cluster = {
  name: 'memo-prod',
  kubernetes: '1.28',
  cloud: { type: 'none' },
  network: {
    vpcCidr: assumed('198.51.100.0/24', ASK),
    nodeCidrs: assumed(['198.51.100.0/25'], ASK),
    loadBalancerCidrs: assumed(['198.51.100.128/26'], ASK),
    serviceCidr: '10.96.0.0/12',
    apiServerPort: assumed(6443, ASK), // kubeadm, kind and k3s: network plugins see it behind the cluster IP
  },
  pools: [zonePool('a'), zonePool('b'), zonePool('c')],
  storageClasses: assumed(Object.values(VOLUMES), `${ASK}: with reclaimPolicy Retain, backups on other disks`),
  registries: [
    'docker.io/apache/kafka',
    'docker.io/fluent',
    'docker.io/grafana',
    'docker.io/library/mariadb',
    'docker.io/library/redis',
    'docker.io/library/zookeeper',
    'docker.io/oliver006',
    'quay.io/martinhelmich',
    'quay.io/prometheus',
    'registry.example.com',
    'registry.k8s.io/kube-state-metrics',
  ],
};
