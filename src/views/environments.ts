import type { Manifest, Model, ModelEnvironment, Tree } from '../model';
import { grouped } from './declared';
import { code, markdownTable, page, textTable } from './table';

/** A program that must be in the cluster first: the Application that installs its Helm chart. */
export interface InstalledChart {
  readonly name: string;
  readonly chart: string;
  readonly version: string;
  readonly repository: string;
  readonly namespace: string;
}

/** What one environment consists of. */
export interface EnvironmentSummary {
  readonly name: string;
  readonly cluster: string;
  readonly kubernetes: string;
  readonly live: boolean;
  readonly namespaces: readonly string[];
  /** Folder of each Argo CD Application, and how many objects lie in it. */
  readonly applications: readonly { readonly name: string; readonly objects: number }[];
  /** How many objects lie in each tree. */
  readonly objects: Readonly<Record<Tree, number>>;
  readonly charts: readonly InstalledChart[];
  readonly assumed: number;
}

/** What each environment consists of, read from the model. */
export function environmentSummaries(model: Model): readonly EnvironmentSummary[] {
  const byEnvironment = grouped(model.manifests, ({ environment }) => environment);
  return model.environments.map(environment => summary(environment, byEnvironment.get(environment.name) ?? []));
}

function summary(
  { name, cluster, live, assumed }: ModelEnvironment,
  manifests: readonly Manifest[],
): EnvironmentSummary {
  const own = manifests.filter(({ tree }) => tree === 'dist');
  const folders = grouped(own, ({ application }) => application);
  return {
    name,
    cluster: cluster.name,
    kubernetes: cluster.kubernetes,
    live,
    namespaces: own
      .filter(({ object }) => object.apiVersion === 'v1' && object.kind === 'Namespace')
      .map(({ object }) => object.metadata.name),
    applications: [...folders].map(([folder, objects]) => ({ name: folder, objects: objects.length })),
    objects: { dist: own.length, argocd: manifests.length - own.length },
    charts: manifests.flatMap(installedCharts),
    assumed: assumed.length,
  };
}

interface ApplicationSpec {
  readonly source?: ChartSource;
  readonly sources?: readonly ChartSource[];
  readonly destination?: { readonly namespace?: string };
}

interface ChartSource {
  readonly chart?: string;
  readonly repoURL?: string;
  readonly targetRevision?: string;
}

function installedCharts({ object }: Manifest): readonly InstalledChart[] {
  if (object.kind !== 'Application') return [];
  const { source, sources, destination } = (object.spec ?? {}) as ApplicationSpec;
  return [...(source === undefined ? [] : [source]), ...(sources ?? [])].flatMap(
    ({ chart, repoURL = '', targetRevision = '' }) =>
      chart === undefined
        ? []
        : [
            {
              name: object.metadata.name,
              chart,
              version: targetRevision,
              repository: repoURL,
              namespace: destination?.namespace ?? '',
            },
          ],
  );
}

const FIGURES = ['in dist/', 'in argocd/', 'assumed facts'].map(heading => ({ heading, figures: true }));

const figuresOf = ({ objects, assumed }: EnvironmentSummary): readonly string[] =>
  [objects.dist, objects.argocd, assumed].map(String);

/** Environments as people read them; the figures count objects, and assumed facts. */
export function environmentListText(summaries: readonly EnvironmentSummary[]): string {
  const columns = ['environment', 'cluster', 'Kubernetes', 'live'].map(heading => ({ heading }));
  return textTable(
    [...columns, { heading: 'applications', figures: true }, ...FIGURES],
    summaries.map(summary => [
      summary.name,
      summary.cluster,
      summary.kubernetes,
      summary.live ? 'yes' : 'no',
      String(summary.applications.length),
      ...figuresOf(summary),
    ]),
  );
}

/** docs/reference/environments.md: cluster, namespaces, Applications with their objects, add-ons with their versions. */
export function environmentsPage(model: Model): string {
  const summaries = environmentSummaries(model);
  const columns = ['environment', 'cluster', 'Kubernetes', 'live', 'namespaces'].map(heading => ({ heading }));
  const overview = markdownTable(
    [...columns, ...FIGURES],
    summaries.map(summary => [
      `[${summary.name}](#${summary.name})`,
      code(summary.cluster),
      summary.kubernetes,
      summary.live ? 'yes' : 'no',
      summary.namespaces.map(code).join(', '),
      ...figuresOf(summary),
    ]),
  );
  const intro = 'One environment is one cluster with its own Argo CD. The figures count objects.';
  return page('Environments', [intro, overview, ...summaries.flatMap(chapter)]);
}

function chapter({ name, applications, charts }: EnvironmentSummary): readonly string[] {
  const folders = markdownTable(
    [{ heading: 'Application' }, { heading: 'folder' }, { heading: 'objects', figures: true }],
    applications.map(app => [code(app.name), code(`dist/${name}/${app.name}`), String(app.objects)]),
  );
  if (charts.length === 0) return [`## ${name}`, folders];
  const addOns = markdownTable(
    ['add-on', 'chart', 'version', 'namespace', 'repository'].map(heading => ({ heading })),
    charts.map(chart => [chart.name, chart.chart, chart.version, chart.namespace, chart.repository].map(code)),
  );
  return [`## ${name}`, folders, addOns];
}
