import { tableConsumed, tableLatency, tableThrottles } from '../alarms';
import type { Line, Widget } from './widget';

type Tables = readonly [string, ...string[]];

/** What DynamoDB tells of tables. */
export function tableWidgets(tables: Tables): readonly Widget[] {
  return [
    {
      title: { en: 'Requests turned away', ko: '거절된 요청' },
      description: {
        en: 'Reads and writes that DynamoDB turned away in a minute. Any is one too many; no line means none.',
        ko: 'DynamoDB가 1분 동안 거절한 읽기와 쓰기. 하나도 없어야 하며, 선이 없으면 0이다.',
      },
      lines: both(tables, tableThrottles),
    },
    {
      title: { en: 'Units used up', ko: '사용한 용량' },
      description: {
        en: 'Read and write units of a minute, which is what on-demand tables are billed by.',
        ko: '1분 동안 사용한 읽기·쓰기 용량. 온디맨드 테이블의 요금은 이 값으로 정해진다.',
      },
      lines: both(tables, tableConsumed),
    },
    {
      title: { en: 'Time of a request', ko: '요청 한 번의 시간' },
      description: {
        en: 'Mean time inside DynamoDB of requests that succeeded, without the network. No line means no such request.',
        ko: '성공한 요청이 DynamoDB 안에서 쓴 평균 시간. 네트워크는 빠져 있으며, 선이 없으면 그런 요청이 없었다.',
      },
      lines: each(tables, table => [
        { name: `${table}: GetItem`, metric: tableLatency(table, 'GetItem') },
        { name: `${table}: PutItem`, metric: tableLatency(table, 'PutItem') },
        { name: `${table}: Query`, metric: tableLatency(table, 'Query') },
      ]),
    },
  ];
}

function both(tables: Tables, metric: typeof tableConsumed): [Line, ...Line[]] {
  return each(tables, table => [
    { name: { en: `${table}: read`, ko: `${table}: 읽기` }, metric: metric(table, 'Read') },
    { name: { en: `${table}: write`, ko: `${table}: 쓰기` }, metric: metric(table, 'Write') },
  ]);
}

function each([first, ...rest]: Tables, lines: (table: string) => readonly [Line, ...Line[]]): [Line, ...Line[]] {
  return [...lines(first), ...rest.flatMap(lines)];
}
