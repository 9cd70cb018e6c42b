import type { Construct } from 'constructs';
import { Dashboard } from '../../../../imports/cloudwatch.services.k8s.aws';
import type { Language, Words } from '../../../model';
import { Place, TracedConstruct } from '../../structure';
import { MetricAlarm, type CloudWatchMetric, type Unit } from '../alarms';
import { awsOf } from '../aws-cloud';
import { ackMetadata, created } from '../ownership';
import { metricProperties, type DrawnLimit, type Widget } from './widget';

/** What a dashboard shows, before anybody chose a language. */
export interface StoreDashboardContent {
  /** Its name in CloudWatch, unique in the account and region: alarms lead there. */
  readonly name: string;
  readonly title: Words;
  readonly description: Words;
  readonly widgets: readonly Widget[];
}

export interface StoreDashboardProps extends StoreDashboardContent {
  readonly namespace: string;
  readonly language: Language;
}

/** Sizes on CloudWatch's grid of 24 columns: two pictures side by side, each below its description. */
const SIZE = { page: 24, head: 2, column: 12, text: 3, picture: 6 } as const;

/**
 * A dashboard of CloudWatch on something that AWS runs: each picture below the words that explain it, with the limits of
 * the alarms on its metrics (docs/decisions/monitoring/149-dashboards-of-managed-stores.md). (FP-11, LP-10)
 */
export class StoreDashboard extends TracedConstruct {
  constructor(scope: Construct, id: string, props: StoreDashboardProps) {
    super(scope, id);
    const { name, namespace } = props;
    const metadata = ackMetadata(this, { name, namespace, ownership: created(), stateful: false });
    new Dashboard(this, 'dashboard', {
      // It holds nothing that git has not: one that left git goes, too.
      metadata: { ...metadata, annotations: { ...metadata.annotations, 'services.k8s.aws/deletion-policy': 'delete' } },
      spec: { dashboardName: name, dashboardBody: this.body(props) },
    });
  }

  /** The same content gives the same bytes. */
  private body({ title, description, widgets, language }: StoreDashboardProps): string {
    const { region } = awsOf(this);
    const words = text(`# ${title[language]}\n\n${description[language]}`, {
      x: 0,
      y: 0,
      width: SIZE.page,
      height: SIZE.head,
    });
    const alarms = Place.of(this)
      .node.findAll()
      .filter(each => each instanceof MetricAlarm);
    const pictures = widgets.flatMap((widget, index) => {
      const x = (index % 2) * SIZE.column;
      const y = SIZE.head + Math.floor(index / 2) * (SIZE.text + SIZE.picture);
      return [
        text(widget.description[language], { x, y, width: SIZE.column, height: SIZE.text }),
        {
          type: 'metric',
          x,
          y: y + SIZE.text,
          width: SIZE.column,
          height: SIZE.picture,
          properties: metricProperties(widget, limitsOf(widget, alarms), { language, region }),
        },
      ];
    });
    return `${JSON.stringify({ start: '-PT6H', periodOverride: 'inherit', widgets: [words, ...pictures] }, null, 2)}\n`;
  }
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function text(markdown: string, spot: Spot): object {
  return { type: 'text', ...spot, properties: { markdown } };
}

/** Limits of the alarms on what is shown, each once. */
function limitsOf({ lines }: Widget, alarms: readonly MetricAlarm<Unit>[]): readonly DrawnLimit[] {
  const shown = new Set(lines.map(({ metric }) => seriesOf(metric)));
  const limits = alarms.filter(({ metric }) => shown.has(seriesOf(metric))).map(({ bad }) => bad);
  return [...new Map(limits.map(limit => [`${limit.side} ${limit.threshold}`, limit])).values()].sort(
    (a, b) => a.threshold - b.threshold,
  );
}

function seriesOf({ namespace, name, dimensions, statistic }: CloudWatchMetric<Unit>): string {
  return JSON.stringify([namespace, name, statistic, Object.entries(dimensions).sort()]);
}
