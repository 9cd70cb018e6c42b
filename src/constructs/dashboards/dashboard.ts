import { k8s } from 'cdk8s-plus-28';
import { DashboardBuilder, DashboardCursorSync, RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Construct } from 'constructs';
import type { Language, Words } from '../../model';
import { TracedConstruct, wave } from '../structure';
import { panelBuilder, type Panel } from './panel';

/** Panels that belong together, under a heading. */
export interface Row {
  readonly title: Words;
  /** A row without panels is left out. */
  readonly panels: readonly Panel[];
}

/** What a dashboard shows, before anybody chose a language. */
export interface DashboardContent {
  /** Its address in Grafana: `/d/<uid>`. It never changes, since alerts and bookmarks lead there. */
  readonly uid: string;
  readonly title: Words;
  readonly description: Words;
  readonly rows: readonly Row[];
}

export interface DashboardProps extends DashboardContent {
  readonly namespace: string;
  readonly language: Language;
}

/** Label of the ConfigMaps that hold dashboards: gates find them by it. */
export const DASHBOARD_LABEL = { 'garam.dev/content': 'dashboard' };

/**
 * One dashboard, as a ConfigMap of its own whose key is its file. It lies beside Grafana, whose pods cannot start without
 * it, in a folder that is ordered. It asks nothing of whoever looks: no variables, so that every query stands in git as
 * Prometheus is asked it. Nobody edits it in Grafana: git is where it comes from.
 */
export class Dashboard extends TracedConstruct {
  /** Name of its ConfigMap. */
  readonly configMap: string;

  constructor(scope: Construct, id: string, { namespace, language, ...content }: DashboardProps) {
    super(scope, id);
    const name = `dashboard-${content.uid}`;
    this.configMap = name;
    new k8s.KubeConfigMap(this, 'config-map', {
      metadata: {
        name,
        namespace,
        labels: { 'app.kubernetes.io/name': name, ...DASHBOARD_LABEL },
        annotations: wave('prerequisites'),
      },
      data: { [`${content.uid}.json`]: json(content, language) },
    });
  }
}

/** The dashboard as Grafana reads it: the same content gives the same bytes. */
function json({ uid, title, description, rows }: DashboardContent, language: Language): string {
  const dashboard = new DashboardBuilder(title[language])
    .uid(uid)
    .description(description[language])
    .tags(['garam'])
    .timezone('browser')
    .time({ from: 'now-6h', to: 'now' })
    .refresh('1m')
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly();
  let id = 0;
  for (const row of rows.filter(({ panels }) => panels.length > 0)) {
    dashboard.withRow(new RowBuilder(row.title[language]).id(++id));
    for (const panel of row.panels) dashboard.withPanel(panelBuilder(panel, ++id, language));
  }
  return `${JSON.stringify(dashboard.build(), null, 2)}\n`;
}
