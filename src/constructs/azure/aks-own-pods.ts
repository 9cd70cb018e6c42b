/** Program that enforces NetworkPolicies in an AKS cluster; without one they are accepted and none is enforced. */
export type NetworkPolicyEngine = 'cilium' | 'azure' | 'calico';

/** Pods that AKS itself runs in a cluster, and what each requests. */
export interface AksPod {
  readonly name: string;
  /** On every node (DaemonSet), or so many in the whole cluster (Deployment). */
  readonly runs: 'every-node' | { readonly replicas: number };
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  /** Where the figures were read, and when. */
  readonly source: string;
  /** No figure was found: this one is a cautious guess. @default false */
  readonly guessed?: boolean;
}

/** `kubectl describe node` of AKS 1.25 clusters with two nodes, July 2023, in public exercise logs: two agree. */
const LISTED = 'kubectl describe node of two AKS 1.25 clusters, July 2023';

const EVERYWHERE: readonly AksPod[] = [
  {
    name: 'azure-cns',
    runs: 'every-node',
    cpuMillis: 40,
    memoryMiB: 250,
    // With azure-npm's 300 MiB it makes the 550 MB that the issue names; processors are not named there.
    source: 'memory: https://github.com/Azure/AKS/issues/3525, March 2023; processors: none found',
    guessed: true,
  },
  {
    name: 'azure-ip-masq-agent',
    runs: 'every-node',
    cpuMillis: 100,
    memoryMiB: 50,
    source: `https://github.com/Azure/AKS/issues/1558, April 2020; ${LISTED}`,
  },
  {
    name: 'cloud-node-manager',
    runs: 'every-node',
    cpuMillis: 50,
    memoryMiB: 50,
    source: 'https://github.com/Azure/AKS/issues/5251, November 2025',
  },
  { name: 'csi-azuredisk-node', runs: 'every-node', cpuMillis: 30, memoryMiB: 60, source: LISTED },
  { name: 'csi-azurefile-node', runs: 'every-node', cpuMillis: 30, memoryMiB: 60, source: LISTED },
];

const ONCE: readonly AksPod[] = [
  {
    name: 'coredns',
    runs: { replicas: 2 },
    cpuMillis: 100,
    memoryMiB: 70,
    source: `https://github.com/Azure/AKS/issues/5251, November 2025; ${LISTED}`,
  },
  { name: 'coredns-autoscaler', runs: { replicas: 1 }, cpuMillis: 20, memoryMiB: 10, source: LISTED },
  { name: 'konnectivity-agent', runs: { replicas: 2 }, cpuMillis: 20, memoryMiB: 20, source: LISTED },
  {
    name: 'konnectivity-agent-autoscaler',
    runs: { replicas: 1 },
    cpuMillis: 20,
    memoryMiB: 10,
    source: 'no figure found; taken like coredns-autoscaler, which is the same program',
    guessed: true,
  },
  { name: 'metrics-server', runs: { replicas: 2 }, cpuMillis: 50, memoryMiB: 89, source: LISTED },
  {
    name: 'azure-wi-webhook-controller-manager',
    runs: { replicas: 2 },
    cpuMillis: 100,
    memoryMiB: 20,
    source: 'https://github.com/Azure/AKS/issues/5251, November 2025',
  },
];

const KUBE_PROXY: AksPod = {
  name: 'kube-proxy',
  runs: 'every-node',
  cpuMillis: 100,
  memoryMiB: 0,
  source: `https://github.com/Azure/AKS/issues/1558, April 2020; ${LISTED}`,
};

/** What each engine brings. Cilium takes the place of kube-proxy. */
const ENGINES: Readonly<Record<NetworkPolicyEngine, readonly AksPod[]>> = {
  cilium: [
    {
      name: 'cilium',
      runs: 'every-node',
      cpuMillis: 0,
      memoryMiB: 100,
      source: 'https://github.com/Azure/AKS/issues/5244, September 2025',
    },
    {
      name: 'cilium-operator',
      runs: { replicas: 2 },
      cpuMillis: 0,
      memoryMiB: 0,
      source: 'https://github.com/Azure/AKS/issues/5244, September 2025: it requests nothing',
    },
  ],
  azure: [
    KUBE_PROXY,
    {
      name: 'azure-npm',
      runs: 'every-node',
      cpuMillis: 250,
      memoryMiB: 300,
      source: 'https://github.com/Azure/AKS/issues/2792, August 2024',
    },
  ],
  calico: [
    KUBE_PROXY,
    {
      name: 'calico-node',
      runs: 'every-node',
      cpuMillis: 0,
      memoryMiB: 0,
      source: 'https://github.com/Azure/AKS/issues/5251, November 2025: it requests nothing',
    },
    {
      name: 'calico-typha',
      runs: { replicas: 2 },
      cpuMillis: 0,
      memoryMiB: 0,
      source: 'https://github.com/Azure/AKS/issues/5251, November 2025: it requests nothing',
    },
  ],
};

/** Pods that AKS runs of itself in a cluster with workload identity and this network policy engine. */
export function aksOwnPods(engine: NetworkPolicyEngine): readonly AksPod[] {
  return [...EVERYWHERE, ...ENGINES[engine], ...ONCE];
}
