import type { Environment } from '../environments/environment';

/** Namespace of Argo CD: Applications and AppProjects lie there. */
export const ARGO_CD_NAMESPACE = 'argocd';

/** The cluster that Argo CD itself runs in: one environment, one cluster, one Argo CD. */
export const THIS_CLUSTER = 'https://kubernetes.default.svc';

/** Names of an environment's three AppProjects. */
export function projectNames({ name }: Pick<Environment, 'name'>): {
  /** What runs: everything in dist/. */
  readonly systems: string;
  /** Helm charts. */
  readonly addOns: string;
  /** Applications and AppProjects themselves. */
  readonly root: string;
} {
  return { systems: name, addOns: `${name}-addons`, root: `${name}-root` };
}
