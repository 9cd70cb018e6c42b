import { argoRollouts, prometheus } from './release-tools';
import { programs, type Tool } from './tool';
import { toolsByName } from './tools-by-name';

/** Releases of Kubernetes that can be started, oldest first: the one the documents set and the newest (D-18). */
export const KUBERNETES_LINES = ['1.30', '1.36'] as const;
export type KubernetesLine = (typeof KUBERNETES_LINES)[number];

const kubernetes = (line: KubernetesLine): Tool => ({
  name: 'kubernetes',
  folder: `kubernetes-${line}`,
  module: 'k8s.io/kubernetes',
  programs: [
    ...programs('k8s.io/kubernetes/cmd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'),
    {
      name: 'kubectl',
      package: 'k8s.io/kubernetes/cmd/kubectl',
      versionArguments: ['version', '--client', '--output=json'],
    },
  ],
  variables: version => {
    const [major = '', minor = ''] = version.split('.');
    const values = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor };
    return Object.fromEntries(
      ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap(module =>
        Object.entries(values).map(([name, value]) => [`${module}.${name}`, value]),
      ),
    );
  },
  controlPlane: true,
  proves: `that Kubernetes ${line} accepts and runs dist/`,
});

export const etcd: Tool = {
  name: 'etcd',
  folder: 'etcd',
  module: 'go.etcd.io/etcd/server/v3',
  programs: [{ name: 'etcd', package: 'go.etcd.io/etcd/server/v3' }],
  variables: () => ({}),
  controlPlane: true,
  proves: 'anything on a real API server',
};

/** Every release of Kubernetes that can be started. */
export const kubernetesTools: Readonly<Record<KubernetesLine, Tool>> = {
  '1.30': kubernetes('1.30'),
  '1.36': kubernetes('1.36'),
};

export const kwok: Tool = {
  name: 'kwok',
  folder: 'kwok',
  module: 'sigs.k8s.io/kwok',
  programs: programs('sigs.k8s.io/kwok/cmd', 'kwok'),
  variables: version => ({ 'sigs.k8s.io/kwok/pkg/consts.Version': `v${version}` }),
  controlPlane: false,
  proves: 'that workloads become ready on nodes of the declared sizes',
};

export const argoCd: Tool = {
  name: 'argocd',
  folder: 'argo-cd',
  module: 'github.com/argoproj/argo-cd/v3',
  programs: [
    {
      name: 'argocd',
      package: 'github.com/argoproj/argo-cd/v3/cmd',
      versionArguments: ['version', '--client', '--short'],
    },
  ],
  variables: version => ({ 'github.com/argoproj/argo-cd/v3/common.version': version }),
  controlPlane: false,
  proves: 'that Argo CD syncs and heals dist/',
};

export const cyclonus: Tool = {
  name: 'cyclonus',
  folder: 'cyclonus',
  module: 'github.com/mattfenwick/cyclonus',
  programs: [
    { name: 'cyclonus', package: 'github.com/mattfenwick/cyclonus/cmd/cyclonus', versionArguments: ['version'] },
  ],
  variables: version => ({ 'github.com/mattfenwick/cyclonus/pkg/cli.version': `v${version}` }),
  controlPlane: false,
  proves: 'that an engine which others wrote reads the network policies as we do',
};

/** Every tool, in the order in which they are built: first those that every run of the proofs needs. */
export const tools: readonly Tool[] = [
  etcd,
  kubernetesTools['1.30'],
  kubernetesTools['1.36'],
  kwok,
  cyclonus,
  argoCd,
  argoRollouts,
  prometheus,
  ...toolsByName,
];

/**
 * The oldest line at or above a cluster's setting: what that line accepts, the setting's own accepts too as far as we
 * can prove it; older ones are not served by the Go module proxy in full.
 */
export function nearestLine(setting: string): KubernetesLine {
  const minor = (line: string): number => Number(line.split('.')[1]);
  const line = KUBERNETES_LINES.find(each => minor(each) >= minor(setting));
  if (line === undefined)
    throw new RangeError(`no Kubernetes at or above ${setting}: there are ${KUBERNETES_LINES.join(', ')}`);
  return line;
}
