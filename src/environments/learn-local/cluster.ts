import { assumed } from '../../constructs/structure';
import type { Cluster } from '../../model';

/** A learner's own machine. */
const ANY = 'the document names no local cluster: any one with two nodes and a default StorageClass will do';

/** The learning platform without a cloud account: two nodes, so that one can be drained while the other serves. */
export const cluster: Cluster = {
  name: 'learn-local',
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
      nodes: assumed({ min: 2, max: 2 }, ANY),
      // 4 cores and 8 GiB, less what a cluster of kubeadm or kind takes itself.
      allocatable: { cpuMillis: 3000, memoryMiB: 6656, pods: 90 },
    },
  ],
  registries: [
    'docker.io/library/postgres',
    'docker.io/library/redis',
    'quay.io/martinhelmich/prometheus-nginxlog-exporter',
    'quay.io/prometheus',
    'registry.example.com',
    'registry.k8s.io/kube-state-metrics',
  ],
};
