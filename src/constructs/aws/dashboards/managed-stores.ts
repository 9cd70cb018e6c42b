import type { IConstruct } from 'constructs';
import type { Words } from '../../../model';
import type { Place } from '../../structure';
import { tablesDashboardOf } from '../alarms';
import { ApiStage } from '../api/api-stage';
import { AuroraCluster, DynamoTable, ElastiCacheRedis, RdsPostgres, S3Bucket } from '../stores';
import { EfsFileSystem } from '../volumes';
import { apiWidgets } from './api-widgets';
import { cacheWidgets } from './cache-widgets';
import { databaseWidgets } from './database-widgets';
import { bucketWidgets, fileSystemWidgets } from './file-widgets';
import type { StoreDashboardContent } from './store-dashboard';
import { tableWidgets } from './table-widgets';
import type { Widget } from './widget';

/** What AWS runs for the systems of a place: a dashboard for each, one for all tables, and one for each stage of an API. */
export function managedStoreDashboards(place: Place): readonly StoreDashboardContent[] {
  const all = place.node.findAll();
  const of = <T>(type: abstract new (...given: never[]) => T): readonly T[] =>
    all.filter((each): each is IConstruct & T => each instanceof type);
  const [table, ...tables] = of(DynamoTable).map(({ tableName }) => tableName);
  const contents = [
    ...of(AuroraCluster).map(({ identifier, instances: [first = identifier, ...rest] }) =>
      content(identifier, DATABASE, databaseWidgets([first, ...rest], 'aurora')),
    ),
    ...of(RdsPostgres).map(({ identifier }) => content(identifier, DATABASE, databaseWidgets([identifier], 'rds'))),
    ...(table === undefined
      ? []
      : [content(tablesDashboardOf(place.node.id), TABLES, tableWidgets([table, ...tables]))]),
    ...of(ElastiCacheRedis).map(({ identifier, nodes }) => content(identifier, CACHE, cacheWidgets(nodes))),
    ...of(S3Bucket).map(({ bucketName }) => content(bucketName, BUCKET, bucketWidgets(bucketName))),
    ...of(EfsFileSystem).map(({ fileSystemName, fileSystemId }) =>
      content(fileSystemName, FILES, fileSystemWidgets(fileSystemName, fileSystemId)),
    ),
    ...of(ApiStage).map(({ api, name }) => content(api, API, apiWidgets({ api, stage: name }))),
  ];
  return contents.map(each => ({ ...each, title: titled(place.node.id, each.title) }));
}

interface Kind {
  readonly title: Words;
  readonly description: Words;
}

const DATABASE: Kind = {
  title: { en: 'database', ko: '데이터베이스' },
  description: {
    en: 'What RDS tells of its instances. Red lines are the limits of alarms.',
    ko: 'RDS가 알려 주는 인스턴스의 상태. 빨간 선은 경보의 한도다.',
  },
};

const TABLES: Kind = {
  title: { en: 'tables', ko: '테이블' },
  description: {
    en: 'What DynamoDB tells of all tables. Red lines are the limits of alarms.',
    ko: 'DynamoDB가 알려 주는 모든 테이블의 상태. 빨간 선은 경보의 한도다.',
  },
};

const CACHE: Kind = {
  title: { en: 'cache', ko: '캐시' },
  description: { en: 'What ElastiCache tells of its nodes.', ko: 'ElastiCache가 알려 주는 노드의 상태.' },
};

const BUCKET: Kind = {
  title: { en: 'bucket', ko: '버킷' },
  description: {
    en: 'What S3 tells of it, once a day. Requests are counted by nobody: request metrics cost.',
    ko: 'S3가 하루에 한 번 알려 주는 것. 요청은 세지 않는다. 요청 메트릭은 유료다.',
  },
};

const FILES: Kind = {
  title: { en: 'shared files', ko: '공유 파일' },
  description: { en: 'What EFS tells of the file system.', ko: 'EFS가 알려 주는 파일 시스템의 상태.' },
};

const API: Kind = {
  title: { en: 'API', ko: 'API' },
  description: {
    en: 'What callers get, as API Gateway sees it. Red lines are the limits of alarms.',
    ko: 'API Gateway가 보는, 호출자가 받는 응답. 빨간 선은 경보의 한도다.',
  },
};

/** `fablink-prod: database fablink-prod-aurora`. */
function titled(environment: string, { en, ko }: Words): Words {
  return { en: `${environment}: ${en}`, ko: `${environment}: ${ko}` };
}

function content(name: string, { title, description }: Kind, widgets: readonly Widget[]): StoreDashboardContent {
  return { name, title: { en: `${title.en} ${name}`, ko: `${title.ko} ${name}` }, description, widgets };
}
