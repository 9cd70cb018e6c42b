import type { ClassStorage } from '../../constructs/data-store';
import { AddedPanel, LOG_SOURCE, type Panel } from '../../constructs/dashboards';
import type { System } from '../../constructs/structure';
import type { ContainerSize } from '../../constructs/workload';
import type { Destination } from './destination';
import { LOKI, LOKI_HOST } from './endpoints';
import { Loki } from './loki';
import type { LogSource } from './pipeline';

/** Lines stay in the cluster: a stream for each service in a Loki that is made for them. */
export interface LogsInCluster {
  readonly type: 'loki';
  /** What the store may take, and the disk that the lines lie on. */
  readonly size: ContainerSize;
  readonly storage: ClassStorage;
  /** Days that a line is kept. */
  readonly retentionDays: number;
}

/** The project's own build, of the same version as AWS' elsewhere. */
const IMAGE = { repository: 'docker.io/fluent/fluent-bit', tag: '5.0.9' } as const;

/** What the reader adds to a line: its time goes with it, and of the rest nobody asks. */
const AROUND_THE_LINE = ['time', 'stream', '_p'];

/** Makes the store, and a panel for each service that shows its lines. */
export function toLoki(
  system: System,
  sources: readonly LogSource[],
  { size, storage, retentionDays }: LogsInCluster,
  requirements: readonly string[],
): Destination {
  new Loki(system.app, LOKI.service, { size, storage, retentionDays, requirements });
  new AddedPanel(system.app, 'lines-panel', { panel: linesOfAll(sources) });
  for (const source of sources) {
    const { namespace, service } = source;
    new AddedPanel(system.app, `${namespace}-${service}-panel`, { panel: linesOf(source) });
  }
  return {
    to: { type: 'loki', store: LOKI },
    image: IMAGE,
    calls: [LOKI],
    send: ({ namespace, service }) => ({
      name: 'loki',
      host: LOKI_HOST,
      port: LOKI.port,
      // A stream a service: a label more, of pods say, would make as many streams as there ever were pods.
      labels: `namespace=${namespace}, service=${service}`,
      // What is left is the program's own line, as it wrote it: JSON stays JSON.
      remove_keys: AROUND_THE_LINE.join(', '),
      line_format: 'json',
      drop_single_key: 'raw',
    }),
  };
}

const streamOf = ({ namespace, service }: LogSource): string => `{namespace="${namespace}",service="${service}"}`;

function linesOf(source: LogSource): Panel {
  const { namespace, service } = source;
  return {
    title: { en: `${service}: log`, ko: `${service}: 로그` },
    description: {
      en: `The newest lines of ${namespace}/${service}, as the program wrote them, all its pods together.`,
      ko: `${namespace}/${service}의 모든 파드가 쓴 가장 최근 줄. 프로그램이 쓴 그대로다.`,
    },
    unit: 'short',
    form: 'log',
    source: LOG_SOURCE,
    asks: [{ expr: streamOf(source), legend: '' }],
  };
}

function linesOfAll(sources: readonly LogSource[]): Panel {
  const namespaces = [...new Set(sources.map(({ namespace }) => namespace))].join('|');
  return {
    title: { en: 'Log lines kept, by service', ko: '보관하는 로그 줄 수(서비스별)' },
    description: {
      en: 'Lines that Loki has of each service, in five minutes. A service without a line wrote none, or none arrives.',
      ko: '서비스마다 5분 동안 Loki가 받은 줄 수. 줄이 없는 서비스는 아무것도 쓰지 않았거나, 쓴 것이 도착하지 않는다.',
    },
    unit: 'short',
    source: LOG_SOURCE,
    asks: [
      {
        expr: `sum by (namespace, service) (count_over_time({namespace=~"${namespaces}"}[5m]))`,
        legend: '{{namespace}}/{{service}}',
      },
    ],
  };
}
