import { assumed } from '../../constructs/structure';
import type { Cluster } from '../../model';

/** In the place of docker-compose: any cluster will do, also one on a laptop. */
const ANY = 'the document names no cluster for development: any one with a default StorageClass will do';

/** Memo's development: one small node. */
export const cluster: Cluster = {
  name: 'memo-dev',
  kubernetes: '1.28',
  cloud: { type: 'none' },
  network: {
    vpcCidr: assumed('192.0.2.0/24', ANY),
    nodeCidrs: assumed(['192.0.2.0/25'], ANY),
    loadBalancerCidrs: assumed(['192.0.2.128/25'], ANY),
    serviceCidr: '10.96.0.0/12',
    apiServerPort: assumed(6443, ANY), // kubeadm, kind and k3s: network plugins see it behind the cluster IP
  },
  pools: [
    {
      name: 'nodes',
      instanceTypes: assumed(['any'], ANY),
      zones: assumed(['one'], ANY),
      nodes: assumed({ min: 1, max: 1 }, ANY),
      // 4 cores and 8 GiB, less what a cluster of kubeadm or kind takes itself.
      allocatable: { cpuMillis: 3000, memoryMiB: 6656, pods: 90 },
    },
  ],
  registries: [
    'docker.io/apache/kafka',
    'docker.io/library/mariadb',
    'docker.io/library/redis',
    'docker.io/library/zookeeper',
    'quay.io/martinhelmich/prometheus-nginxlog-exporter',
    'quay.io/prometheus',
    'registry.example.com',
    'registry.k8s.io/kube-state-metrics',
  ],
};
