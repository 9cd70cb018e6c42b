import { databaseConnections, databaseCpu, databaseDiskTime, databaseFreeMemory, databaseFreeStorage } from '../alarms';
import type { Line, Widget } from './widget';

type Instances = readonly [string, ...string[]];

/** What RDS tells of the instances of a database. */
export function databaseWidgets(instances: Instances, engine: 'aurora' | 'rds'): readonly Widget[] {
  return [
    {
      title: { en: 'CPU in use', ko: 'CPU 사용률' },
      description: {
        en: 'Share of the CPU of each instance that is used. A line that ends is an instance that sends nothing.',
        ko: '인스턴스별 CPU 사용률. 선이 끊긴 인스턴스는 아무것도 보내지 않는 것이다.',
      },
      lines: each(instances, name => ({ name, metric: databaseCpu(name) })),
    },
    {
      title: { en: 'Memory that is free', ko: '남은 메모리' },
      description: {
        en: 'Memory that an instance could still use. Near zero, PostgreSQL reads from the disk what lay in memory.',
        ko: '인스턴스가 더 쓸 수 있는 메모리. 0에 가까워지면 PostgreSQL이 메모리에 있던 것을 디스크에서 읽는다.',
      },
      lines: each(instances, name => ({ name, metric: databaseFreeMemory(name) })),
    },
    {
      title: { en: 'Connections', ko: '연결 수' },
      description: {
        en: 'Most connections of clients in each minute. Above the budget of all pods, PostgreSQL will soon refuse some.',
        ko: '1분 동안 가장 많았던 클라이언트 연결 수. 모든 파드의 예산을 넘으면 PostgreSQL이 곧 연결을 거부한다.',
      },
      lines: each(instances, name => ({ name, metric: databaseConnections(name) })),
    },
    {
      title: { en: 'Time of one read or write', ko: '읽기·쓰기 한 번의 시간' },
      description: {
        en: 'Time that the storage takes for one operation. Milliseconds are usual; a rise is felt in every statement.',
        ko: '저장소가 작업 한 번에 쓰는 시간. 보통 몇 밀리초이며, 늘어나면 모든 문장이 느려진다.',
      },
      lines: each(instances, name => [
        { name: { en: `${name}: read`, ko: `${name}: 읽기` }, metric: databaseDiskTime(name, 'Read') },
        { name: { en: `${name}: write`, ko: `${name}: 쓰기` }, metric: databaseDiskTime(name, 'Write') },
      ]),
    },
    {
      title: { en: 'Storage that is free', ko: '남은 저장 공간' },
      description:
        engine === 'aurora'
          ? {
              en: 'Each instance’s own disk for temporary files. At zero, statements that sort much fail; data lies elsewhere.',
              ko: '임시 파일을 두는 인스턴스 자체 디스크. 0이 되면 큰 정렬이 실패한다. 데이터는 다른 곳에 있다.',
            }
          : {
              en: 'Disk that is left for data and logs. At zero, the database stops writing.',
              ko: '데이터와 로그가 쓸 수 있는 디스크. 0이 되면 데이터베이스가 쓰기를 멈춘다.',
            },
      lines: each(instances, name => ({ name, metric: databaseFreeStorage(name, engine) })),
    },
  ];
}

function each(
  [first, ...rest]: Instances,
  lines: (instance: string) => Line | readonly [Line, ...Line[]],
): [Line, ...Line[]] {
  const of = (instance: string): readonly [Line, ...Line[]] => {
    const made = lines(instance);
    return 'metric' in made ? [made] : made;
  };
  return [...of(first), ...rest.flatMap(of)];
}
