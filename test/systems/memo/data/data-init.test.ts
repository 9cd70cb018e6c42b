import { statementsOf } from '../../../../src/constructs/data-init/mariadb/statements';
import { ACCOUNT, sampleDataLoad, schemaInit, validation } from '../../../../src/systems/memo/data';
import { SCHEMA_VERSIONS } from '../../../../src/systems/memo/data/data-init';
import { memos } from '../../../../src/systems/memo/data/load/memos';

const INTO = { host: 'mariadb.sgcc-memo.svc.cluster.local', user: 'root' };
const steps = () => [
  schemaInit(INTO, 'application'),
  sampleDataLoad(INTO),
  validation(INTO, 'samples', 'application'),
  validation(INTO, 'schema', 'application'),
];

describe('the steps of Memo’s database (MM-03)', () => {
  test('are the same each time', () => {
    expect(JSON.stringify(steps())).toBe(JSON.stringify(steps()));
  });

  test('fit into ConfigMaps, and no line of theirs begins with a tab or ends with a space', () => {
    for (const { name, data } of steps()) {
      expect([name, Buffer.byteLength(JSON.stringify(data)) < 1 << 20]).toEqual([name, true]);
      for (const [file, text] of Object.entries(data)) {
        const odd = text.split('\n').filter(line => /^\t| $|\r/.test(line));
        expect([name, file, odd]).toEqual([name, file, []]);
        expect(text.endsWith('\n')).toBe(true);
      }
    }
  });

  test('every statement of the schema may run twice', () => {
    const twice = /IF NOT EXISTS|IF EXISTS|^ALTER DATABASE/;
    for (const statement of SCHEMA_VERSIONS.flatMap(({ script }) => statementsOf(script)))
      expect(statement.replaceAll(/^--.*$/gm, '').trim()).toMatch(twice);
  });

  test('a memo stands on one line of SQL, whatever its characters', () => {
    const sql = sampleDataLoad(INTO).data['memos.sql'] as string;
    expect(sql.match(/^\(\d+, '/gm)?.length).toBe(memos().length);
    expect(sql).toContain(String.raw`C:\\temp\\new\\build`);
    expect(sql).toContain("Robert''); DROP TABLE students;--");
  });

  test('the application’s account changes rows of memos and nothing else (MM-09)', () => {
    expect(ACCOUNT).toEqual({
      user: 'memo_user',
      database: 'memo_app',
      tables: { memos: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
    });
    const grants = schemaInit(INTO, 'application').data['grants.sql'] as string;
    expect(grants.match(/^GRANT .*/gm)).toEqual([
      "GRANT SELECT, INSERT, UPDATE, DELETE ON `memo_app`.`memos` TO 'memo_user'@'%';",
    ]);
  });

  test('without samples their ids have to be free', () => {
    const text = validation(INTO, 'schema', 'application').data['validation.sql'] as string;
    expect(text).toContain("SELECT 'sample memos', '0', (SELECT COUNT(*) FROM memos WHERE id <= 1000);");
    expect(text).not.toContain('wanted_memos');
  });
});
