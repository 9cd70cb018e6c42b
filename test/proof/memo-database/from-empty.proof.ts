import { readFileSync } from 'node:fs';
import { removeFolders } from '../backup/pod';
import { memos } from '../../../src/systems/memo/data/load/memos';
import { TENTH } from '../tenth';
import { Cluster, codes, content, MARK, PASSWORD, Recorder, rights, shipped, STEPS } from './jobs';
import { hasMariaDb, quiet, reset, startServer, type Server } from './server';

const ROUNDS = TENTH ? 3 : 30;

const suite = hasMariaDb() ? describe : describe.skip;

suite('Memo’s database from empty, with the Jobs of dist/ (MM-03)', () => {
  let server: Server;
  let cluster: Cluster;

  beforeAll(async () => {
    server = await startServer();
    cluster = new Cluster(server);
  });
  afterAll(async () => {
    await server.stop();
    removeFolders();
  });
  beforeEach(() => reset(server));

  test('the schema is exactly the document’s, by information_schema', async () => {
    const ended = await cluster.chain();
    expect([codes(ended), ended.map(({ output }) => output).join()]).toEqual([
      [0, 0, 0],
      expect.stringContaining('data are complete'),
    ]);
    const ask = (sql: string): readonly string[] => server.query(sql).split('\n');
    expect(
      ask(`SELECT CONCAT_WS(' ', column_name, column_type, IF(is_nullable = 'YES', 'null', 'not null'), COALESCE(collation_name, ''))
        FROM information_schema.columns WHERE table_schema = 'memo_app' AND table_name = 'memos' ORDER BY ordinal_position`).map(
        line => line.trim(),
      ),
    ).toEqual([
      'id int(11) not null',
      'title varchar(100) not null utf8mb4_uca1400_ai_ci',
      'content text not null utf8mb4_uca1400_ai_ci',
      'tags longtext null utf8mb4_bin',
      'priority tinyint(3) unsigned not null',
      'author varchar(100) null utf8mb4_uca1400_ai_ci',
      'created_at datetime not null',
      'updated_at datetime not null',
    ]);
    expect(
      ask(`SELECT CONCAT(index_name, ' ', index_type, ' ', GROUP_CONCAT(column_name ORDER BY seq_in_index))
        FROM information_schema.statistics WHERE table_schema = 'memo_app' AND table_name = 'memos' GROUP BY index_name ORDER BY 1`),
    ).toEqual([
      'memos_created_at BTREE created_at',
      'memos_title BTREE title',
      'memos_title_content FULLTEXT title,content',
      'PRIMARY BTREE id',
    ]);
    expect(ask("SELECT table_name FROM information_schema.tables WHERE table_schema = 'memo_app' ORDER BY 1")).toEqual([
      'memos',
      'schema_history',
    ]);
    expect(server.query('SELECT COUNT(*), MAX(id) FROM memo_app.memos')).toBe(
      `${memos().length}\t${memos().at(-1)?.id}`,
    );
    expect(ended.map(({ output }) => output).join()).not.toMatch(/error|warning|\bFAULT\b|fault\(s\)/);
  });

  test('every memo is read back as the CSV has it, whatever its characters', async () => {
    await cluster.chain();
    const rows = server.query(
      "SELECT JSON_OBJECT('id', id, 'title', title, 'content', content, 'tags', tags, 'priority', priority, 'author', author, 'created_at', created_at, 'updated_at', updated_at) FROM memo_app.memos ORDER BY id",
    );
    const found = rows.split('\n').map(line => JSON.parse(line) as Record<string, unknown>);
    expect(found).toEqual(memos().map(({ spot: _, ...memo }) => memo));
  });

  test('ten more runs leave the dump as it was, byte for byte, and memos of users untouched', async () => {
    await cluster.chain();
    server.query("INSERT INTO memo_app.memos (title, content) VALUES ('사용자 메모', '그대로 있어야 한다')");
    const before = [server.dump(), rights(server)];
    expect(server.query("SELECT id FROM memo_app.memos WHERE title = '사용자 메모'")).toBe('1001');
    for (let run = 0; run < 10; run++) {
      expect(codes(await cluster.chain())).toEqual([0, 0, 0]);
      expect([server.dump(), rights(server)]).toEqual(before);
    }
  });

  test(`8 of each Job at once, ${ROUNDS} rounds: none fails`, async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      reset(server);
      for (const { name } of STEPS) {
        const eight = await Promise.all(Array.from({ length: 8 }, () => cluster.job(name)));
        expect([round, name, ...eight.filter(({ code }) => code !== 0)]).toEqual([round, name]);
      }
      outcomes.add(content(server));
    }
    expect(outcomes.size).toBe(1);
  }, 1_800_000);

  test('the application’s account gets in with its password only, and changes rows, but no table', async () => {
    await cluster.chain();
    const as = (sql: string, password = PASSWORD): string => {
      try {
        return server.query(sql, { user: 'memo_user', password });
      } catch (error) {
        return String((error as { stderr: unknown }).stderr);
      }
    };
    expect(
      as("UPDATE memo_app.memos SET title = 'x' WHERE id = 1; SELECT title FROM memo_app.memos WHERE id = 1"),
    ).toBe('x');
    expect(as('SELECT 1', 'another')).toContain('Access denied');
    expect(as('SELECT 1', '')).toContain('Access denied');
    expect(as('CREATE TABLE memo_app.mine (id INT)')).toContain('denied');
    expect(as('DROP TABLE memo_app.memos')).toContain('denied');
    expect(as('SELECT * FROM memo_app.schema_history')).toContain('denied');
    expect(as('SELECT * FROM mysql.user')).toContain('denied');
  });

  test('what somebody else granted to it goes, and nobody lacks a right meanwhile', async () => {
    await cluster.chain();
    server.query(
      `GRANT ALL ON *.* TO memo_user@'%'; GRANT CREATE, DROP ON memo_app.* TO memo_user@'%' WITH GRANT OPTION;
      GRANT SELECT ON memo_app.schema_history TO memo_user@'%'; GRANT DROP ON memo_app.memos TO memo_user@'%';
      GRANT SELECT (user) ON mysql.global_priv TO memo_user@'%'`.replace('SELECT (user)', 'SELECT (User)'),
    );
    const root = server.query("SHOW GRANTS FOR root@'%'");
    const { code, output } = await cluster.job('data-validation');
    expect([code, output]).toEqual([1, expect.stringMatching(/other rights of memo_user.*REVOKE.*expected none/)]);
    expect(codes(await cluster.chain())).toEqual([0, 0, 0]);
    expect(server.query("SHOW GRANTS FOR memo_user@'%'").replace(/'\*[0-9A-F]{40}'/, 'HASH')).toBe(
      'GRANT USAGE ON *.* TO `memo_user`@`%` IDENTIFIED BY PASSWORD HASH\nGRANT SELECT, INSERT, UPDATE, DELETE ON `memo_app`.`memos` TO `memo_user`@`%`',
    );
    expect(server.query("SHOW GRANTS FOR root@'%'")).toBe(root);
  });

  test('the password stands in no log of the server, no output and no list of processes, nor does its hash', async () => {
    const log = server.query('SELECT CONCAT(@@datadir, "proof.log")');
    server.query(`SET GLOBAL general_log_file = '${log}'; SET GLOBAL general_log = ON; SET GLOBAL long_query_time = 0`);
    const recorder = new Recorder(['mariadb', 'sha1sum', 'sha256sum', 'sed', 'cut', 'tr', 'cat']);
    const ended = await new Cluster(server, shipped(), {}, recorder).chain();
    server.query('SET GLOBAL general_log = OFF; SET GLOBAL long_query_time = 1');
    expect(codes(ended)).toEqual([0, 0, 0]);
    const hash = /\*[0-9A-F]{40}/.exec(rights(server))?.[0] as string;
    const logs = [log, server.query('SELECT @@slow_query_log_file')].map(file => readFileSync(file, 'utf8'));
    // The server and the list do write: without care the password would be there.
    expect(logs[0]?.includes('root@')).toBe(true);
    expect(recorder.started.filter(line => line.includes('--abort-source-on-error')).length).toBe(3);
    expect(recorder.started.filter(line => line.startsWith('sha1sum')).length).toBe(2);
    const everything = [...logs, ...ended.map(({ output }) => output), ...recorder.started].join('\n').split('\n');
    expect(everything.filter(line => line.includes(MARK) || line.includes(hash))).toEqual([]);
  });

  test('an empty password, a server without the settings and a database that does not answer each fail and say so', async () => {
    const empty = await cluster.job('database-schema-init', { DATABASE_PASSWORD: '' });
    expect([empty.code, empty.output]).toEqual([1, expect.stringContaining('DATABASE_PASSWORD is empty')]);
    server.query('SET GLOBAL innodb_ft_enable_stopword = ON');
    const unset = await cluster.job('database-schema-init');
    server.query('SET GLOBAL innodb_ft_enable_stopword = OFF');
    expect([unset.code, unset.output]).toEqual([1, expect.stringContaining('without innodb_ft_enable_stopword = 0')]);
    const absent = await cluster.job('database-schema-init', { MYSQL_TCP_PORT: '1', WAIT_SECONDS: '3' });
    expect([absent.code, absent.output]).toEqual([1, expect.stringMatching(/no answer within 3 s: .*Can't connect/s)]);
  });

  test('a Job that finds the lock taken waits for it', async () => {
    const holder = cluster.start('database-schema-init');
    const { code } = await cluster.job('database-schema-init');
    expect([code, (await holder.ended).code]).toEqual([0, 0]);
    await quiet(server);
  });
});
