import { known } from '../constructs/structure';
import type { Construct } from 'constructs';
import { AppProject, type AppProjectSpecSyncWindows } from '../../imports/argoproj.io';
import type { Environment } from '../environments/environment';
import { ARGO_CD_NAMESPACE, projectNames, THIS_CLUSTER } from './names';
import { permissionsOfAddOns, permissionsOfRoot, type Permissions } from './permissions';

/** What the systems of an environment may do: exactly what dist/ needs. */
export function systemsProject(scope: Construct, environment: Environment, allowed: Permissions): void {
  project(scope, environment, {
    name: projectNames(environment).systems,
    description: `what runs in ${environment.name}: exactly what dist/${environment.name} needs`,
    allowed,
    // An object in one of our namespaces that no Application owns is shown, never deleted.
    warnOfOrphans: true,
  });
}

/** What the add-ons' charts may do. Their namespaces hold the cluster's own objects too: orphans mean nothing there. */
export function addOnsProject(scope: Construct, environment: Environment): void {
  project(scope, environment, {
    name: projectNames(environment).addOns,
    description: `programs that ${environment.name} needs in its cluster, from their charts`,
    allowed: permissionsOfAddOns(environment.addOns),
    warnOfOrphans: false,
  });
}

/** What the two Applications may do that are applied by hand: make projects and Applications. */
export function rootProject(scope: Construct, environment: Environment): void {
  project(scope, environment, {
    name: projectNames(environment).root,
    description: `projects and Applications of ${environment.name}`,
    allowed: permissionsOfRoot(environment),
    warnOfOrphans: false,
  });
}

interface ProjectProps {
  readonly name: string;
  readonly description: string;
  readonly allowed: Permissions;
  readonly warnOfOrphans: boolean;
}

function project(scope: Construct, environment: Environment, props: ProjectProps): void {
  const { name, description, allowed, warnOfOrphans } = props;
  const windows = syncWindows(environment);
  new AppProject(scope, `project-${name}`, {
    metadata: { name, namespace: ARGO_CD_NAMESPACE, ...firstWave(environment) },
    spec: {
      description,
      sourceRepos: [...allowed.repositories],
      destinations: allowed.namespaces.map(namespace => ({ server: THIS_CLUSTER, namespace })),
      clusterResourceWhitelist: [...allowed.clusterKinds],
      namespaceResourceWhitelist: [...allowed.namespacedKinds],
      ...(warnOfOrphans ? { orphanedResources: { warn: true } } : {}),
      ...(windows.length > 0 ? { syncWindows: windows } : {}),
    },
  });
}

/** Before the Applications that name it. An environment that needs approval has no waves (decision 041). */
function firstWave({ delivery }: Environment): { annotations?: Record<string, string> } {
  return delivery.sync === 'automatic' ? { annotations: { 'argocd.argoproj.io/sync-wave': '-2' } } : {};
}

/** Outside a window nothing syncs, not by hand either. */
function syncWindows({ delivery }: Environment): AppProjectSpecSyncWindows[] {
  return known(delivery.windows ?? []).map(({ schedule, duration, timeZone }) => ({
    kind: 'allow',
    schedule,
    duration,
    timeZone,
    applications: ['*'],
    manualSync: false,
  }));
}
