import { cacheConnections, cacheCpu, cacheEngineCpu, cacheKeys, cacheMemory } from '../alarms';
import type { Line, Widget } from './widget';

/** What ElastiCache tells of the nodes of a group. */
export function cacheWidgets(nodes: readonly [string, ...string[]]): readonly Widget[] {
  const of = (lines: (node: string) => readonly [Line, ...Line[]]): [Line, ...Line[]] => {
    const [first, ...rest] = nodes;
    return [...lines(first), ...rest.flatMap(lines)];
  };
  return [
    {
      title: { en: 'CPU in use', ko: 'CPU 사용률' },
      description: {
        en: 'Of the one thread that runs commands, and of the whole node. Near 100 % of either, every client waits.',
        ko: '명령을 실행하는 스레드 하나의 사용률과 노드 전체의 사용률. 하나라도 100 %에 가까우면 모든 클라이언트가 기다린다.',
      },
      lines: of(node => [
        { name: { en: `${node}: engine`, ko: `${node}: 엔진` }, metric: cacheEngineCpu(node) },
        { name: { en: `${node}: node`, ko: `${node}: 노드` }, metric: cacheCpu(node) },
      ]),
    },
    {
      title: { en: 'Memory in use', ko: '메모리 사용률' },
      description: {
        en: 'Share of the memory for data that is used. At 100 % keys are thrown out.',
        ko: '데이터용 메모리의 사용률. 100 %가 되면 키를 내보낸다.',
      },
      lines: of(node => [{ name: node, metric: cacheMemory(node) }]),
    },
    {
      title: { en: 'Keys found, missed, thrown out', ko: '찾은 키, 없던 키, 내보낸 키' },
      description: {
        en: 'Look-ups of a minute that found a key and that did not, and keys thrown out for want of memory.',
        ko: '1분 동안 키를 찾은 조회와 못 찾은 조회, 그리고 메모리가 모자라 내보낸 키의 수.',
      },
      lines: of(node => [
        { name: { en: `${node}: found`, ko: `${node}: 찾음` }, metric: cacheKeys(node, 'CacheHits') },
        { name: { en: `${node}: missed`, ko: `${node}: 없음` }, metric: cacheKeys(node, 'CacheMisses') },
        { name: { en: `${node}: thrown out`, ko: `${node}: 내보냄` }, metric: cacheKeys(node, 'Evictions') },
      ]),
    },
    {
      title: { en: 'Connections', ko: '연결 수' },
      description: {
        en: 'Most connections of clients in each minute. A steady rise is a client that does not close them.',
        ko: '1분 동안 가장 많았던 클라이언트 연결 수. 계속 늘어나면 연결을 닫지 않는 클라이언트가 있다.',
      },
      lines: of(node => [{ name: node, metric: cacheConnections(node) }]),
    },
  ];
}
