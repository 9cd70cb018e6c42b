import type { KubeObject } from '../../../src/model';
import { SCHEMA_VERSIONS, schemaInit } from '../../../src/systems/memo/data/data-init';
import type { SchemaVersion } from '../../../src/constructs/data-init/mariadb';
import { statementsOf } from '../../../src/constructs/data-init/mariadb/statements';
import { checksumOf } from '../../../src/constructs/data-init/sql-step';
import { removeFolders } from '../backup/pod';
import { tenth } from '../../input/tenth';
import { TENTH } from '../tenth';
import { Cluster, codes, content, INTO, objects, STEPS } from './jobs';
import { hasMariaDb, quiet, reset, startServer, type Server } from './server';

/** A statement of a mounted file: which lines it has. */
interface Statement {
  readonly job: string;
  readonly file: string;
  readonly line: number;
}

const suite = hasMariaDb() ? describe : describe.skip;

/** Files of the first two steps; what the third has, it only reads. */
const all = STEPS.flatMap(step =>
  Object.entries(step.data).flatMap(([file, text]) => linesOf(text).map(line => ({ job: step.name, file, line }))),
);

/** Lines at which statements begin, by the delimiter in force. */
function linesOf(text: string): readonly number[] {
  const found = new Array<number>();
  let delimiter = ';';
  let open = false;
  text.split('\n').forEach((line, index) => {
    const change = /^DELIMITER (\S+)$/.exec(line);
    if (change) delimiter = change[1] as string;
    if (change || line === '' || (!open && line.startsWith('--'))) return;
    if (!open) found.push(index);
    open = !line.endsWith(delimiter);
  });
  return found;
}

/** The objects with one statement spoilt, and with the Job's checksum of it: as if somebody had committed it so. */
function spoilt(from: readonly KubeObject[], { job, file, line }: Statement): readonly KubeObject[] {
  const step = STEPS.find(({ name }) => name === job) as (typeof STEPS)[number];
  const lines = (step.data[file] as string).split('\n');
  lines[line] = `BROKEN ${lines[line]}`;
  const data = { ...step.data, [file]: lines.join('\n') };
  const sealed = (of: typeof data): string => {
    const own = Object.entries(of).filter(([name]) => !['begin.sql', 'end.sql'].includes(name));
    return checksumOf([...step.reads.flatMap(readOf), ...own].map(([name, text]) => ({ name, text })));
  };
  // What a check reads of others is theirs: the sample memos.
  const readOf = (): [string, string][] => [['memos.sql', STEPS[1].data['memos.sql'] as string]];
  const [old, now] = [sealed(step.data), sealed(data)];
  return from.map(object =>
    object.kind === 'ConfigMap' && object.metadata.name.startsWith(`${job}-scripts`)
      ? { ...object, data }
      : (JSON.parse(JSON.stringify(object).replaceAll(old, now)) as KubeObject),
  );
}

suite('each statement of Memo’s Jobs spoilt in turn (MM-03)', () => {
  let server: Server;
  let right: Cluster;

  beforeAll(async () => {
    server = await startServer();
    right = new Cluster(server);
  });
  afterAll(async () => {
    await server.stop();
    removeFolders();
  });

  test(`the Job fails and names file and line, a load leaves nothing, and the next run mends (${all.length} statements)`, async () => {
    reset(server);
    await right.chain();
    const whole = content(server);
    const declared = objects();
    const chosen = TENTH ? tenth(all, 12) : all;
    for (const statement of chosen) {
      const { job, file, line } = statement;
      reset(server);
      for (const { name } of STEPS.slice(
        0,
        STEPS.findIndex(({ name: each }) => each === job),
      ))
        expect((await right.job(name)).code).toBe(0);
      const before = content(server);
      const { code, output } = await new Cluster(server, spoilt(declared, statement)).job(job);
      // A compound statement is named by its last line or its first; the file is always named.
      expect([job, file, line, code, output]).toEqual([
        job,
        file,
        line,
        1,
        expect.stringMatching(new RegExp(`ERROR.*in file: '.*/${file.replace('.', '\\.')}'`, 's')),
      ]);
      expect(output).not.toContain(`${job}: done`);
      if (job !== 'database-schema-init' && file !== 'end.sql') {
        await quiet(server);
        expect([job, file, line, content(server) === before]).toEqual([job, file, line, true]);
      }
      expect([job, file, line, ...codes(await right.chain())]).toEqual([job, file, line, 0, 0, 0]);
      expect([job, file, line, content(server) === whole]).toEqual([job, file, line, true]);
    }
  }, 3_600_000);

  test('a statement of the schema that fails at the server stops there; mended in git, the version is begun again', async () => {
    reset(server);
    await right.chain();
    const whole = content(server);
    for (const [index, { title, script }] of SCHEMA_VERSIONS.entries())
      for (const [number, statement] of statementsOf(script).entries()) {
        reset(server);
        const wrong = statementsOf(script).map(each =>
          each === statement ? each.replace(/memos|memo_app/, 'no such') : each,
        );
        const versions = SCHEMA_VERSIONS.map((each, at) =>
          at === index ? { title, script: `${wrong.join(';\n')};` } : each,
        );
        const { code, output } = await new Cluster(server, objects([schemaInit(INTO, 'application', versions)])).job(
          'database-schema-init',
        );
        expect([title, number, code, output]).toEqual([title, number, 1, expect.stringContaining('schema.sql')]);
        expect(
          server.query(
            `SELECT statements, applied_at IS NULL FROM memo_app.schema_history WHERE version = ${index + 1}`,
          ),
        ).toBe(`${number}\t1`);
        expect(codes(await right.chain())).toEqual([0, 0, 0]);
        expect([title, number, content(server) === whole]).toEqual([title, number, true]);
      }
  });

  test('a version that stopped half-way and was rewritten in git begins with its first statement', async () => {
    reset(server);
    const [first] = SCHEMA_VERSIONS as [SchemaVersion];
    const script =
      'CREATE INDEX IF NOT EXISTS hasty ON memos (author); ALTER TABLE memos ADD COLUMN IF NOT EXISTS BROKEN;';
    const hasty = new Cluster(
      server,
      objects([schemaInit(INTO, 'application', [first, { title: '002-hasty', script }])]),
    );
    expect((await hasty.job('database-schema-init')).code).toBe(1);
    expect(server.query('SELECT statements FROM memo_app.schema_history WHERE version = 2')).toBe('1');
    server.query('DROP INDEX hasty ON memo_app.memos');
    expect(codes(await right.chain())).toEqual([0, 0, 0]);
  });

  test('other files under an applied version are refused, and so is a lower version', async () => {
    reset(server);
    await right.chain();
    const whole = content(server);
    const edited = SCHEMA_VERSIONS.map((each, at) =>
      at === 0 ? { ...each, script: each.script.replace('VARCHAR(100)', 'VARCHAR(120)') } : each,
    );
    const changed = await new Cluster(server, objects([schemaInit(INTO, 'application', edited)])).job(
      'database-schema-init',
    );
    expect([changed.code, changed.output]).toEqual([
      1,
      expect.stringMatching(/version 1 was applied with checksum.*write the change as a further version/s),
    ]);
    const lower = await new Cluster(
      server,
      objects([schemaInit(INTO, 'application', SCHEMA_VERSIONS.slice(0, 1))]),
    ).job('database-schema-init');
    expect([lower.code, lower.output]).toEqual([
      1,
      expect.stringMatching(/this is version 1, the database has version 2 already/),
    ]);
    expect(content(server)).toBe(whole);
  });

  test('a further version keeps what users wrote; a load before its schema is refused', async () => {
    reset(server);
    const early = await right.job('sample-data-load');
    expect([early.code, early.output]).toEqual([1, expect.stringContaining('run the Job database-schema-init first')]);
    const first = new Cluster(server, objects([schemaInit(INTO, 'application', SCHEMA_VERSIONS.slice(0, 1))]));
    expect((await first.job('database-schema-init')).code).toBe(0);
    server.query("INSERT INTO memo_app.memos (title, content) VALUES ('먼저 쓴 메모', '버전 1에서')");
    expect(codes(await right.chain())).toEqual([0, 0, 0]);
    expect(
      server.query(
        "SELECT id, title FROM memo_app.memos WHERE MATCH (title, content) AGAINST ('+먼저*' IN BOOLEAN MODE) AND id > 1000",
      ),
    ).toBe('1001\t먼저 쓴 메모');
  });

  test('files that are not those of the Job are refused before anything runs', async () => {
    reset(server);
    const declared = objects().map(object =>
      object.kind === 'ConfigMap' && object.metadata.name.startsWith('database-schema-init')
        ? { ...object, data: { ...STEPS[0].data, 'grants.sql': '-- empty\n' } }
        : object,
    );
    const { code, output } = await new Cluster(server, declared).job('database-schema-init');
    expect([code, output]).toEqual([1, expect.stringContaining('the mounted files are not those of this Job')]);
    expect(content(server)).toBe('no database');
  });
});
