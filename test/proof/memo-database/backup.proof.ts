import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { folder, removeFolders } from '../backup/pod';
import { Cluster, codes, MARK, objects, Recorder } from './jobs';
import { hasMariaDb, reset, startServer, type Server } from './server';

const suite = hasMariaDb() ? describe : describe.skip;

suite('backup and restore of Memo’s database (MM-03)', () => {
  let server: Server;
  let cluster: Cluster;
  let backups: string;

  beforeAll(async () => {
    server = await startServer();
  });
  beforeEach(async () => {
    reset(server);
    backups = folder('backups');
    cluster = new Cluster(server, objects(), { 'mariadb-backup': backups });
    expect(codes(await cluster.chain())).toEqual([0, 0, 0]);
    server.query("INSERT INTO memo_app.memos (title, content) VALUES ('사용자 🙂', 'it''s \\\\ ; -- \\n\\t %')");
  });
  afterAll(async () => {
    await server.stop();
    removeFolders();
  });

  const files = (): readonly string[] =>
    readdirSync(backups)
      .filter(name => name.endsWith('.sql.gz'))
      .sort();
  const databases = (): string => server.query("SHOW DATABASES LIKE 'memo%'");
  const backup = async (): Promise<string> => {
    const { code, output } = await cluster.cronJob('mariadb-backup');
    expect([code, output]).toEqual([0, expect.stringMatching(/^backup: memo_app-/m)]);
    expect(output).not.toContain(MARK);
    return files().at(-1) as string;
  };
  const damage = (): void => {
    server.query(`USE memo_app; DELETE FROM memos WHERE id MOD 3 = 0; UPDATE memos SET title = 'spoilt' WHERE id MOD 5 = 0;
      ALTER TABLE memos ADD COLUMN extra INT; DROP INDEX memos_title_content ON memos; CREATE TABLE newer (id INT)`);
  };
  /** A backup whose checksum is right, whatever it holds. */
  const write = (name: string, content: Buffer): void => {
    writeFileSync(join(backups, name), content);
    writeFileSync(join(backups, `${name}.sha256`), `${createHash('sha256').update(content).digest('hex')}  ${name}\n`);
  };

  test('what is restored is what was backed up, search and the application’s rights included', async () => {
    const before = server.dump();
    await backup();
    damage();
    expect(server.dump()).not.toBe(before);
    const { code, output } = await cluster.cronJob('mariadb-restore');
    expect([code, output]).toEqual([0, expect.stringContaining('memo_app is as memo_app-')]);
    expect(server.dump() === before).toBe(true);
    expect(databases()).toBe('memo_app');
    expect(
      server.query(
        "SELECT COUNT(*) > 5 FROM memo_app.memos WHERE MATCH (title, content) AGAINST ('+서버*' IN BOOLEAN MODE)",
      ),
    ).toBe('1');
    expect((await cluster.job('data-validation')).code).toBe(0);
  });

  test('a database that is gone is made again', async () => {
    const before = server.dump();
    await backup();
    server.query('DROP DATABASE memo_app');
    expect((await cluster.cronJob('mariadb-restore')).code).toBe(0);
    expect(server.dump() === before).toBe(true);
    // The collation of the database is not in the dump: it is the server's own, as git has it.
    expect(codes(await cluster.chain())).toEqual([0, 0, 0]);
  });

  test('a backup that is cut off anywhere is refused, also where its checksum is right, and changes nothing', async () => {
    const whole = readFileSync(join(backups, await backup()));
    const text = gunzipSync(whole);
    const before = server.dump();
    const cuts = [
      ['bytes', whole.subarray(0, -20)],
      ['last line', gzipSync(text.subarray(0, text.lastIndexOf('-- Dump completed')))],
      ['half', gzipSync(text.subarray(0, text.length / 2))],
      ['nothing', gzipSync(Buffer.alloc(0))],
    ] as const;
    for (const [what, content] of cuts) {
      write('memo_app-20990101T000000Z.sql.gz', content);
      const { code, output } = await cluster.cronJob('mariadb-restore');
      expect([what, code, output]).toEqual([what, 1, expect.stringContaining('ends too early; nothing was changed')]);
      expect([what, server.dump() === before, databases()]).toEqual([what, true, 'memo_app']);
    }
  });

  test('a dump with a statement that fails changes nothing, whichever statement it is', async () => {
    const text = gunzipSync(readFileSync(join(backups, await backup()))).toString();
    damage();
    const before = server.dump();
    const statements = [
      'CREATE TABLE `schema_history`',
      'INSERT INTO `memos`',
      'INSERT INTO `schema_history`',
      'UNLOCK TABLES',
    ];
    for (const statement of statements) {
      expect(text).toContain(statement);
      write('memo_app-20990101T000000Z.sql.gz', gzipSync(text.replace(statement, `BROKEN ${statement}`)));
      const { code, output } = await cluster.cronJob('mariadb-restore');
      expect([statement, code, output]).toEqual([
        statement,
        1,
        expect.stringMatching(/ERROR.*memo_app is as it was.*could not be loaded/s),
      ]);
      expect([statement, server.dump() === before]).toEqual([statement, true]);
    }
    // What the last one left beside is removed by the next.
    write('memo_app-20990102T000000Z.sql.gz', gzipSync(text));
    expect((await cluster.cronJob('mariadb-restore')).code).toBe(0);
    expect(databases()).toBe('memo_app');
  });

  test('a server that does not answer fails the backup, and no file is left', async () => {
    const { code, output } = await cluster.cronJob('mariadb-backup', { MYSQL_TCP_PORT: '1', WAIT_SECONDS: '2' });
    expect([code, output, files()]).toEqual([1, expect.stringContaining('no answer from the server'), []]);
  });

  test('views, routines, triggers and events are backed up and put back, too', async () => {
    server.query(`USE memo_app; CREATE VIEW urgent AS SELECT * FROM memos WHERE priority = 4;
      CREATE FUNCTION one() RETURNS INT DETERMINISTIC RETURN 1;
      CREATE TRIGGER no_shouting BEFORE INSERT ON memos FOR EACH ROW SET NEW.title = LOWER(NEW.title);
      CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01' DO DELETE FROM memos WHERE id = 0;`);
    const before = server.dump();
    for (const kind of ['VIEW `urgent`', 'FUNCTION `one`', 'TRIGGER no_shouting', 'EVENT `nightly`'])
      expect(before).toContain(kind);
    await backup();
    server.query(
      'USE memo_app; DROP VIEW urgent; DROP FUNCTION one; DROP TRIGGER no_shouting; DROP EVENT nightly; DELETE FROM memos',
    );
    const { code, output } = await cluster.cronJob('mariadb-restore');
    expect([code, output]).toEqual([0, expect.stringContaining('made anew, statement by statement')]);
    expect(server.dump() === before).toBe(true);
  });

  test('the password of the administrator is in no list of processes', async () => {
    const recorder = new Recorder(['mariadb', 'mariadb-dump', 'gzip', 'sha256sum', 'find']);
    const recorded = new Cluster(server, objects(), { 'mariadb-backup': backups }, recorder);
    expect((await recorded.cronJob('mariadb-backup')).code).toBe(0);
    expect((await recorded.cronJob('mariadb-restore')).code).toBe(0);
    expect(recorder.started.filter(line => line.startsWith('mariadb-dump')).length).toBe(1);
    expect(recorder.started.filter(line => line.includes('RENAME TABLE')).length).toBe(1);
    expect(recorder.started.filter(line => line.includes(server.access.MYSQL_PWD))).toEqual([]);
  });
});
