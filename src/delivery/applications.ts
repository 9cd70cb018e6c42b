import type { Construct } from 'constructs';
import { Application, type ApplicationSpec } from '../../imports/argoproj.io';
import { known, type LayerName } from '../constructs/structure';
import type { AddOn, Environment } from '../environments/environment';
import { ARGO_CD_NAMESPACE, projectNames, THIS_CLUSTER } from './names';
import { syncPolicy } from './sync-policy';

/** Deleting the Application deletes what it made, but for objects that say `Delete=false`. */
const DELETES_WHAT_IT_MADE = 'resources-finalizer.argocd.argoproj.io/foreground';

/**
 * Order of folders at the first installation, and whether a folder that leaves git takes its objects along. Namespaces
 * come first; nothing else waits for another folder, so that a cloud that is slow keeps no service from starting.
 */
const LAYERS: Readonly<Record<LayerName, { readonly wave: number; readonly deletes: boolean }>> = {
  base: { wave: -1, deletes: false },
  cloud: { wave: 0, deletes: false },
  app: { wave: 0, deletes: true },
  monitoring: { wave: 0, deletes: true },
};

/** One of the two Applications that a person applies: everything below `argocd/<environment>/<name>`. */
export function rootApplication(scope: Construct, environment: Environment, name: 'root' | 'addons'): void {
  application(scope, environment, {
    name,
    project: projectNames(environment).root,
    namespace: ARGO_CD_NAMESPACE,
    source: directory(environment, `argocd/${environment.name}/${name}`),
  });
}

/** A folder of dist/, and the namespace that stands for it: every object states its own. */
export function folderApplication(
  scope: Construct,
  environment: Environment,
  folder: string,
  { namespace, ignoreDifferences }: Pick<ApplicationProps, 'namespace' | 'ignoreDifferences'>,
): void {
  const { wave, deletes } = LAYERS[layerOf(folder)];
  application(scope, environment, {
    name: folder,
    project: projectNames(environment).systems,
    namespace,
    source: directory(environment, `dist/${environment.name}/${folder}`),
    wave,
    deletes,
    ignoreDifferences,
  });
}

/** Helm charts of one Application, each pinned by exact version and a release of its own. */
export function addOnApplication(
  scope: Construct,
  environment: Environment,
  name: string,
  charts: readonly AddOn[],
): void {
  const [first] = charts;
  if (first === undefined) throw new Error(`Application ${name} has no chart`);
  application(scope, environment, {
    name,
    project: projectNames(environment).addOns,
    namespace: first.namespace,
    source: charts.map(release),
    wave: Math.max(...charts.map(addOn => addOn.wave ?? 0)),
    ignoreDifferences: charts
      .flatMap(addOn => addOn.ignoreDifferences ?? [])
      .map(ignored => ({
        ...ignored,
        jsonPointers: ignored.jsonPointers && [...ignored.jsonPointers],
        jqPathExpressions: ignored.jqPathExpressions && [...ignored.jqPathExpressions],
      })),
  });
}

function release({ name, chart, values, skipCrds }: AddOn): Source {
  return {
    repoUrl: chart.repository,
    chart: chart.name,
    targetRevision: chart.version,
    helm: { releaseName: name, valuesObject: values, ...(skipCrds && { skipCrds }) },
  };
}

type Source = NonNullable<ApplicationSpec['sources']>[number];

interface ApplicationProps {
  readonly name: string;
  readonly project: string;
  readonly namespace: string;
  readonly source: readonly Source[];
  /** @default none: applied by hand */
  readonly wave?: number;
  /** Whether its objects go with it. Never where a sync needs approval. @default false */
  readonly deletes?: boolean;
  readonly ignoreDifferences?: ApplicationSpec['ignoreDifferences'];
}

function application(scope: Construct, environment: Environment, props: ApplicationProps): void {
  const { name, project, namespace, source, wave, deletes = false, ignoreDifferences = [] } = props;
  const { sync } = environment.delivery;
  const ordered = sync === 'automatic' && wave !== undefined;
  new Application(scope, name, {
    metadata: {
      name,
      namespace: ARGO_CD_NAMESPACE,
      ...(ordered && { annotations: { 'argocd.argoproj.io/sync-wave': String(wave) } }),
      ...(sync === 'automatic' && deletes && { finalizers: [DELETES_WHAT_IT_MADE] }),
    },
    spec: {
      project,
      destination: { server: THIS_CLUSTER, namespace },
      ...(source.length === 1 ? { source: source[0] } : { sources: [...source] }),
      syncPolicy: syncPolicy(sync),
      ...(ignoreDifferences.length > 0 && { ignoreDifferences }),
    },
  });
}

/** Every file of a folder of our repository. Argo CD descends only when told, and reads JSON too unless told not to. */
function directory({ delivery }: Environment, path: string): readonly Source[] {
  return [
    {
      repoUrl: known(delivery.repository),
      targetRevision: delivery.revision,
      path,
      directory: { recurse: true, include: '*.yaml' },
    },
  ];
}

function layerOf(folder: string): LayerName {
  const layer = folder.slice(folder.lastIndexOf('-') + 1);
  if (layer in LAYERS) return layer as LayerName;
  throw new Error(`folder ${folder} of dist/ belongs to no layer: expected a name that ends with a layer's`);
}
