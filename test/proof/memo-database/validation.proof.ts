import { memos } from '../../../src/systems/memo/data/load/memos';
import { tenth } from '../../input/tenth';
import { removeFolders } from '../backup/pod';
import { TENTH } from '../tenth';
import { Cluster, codes, content } from './jobs';
import { hasMariaDb, reset, startServer, type Server } from './server';

/** What somebody does to the database, what the validation says of it, and what sets it right where the Jobs do not. */
const DEFECTS: readonly (readonly [string, RegExp, string])[] = [
  ['DROP INDEX memos_title ON memos', /index memos_title/, 'CREATE INDEX memos_title ON memos (title)'],
  [
    'DROP INDEX memos_created_at ON memos',
    /index memos_created_at/,
    'CREATE INDEX memos_created_at ON memos (created_at)',
  ],
  [
    'DROP INDEX memos_title_content ON memos',
    /index memos_title_content/,
    'CREATE FULLTEXT INDEX memos_title_content ON memos (title, content)',
  ],
  [
    'ALTER TABLE memos ADD COLUMN category VARCHAR(50)',
    /columns of memos.*category/,
    'ALTER TABLE memos DROP COLUMN category',
  ],
  [
    'ALTER TABLE memos MODIFY author VARCHAR(90) NULL',
    /memos\.author.*varchar\(90\)/,
    'ALTER TABLE memos MODIFY author VARCHAR(100) NULL',
  ],
  [
    'ALTER TABLE memos DROP CONSTRAINT memos_priority_in_range',
    /checks of memos/,
    'ALTER TABLE memos ADD CONSTRAINT memos_priority_in_range CHECK (priority BETWEEN 1 AND 4)',
  ],
  [
    'ALTER DATABASE memo_app COLLATE utf8mb4_general_ci',
    /collation of the database/,
    'ALTER DATABASE memo_app COLLATE utf8mb4_uca1400_ai_ci',
  ],
  ['CREATE TABLE stray (id INT)', /tables.*stray/, 'DROP TABLE stray'],
  [
    "RENAME USER memo_user@'%' TO memo_user@'10.%'",
    /hosts of memo_user/,
    "RENAME USER memo_user@'10.%' TO memo_user@'%'",
  ],
  ["REVOKE DELETE ON memos FROM memo_user@'%'", /rights of memo_user on memos/, ''],
  ["GRANT CREATE ON memo_app.* TO memo_user@'%'", /other rights of memo_user/, ''],
  ["ALTER USER memo_user@'%' IDENTIFIED BY ''", /password of memo_user.*EMPTY/, ''],
  [
    "UPDATE schema_history SET checksum = REPEAT('0', 64) WHERE step = 'sample-data-load'",
    /versions of sample-data-load/,
    "DELETE FROM schema_history WHERE step = 'sample-data-load'",
  ],
  ['UPDATE schema_history SET applied_at = NULL WHERE version = 2', /versions of database-schema-init.*INCOMPLETE/, ''],
  [
    "INSERT INTO memos (id, title, content) VALUES (999, 'stray', 'stray')",
    /memo 999 is not among the sample memos/,
    '',
  ],
  [
    'SET check_constraint_checks = OFF; UPDATE memos SET priority = 9 WHERE id = 3',
    /memo 3: the priority is not 1 to 4/,
    '',
  ],
  ["SET check_constraint_checks = OFF; UPDATE memos SET tags = 'x' WHERE id = 3", /memo 3: the tags are no list/, ''],
];

/** Changes of a row, one of which meets each sample memo; the smallest that a comparison can miss. */
const CHANGES = [
  "title = CONCAT(title, ' ')",
  "content = CONCAT(content, '\\n')",
  "tags = '[]'",
  'priority = priority MOD 4 + 1',
  'author = UPPER(CONCAT(author, 1))',
  'created_at = created_at - INTERVAL 1 SECOND',
  'updated_at = updated_at + INTERVAL 1 SECOND',
] as const;

const suite = hasMariaDb() ? describe : describe.skip;

suite('Memo’s validation on a real server (MM-03)', () => {
  let server: Server;
  let cluster: Cluster;
  let whole: string;

  beforeAll(async () => {
    server = await startServer();
    cluster = new Cluster(server);
    reset(server);
    expect(codes(await cluster.chain())).toEqual([0, 0, 0]);
    whole = content(server);
  });
  afterAll(async () => {
    await server.stop();
    removeFolders();
  });

  const chosen = TENTH ? tenth(memos(), 5) : memos();

  test(`each of ${chosen.length} memos deleted and changed in turn is named, and the load sets it right`, async () => {
    for (const { id } of chosen) {
      const change = CHANGES[id % CHANGES.length] as string;
      const column = change.split(' ')[0] as string;
      const kept = column === 'updated_at' ? '' : ', updated_at = updated_at';
      for (const [statement, named] of [
        [`DELETE FROM memos WHERE id = ${id}`, `memo ${id} is missing`],
        [`UPDATE memos SET ${change}${kept} WHERE id = ${id}`, `memo ${id}: ${column} is`],
      ] as const) {
        server.query(`USE memo_app; ${statement}`);
        const { code, output } = await cluster.job('data-validation');
        expect([statement, code, output]).toEqual([statement, 1, expect.stringContaining(named)]);
        // No other memo is accused.
        const accused = [...output.matchAll(/memo (\d+)(?::| is)/g)].map(([, found]) => found);
        expect([statement, ...accused]).toEqual([statement, String(id)]);
        expect((await cluster.job('sample-data-load')).code).toBe(0);
      }
    }
    expect(codes(await cluster.chain())).toEqual([0, 0, 0]);
    expect(content(server) === whole).toBe(true);
  }, 3_600_000);

  test.each(DEFECTS)('%s is named', async (defect, named, mend) => {
    server.query(`USE memo_app; ${defect}`);
    const { code, output } = await cluster.job('data-validation');
    expect([code, output]).toEqual([1, expect.stringMatching(named)]);
    expect(output).toMatch(/ERROR 1644 .*the data have \d+ fault/);
    if (mend) server.query(`USE memo_app; ${mend}`);
    expect(codes(await cluster.chain())).toEqual([0, 0, 0]);
  });

  test('all faults are named at once', async () => {
    server.query(
      "USE memo_app; DELETE FROM memos WHERE id IN (7, 8, 9); UPDATE memos SET author = 'x' WHERE id = 10; CREATE TABLE stray (id INT)",
    );
    const { output } = await cluster.job('data-validation');
    for (const named of [
      'memo 7 is missing',
      'memo 8 is missing',
      'memo 9 is missing',
      'memo 10: author is x',
      'stray',
    ])
      expect(output).toContain(named);
    server.query('DROP TABLE memo_app.stray');
    expect(codes(await cluster.chain())).toEqual([0, 0, 0]);
  });
});
