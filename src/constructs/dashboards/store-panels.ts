import {
  openConnections,
  refusedConnections,
  STORE_LIMITS,
  storeAnswers,
  storeMemory,
  type StoreHealth,
} from '../monitoring';
import { metricPanel } from './metric-panel';
import type { Panel } from './panel';

/** What an exporter tells of a data store: first what alerts judge, then whatever else it shows. */
export function storePanels(health: StoreHealth): readonly Panel[] {
  const { exporter, others = [] } = health;
  const { refused } = health.connections;
  return [
    answers(health),
    connections(health),
    ...(refused ? [refusals(health, refused)] : []),
    ...(health.memory ? [memory(health, health.memory)] : []),
    ...others.map(metric => metricPanel(metric, exporter)),
  ];
}

function answers(health: StoreHealth): Panel {
  const { name } = health.store;
  return {
    title: { en: `${name} answers`, ko: `${name}의 응답` },
    description: {
      en: `1 while ${name} lets its exporter in, 0 while it does not. No line: the exporter is away.`,
      ko: `${name}가 익스포터의 접속을 받아 주면 1, 아니면 0. 선이 없으면 익스포터가 없다.`,
    },
    unit: 'short',
    asks: [{ expr: storeAnswers(health), legend: name }],
    bad: { below: 1 },
  };
}

function connections(health: StoreHealth): Panel {
  const { name } = health.store;
  return {
    title: { en: `Connections of ${name}`, ko: `${name}의 연결` },
    description: {
      en: `Share of the connections that ${name} grants which are open: what alert StoreConnections judges. At 100 % it refuses whoever comes.`,
      ko: `${name}가 허용하는 연결 가운데 열려 있는 비율. StoreConnections 알림이 판단하는 값이며, 100 %가 되면 새 연결을 거부한다.`,
    },
    unit: 'percentunit',
    asks: [{ expr: openConnections(health), legend: name }],
    bad: { from: STORE_LIMITS.connections },
  };
}

function refusals(health: StoreHealth, refused: NonNullable<StoreHealth['connections']['refused']>): Panel {
  const { name } = health.store;
  return {
    title: { en: `Connections that ${name} refused`, ko: `${name}가 거부한 연결` },
    description: {
      en: `Connections that ${name} refused within 5 minutes, because all that it grants were open. 1 or more is one too many.`,
      ko: `허용하는 연결이 모두 열려 있어 ${name}가 5분 동안 거부한 연결의 수. 1 이상이면 나쁘다.`,
    },
    unit: 'short',
    asks: [{ expr: refusedConnections(health, refused), legend: name }],
    bad: { from: 1 },
  };
}

function memory(health: StoreHealth, limits: NonNullable<StoreHealth['memory']>): Panel {
  const { name } = health.store;
  return {
    title: { en: `Memory of ${name}`, ko: `${name}의 메모리` },
    description: {
      en: `Share of its container’s memory that ${name} has, fragments among it: what alert StoreMemory judges. At 100 % the kernel ends it.`,
      ko: `컨테이너 메모리 한도 가운데 ${name}가 (조각난 부분까지) 차지한 비율. StoreMemory 알림이 판단하는 값이며, 100 %가 되면 커널이 종료한다.`,
    },
    unit: 'percentunit',
    asks: [{ expr: storeMemory(health, limits), legend: name }],
    bad: { from: STORE_LIMITS.memory },
  };
}
