import { answering, failedConnections } from '../monitoring';
import type { Panel } from './panel';
import type { Connecting } from './subjects';

type AllConnecting = readonly [Connecting, ...Connecting[]];

/** Connections to a database that could not be opened, as their alert counts them. */
export function connectionFailures([first, ...others]: AllConnecting): Panel {
  return {
    title: { en: 'Connections to a database that failed', ko: '실패한 데이터베이스 연결' },
    description: {
      en: 'Connections to its database that the pods of a workload could not open lately: what alert FailedConnections judges. 1 or more is one too many. No line: no pod tells.',
      ko: '워크로드의 파드가 최근에 열지 못한 데이터베이스 연결의 수. FailedConnections 알림이 판단하는 값이며, 1 이상이면 나쁘다. 선이 없으면 알려 주는 파드가 없다.',
    },
    unit: 'short',
    asks: [line(first), ...others.map(line)],
    bad: { from: 1 },
  };
}

/** A counter that is not there before the first failure would show nothing where all is well: pods that answer stand in. */
function line({ pods, alarm }: Connecting): Panel['asks'][0] {
  return {
    expr: `${failedConnections(pods, alarm)} or 0 * sum by (namespace) (${answering(pods)} == 1)`,
    legend: pods.name,
  };
}
