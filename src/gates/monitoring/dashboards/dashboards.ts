import type { Manifest, Model } from '../../../model';
import { once } from '../../pod/once';
import { isRecord, recordsIn, valueAt, type Step } from '../../schema/json-path';

type Fields = Readonly<Record<string, unknown>>;

/** Label by which ConfigMaps say that they hold dashboards. */
const LABEL = ['metadata', 'labels', 'garam.dev/content'];

/** One file of a ConfigMap that holds dashboards. */
export interface DashboardAt {
  readonly manifest: Manifest;
  /** Way to the file's text. */
  readonly steps: readonly Step[];
  /** What stands in the file; nothing where it is no JSON object. */
  readonly content: Fields | undefined;
  /** Its name in addresses; empty where it has none. */
  readonly uid: string;
}

/** One picture of a dashboard: headings are left out. */
export interface PanelAt {
  /** Way to the panel, through the file's text. */
  readonly steps: readonly Step[];
  readonly panel: Fields;
  /** Type of the data source that is asked (`prometheus`). */
  readonly source: unknown;
  /** What is asked: a query in the language of the data source, or the name of one of Azure Monitor's metrics. */
  readonly queries: readonly { readonly steps: readonly Step[]; readonly expr: unknown }[];
}

/** Type of Grafana's data source for Azure Monitor: its panels ask for metrics by name. */
export const AZURE_MONITOR = 'grafana-azure-monitor-datasource';

const dashboardsIn = once((manifest: Manifest): readonly DashboardAt[] => {
  const data = valueAt(manifest.object, ['data']);
  return Object.entries(isRecord(data) ? data : {}).map(([file, text]) => {
    const content = parsed(text);
    const uid = content?.uid;
    return { manifest, steps: ['data', file], content, uid: typeof uid === 'string' ? uid : '' };
  });
});

/** Every dashboard of a model, or of one of its environments. */
export const dashboardsOf = once(({ manifests }: Pick<Model, 'manifests'>): readonly DashboardAt[] =>
  manifests
    .filter(({ tree, object }) => tree === 'dist' && object.kind === 'ConfigMap')
    .filter(({ object }) => valueAt(object, LABEL) === 'dashboard')
    .flatMap(dashboardsIn),
);

function parsed(text: unknown): Fields | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Every panel of a dashboard, those of folded rows among them. */
export function panelsOf({ content, steps }: DashboardAt): readonly PanelAt[] {
  return panelsIn(content, steps);
}

function panelsIn(holder: unknown, steps: readonly Step[]): readonly PanelAt[] {
  return recordsIn(valueAt(holder, ['panels'])).flatMap(([index, panel]) => {
    const way = [...steps, 'panels', index];
    const source = valueAt(panel, ['datasource', 'type']);
    const asked = source === AZURE_MONITOR ? ['azureMonitor', 'metricName'] : ['expr'];
    const queries = recordsIn(panel.targets).map(([index, target]) => ({
      steps: [...way, 'targets', index, ...asked],
      expr: valueAt(target, asked),
    }));
    const own = panel.type === 'row' ? [] : [{ steps: way, panel, source, queries }];
    return [...own, ...panelsIn(panel, way)];
  });
}
