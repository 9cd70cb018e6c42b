import { bucketBytes, bucketObjects, filesConnections, filesCredit, filesLimit, filesTraffic } from '../alarms';
import type { Widget } from './widget';

/** What S3 tells of a bucket without request metrics, which cost: its size, once a day. */
export function bucketWidgets(bucket: string): readonly Widget[] {
  return [
    {
      title: { en: 'Size', ko: '크기' },
      description: {
        en: 'Bytes by class of storage, counted once a day: look at two weeks or more. Old versions are among them.',
        ko: '스토리지 클래스별 바이트. 하루에 한 번 세므로 2주 이상을 본다. 이전 버전도 들어 있다.',
      },
      lines: [
        { name: 'Standard', metric: bucketBytes(bucket, 'StandardStorage') },
        { name: 'Standard-IA', metric: bucketBytes(bucket, 'StandardIAStorage') },
      ],
    },
    {
      title: { en: 'Objects', ko: '객체 수' },
      description: {
        en: 'Objects of all classes, counted once a day, old versions among them. A steady rise is what nothing expires.',
        ko: '모든 클래스의 객체 수. 하루에 한 번 세며 이전 버전도 들어 있다. 계속 늘어나면 만료되지 않는 것이 있다.',
      },
      lines: [{ name: bucket, metric: bucketObjects(bucket) }],
    },
  ];
}

/** What EFS tells of a file system. @param id by which AWS knows it (`fs-0123456789abcdef0`) */
export function fileSystemWidgets(name: string, id: string): readonly Widget[] {
  return [
    {
      title: { en: 'Operations against their limit', ko: '한도 대비 작업량' },
      description: {
        en: 'How near the operations are to the most that the performance mode takes. At 100 % everybody waits.',
        ko: '작업량이 성능 모드의 한도에 얼마나 가까운가. 100 %가 되면 모두 기다린다.',
      },
      lines: [{ name, metric: filesLimit(id) }],
    },
    {
      title: { en: 'Bytes read and written', ko: '읽고 쓴 바이트' },
      description: {
        en: 'Bytes of a minute, metadata among them.',
        ko: '1분 동안 읽고 쓴 바이트. 메타데이터도 들어 있다.',
      },
      lines: [{ name, metric: filesTraffic(id) }],
    },
    {
      title: { en: 'Credit for bursts', ko: '버스트 크레딧' },
      description: {
        en: 'Bytes for which it may be faster than its size allows. At zero a small file system is slow.',
        ko: '크기에 비해 빠르게 옮길 수 있는 바이트. 0이 되면 작은 파일 시스템은 느려진다.',
      },
      lines: [{ name, metric: filesCredit(id) }],
    },
    {
      title: { en: 'Nodes that have it mounted', ko: '마운트한 노드' },
      description: {
        en: 'One for each node that has it mounted. Zero while pods that use it run: they cannot reach it.',
        ko: '마운트한 노드마다 하나. 사용하는 파드가 있는데 0이면 닿지 못하는 것이다.',
      },
      lines: [{ name, metric: filesConnections(id) }],
    },
  ];
}
