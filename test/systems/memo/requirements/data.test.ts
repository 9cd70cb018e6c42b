import { BOTH, CONTAINER, dev, environmentOf, filesOf, namesOf, prod, settingsIn } from './output';

const text = (files: Readonly<Record<string, string>>) => Object.values(files).join('\n');

test.each(BOTH)('MM-03 a Job makes memo_app with the document’s columns and indexes in $environment', output => {
  const schema = text(filesOf(output, 'database-init-scripts'));
  for (const column of ['title', 'content', 'tags', 'priority', 'author', 'created_at', 'updated_at'])
    expect(schema).toMatch(new RegExp(`^ *${column} [A-Z]`, 'm'));
  expect(schema).toContain('PRIMARY KEY (id)');
  for (const column of ['title', 'created_at']) expect(schema).toContain(`ON memos (${column})`);
  expect(schema).toContain('priority BETWEEN 1 AND 4');
  expect(schema).toContain('memo_app');
  expect(output.value('Job/database-schema-init', `${CONTAINER}.image`)).toBe('docker.io/library/mariadb:10.11.18');
});

test('MM-03 development has sample memos, production none; both prove what they have', () => {
  const jobs = (output: typeof dev) => namesOf(output.all('Job')).filter(name => !name.includes('topic'));
  expect(jobs(dev)).toEqual(['Job/data-validation', 'Job/database-schema-init', 'Job/sample-data-load']);
  expect(jobs(prod)).toEqual(['Job/data-validation', 'Job/database-schema-init']);
});

test.each(BOTH)(
  'MM-03, MM-09 words of Korean are found in $environment: the server indexes from one character',
  output => {
    const settings = settingsIn(filesOf(output, 'mariadb-config')['garam.cnf']);
    expect(settings).toMatchObject({
      innodb_ft_min_token_size: '1',
      innodb_ft_enable_stopword: 'OFF',
      character_set_server: 'utf8mb4',
      innodb_flush_log_at_trx_commit: '1',
      slow_query_log: 'ON',
    });
    expect(text(filesOf(output, 'database-init-scripts'))).toContain(
      'FULLTEXT INDEX IF NOT EXISTS memos_title_content',
    );
  },
);

test.each(BOTH)('MM-04 a memo stays in the cache of $environment for 300 s, by configuration', output => {
  expect(filesOf(output, 'fastapi-config')['CACHE_TTL_SECONDS']).toBe('300');
});

test('MM-05 a Job makes memo_events; its copies fit the brokers, and one of three may restart', () => {
  const topic = (output: typeof dev) =>
    Object.fromEntries(environmentOf(output, 'Job/memo-events-topic').map(({ name, value }) => [name, value]));
  expect(topic(dev)).toMatchObject({ TOPIC: 'memo_events', PARTITIONS: '3', REPLICATION_FACTOR: '1' });
  expect(topic(prod)).toMatchObject({ TOPIC: 'memo_events', PARTITIONS: '3', REPLICATION_FACTOR: '3' });
  expect(topic(dev)['CONFIGS']).toContain('min.insync.replicas=1');
  expect(topic(prod)['CONFIGS']).toContain('min.insync.replicas=2');
  expect(topic(prod)['CONFIGS']).toContain('retention.ms=604800000');
  for (const output of BOTH) expect(filesOf(output, 'fastapi-config')['KAFKA_TOPIC']).toBe('memo_events');
});

test('MM-05, D-17 Kafka is the last line with ZooKeeper, both pinned; one of each in dev, three in prod', () => {
  for (const [output, count] of [
    [dev, 1],
    [prod, 3],
  ] as const) {
    expect(output.value('StatefulSet/kafka', `${CONTAINER}.image`)).toMatch(/apache\/kafka:3\.9\.\d+$/);
    expect(output.value('StatefulSet/zookeeper', `${CONTAINER}.image`)).toMatch(/library\/zookeeper:3\.9\.\d+$/);
    expect(output.value('StatefulSet/kafka', 'spec.replicas')).toBe(count);
    expect(output.value('StatefulSet/zookeeper', 'spec.replicas')).toBe(count);
    const settings = settingsIn(filesOf(output, 'kafka-config')['server.properties']);
    expect(settings['zookeeper.connect']?.split(',')).toHaveLength(count);
    expect(settings['auto.create.topics.enable']).toBe('false');
    expect(settings['process.roles']).toBeUndefined();
  }
});

test('MM-06 a pod keeps ten connections and opens twenty at most; all pods fit, a release and the Jobs included', () => {
  for (const output of BOTH) {
    expect(filesOf(output, 'fastapi-config')).toMatchObject({ DB_POOL_SIZE: '10', DB_MAX_OVERFLOW: '10' });
    const pool = output.declared('connection-pool').find(({ workload }) => workload === 'fastapi');
    expect(pool).toMatchObject({ database: 'mariadb', workers: 1, connections: 20 });
    const [budget] = output.declared('connection-budget');
    const settings = settingsIn(filesOf(output, 'mariadb-config')['garam.cnf']);
    expect(budget).toMatchObject({ connections: Number(settings['max_connections']), requirement: 'MM-06' });
    const most = output
      .declared('connection-pool')
      .map(({ mostPods, workers, connections }) => mostPods * workers * connections);
    expect(most.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(Number(budget?.connections));
  }
  // Six pods and one more while a release rolls.
  expect(prod.declared('connection-pool').find(({ workload }) => workload === 'fastapi')?.mostPods).toBe(7);
});

test('MM-03 production is backed up daily onto other disks than the database’s, and nobody removes its data by git', () => {
  expect(prod.value('CronJob/mariadb-backup', 'spec')).toMatchObject({ schedule: '0 4 * * *', timeZone: 'Asia/Seoul' });
  const classes = [
    prod.value('PersistentVolumeClaim/mariadb-backup', 'spec.storageClassName'),
    prod.value('StatefulSet/mariadb', 'spec.volumeClaimTemplates.0.spec.storageClassName'),
  ];
  expect(classes).toEqual(['backup', 'retained']);
  for (const name of ['mariadb', 'kafka', 'zookeeper']) {
    expect(prod.value(`StatefulSet/${name}`, 'metadata.annotations.argocd\\.argoproj\\.io/sync-options')).toBe(
      'Prune=false,Delete=false',
    );
    expect(prod.value(`StatefulSet/${name}`, 'spec.persistentVolumeClaimRetentionPolicy')).toEqual({
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
  }
});
