import {
  accountScript,
  historyOf,
  literal,
  mariaDbApplyStep,
  mariaDbCheckStep,
  versionedScript,
} from '../../../src/constructs/data-init/mariadb';
import { statementsOf } from '../../../src/constructs/data-init/mariadb/statements';

describe('statementsOf', () => {
  test('cuts at semicolons that stand in no text, name or comment, and keeps comments with what follows', () => {
    const script = `-- first; of two
CREATE TABLE \`a;b\` (x INT COMMENT 'it''s; \\'quoted\\';'); # second;
/* ; */ INSERT INTO t VALUES ("a;""b", 3 - 2 / 1);
-- the end`;
    expect(statementsOf(script)).toEqual([
      "-- first; of two\nCREATE TABLE `a;b` (x INT COMMENT 'it''s; \\'quoted\\';')",
      '# second;\n/* ; */ INSERT INTO t VALUES ("a;""b", 3 - 2 / 1)',
    ]);
  });

  test.each([
    ['an unclosed statement', 'SELECT 1; SELECT 2', /"SELECT 2" is not closed/],
    ['an unclosed text', "SELECT 'a;", /is not closed/],
    ['an empty statement', 'SELECT 1;; SELECT 2;', /statement 2 is empty/],
    ['nothing', '-- nothing\n', /is not closed/],
  ])('%s is refused', (_, script, message) => {
    expect(() => statementsOf(script)).toThrow(message);
  });
});

describe('literal', () => {
  test('quotes, backslashes, line breaks and tabs cannot end a text nor its line', () => {
    expect(literal('it\'s \\ 50%\n\t"_')).toBe(`'it''s \\\\ 50%\\n\\t"_'`);
    expect(literal('회의 🎉')).toBe("'회의 🎉'");
    expect(literal(3.5)).toBe('3.5');
  });

  test('what has no literal is refused', () => {
    expect(() => literal('a\u0000b')).toThrow(/U\+0000/);
    expect(() => literal(Number.NaN)).toThrow(/finite/);
  });
});

describe('versionedScript', () => {
  const one = {
    title: '001-a',
    script: 'CREATE TABLE IF NOT EXISTS a (x INT);\nCREATE INDEX IF NOT EXISTS i ON a (x);',
  };
  const two = { title: '002-b', script: 'ALTER TABLE a ADD COLUMN IF NOT EXISTS y INT;' };

  test('each statement is recorded behind itself, and done only where its record is missing', () => {
    const script = versionedScript([one]);
    expect(script).toContain(
      'IF @done < 2 THEN\nCREATE INDEX IF NOT EXISTS i ON a (x);\nUPDATE schema_history SET statements = 2 WHERE step = @step AND version = 1;\nEND IF//',
    );
    expect(script).toContain('WHERE step = @step AND version = 1 AND statements = 2 AND applied_at IS NULL//');
  });

  test('a further version leaves the part of the released one as it was', () => {
    const [before, after] = [versionedScript([one]), versionedScript([one, two])];
    expect(after.startsWith(before.slice(0, before.lastIndexOf('DELIMITER ;')))).toBe(true);
    expect(historyOf([one, two])[0]).toEqual(historyOf([one])[0]);
  });

  test('a comment or a space between statements is no other version, a changed statement is', () => {
    const checksum = (script: string): string | undefined => historyOf([{ title: '', script }])[0]?.checksum;
    expect(checksum(one.script.replace(';\n', ';\n\n\n'))).toBe(checksum(one.script));
    expect(checksum(one.script.replace('x INT', 'x BIGINT'))).not.toBe(checksum(one.script));
  });

  test('settings of the server are asked for before anything is done', () => {
    const script = versionedScript([one], { innodb_ft_min_token_size: 1 });
    expect(script.indexOf('@@GLOBAL.innodb_ft_min_token_size <> 1')).toBeLessThan(script.indexOf('CREATE TABLE'));
  });
});

const into = {
  host: 'mariadb.shop.svc.cluster.local',
  user: 'root',
  database: 'shop',
  collation: 'utf8mb4_uca1400_ai_ci',
};
const folder = { path: '/scripts', files: [{ name: 'a.sql', text: 'SELECT 1;\n' }] };

describe('a step on MariaDB', () => {
  const apply = mariaDbApplyStep({
    name: 'schema',
    version: 2,
    folder,
    into,
    passwords: [
      { variable: 'APP_PASSWORD', hash: '@password_hash', meaning: 'password of app' },
      { variable: 'OTHER_PASSWORD', hash: '@other_hash', meaning: 'password of other' },
    ],
  });

  test('has what a Job needs: files, command, address and Secrets', () => {
    expect(Object.keys(apply.data)).toEqual(['begin.sql', 'a.sql', 'end.sql']);
    expect(apply.data['begin.sql']).toContain("GET_LOCK('shop.data-init', 300)");
    expect(Object.values(apply.data).join()).not.toMatch(/\{(database|collation)\}/);
    expect(apply.env).toEqual({ DATABASE_USER: 'root', MYSQL_HOST: into.host, MYSQL_TCP_PORT: '3306' });
    expect(Object.keys(apply.secrets)).toEqual(['MYSQL_PWD', 'APP_PASSWORD', 'OTHER_PASSWORD']);
  });

  test('stops at the first error, and no password stands in its command', () => {
    const [, command = ''] = apply.args;
    expect(command).toContain('--abort-source-on-error');
    expect(command).toContain("printf 'source %s\\n' /scripts/begin.sql /scripts/a.sql /scripts/end.sql");
    expect(command).not.toMatch(/--password|MYSQL_PWD=/);
    expect(command).toContain('printf %s "$APP_PASSWORD" | sha1sum');
    expect(command).toContain('printf %s "$OTHER_PASSWORD" | sha1sum');
    expect(command).toContain(`printf "SET @password_hash = '%s';\\n" "$hash"`);
    expect(command).toContain(`printf "SET @other_hash = '%s';\\n" "$hash_2"`);
  });

  test('a version that is none is refused', () => {
    expect(() => mariaDbApplyStep({ name: 'schema', version: 1.5, folder, into })).toThrow(/whole number from 1/);
  });

  test('a check reads the files of others before its own and lets the application log in', () => {
    const check = mariaDbCheckStep({
      name: 'check',
      folder: { path: '/validation', files: [{ name: 'v.sql', text: 'SELECT 2;\n' }] },
      compareWith: [folder],
      into,
      login: { user: 'app', passwordVariable: 'APP_PASSWORD' },
    });
    expect(check.reads).toEqual(['/scripts']);
    expect(check.args[1]).toContain('/validation/begin.sql /scripts/a.sql /validation/v.sql');
    expect(check.args[1]).toContain('MYSQL_PWD="$APP_PASSWORD" client --user=app');
    expect(check.data['begin.sql']).not.toContain('CREATE');
  });
});

test('an account’s grants come before what is taken from it', () => {
  const script = accountScript({ user: "o'app", database: 'shop', tables: { orders: ['SELECT', 'INSERT'] } });
  expect(script).toContain("GRANT SELECT, INSERT ON `shop`.`orders` TO 'o''app'@'%';");
  expect(script.indexOf('GRANT SELECT')).toBeLessThan(script.indexOf('REVOKE'));
});

test('an account without a table loses whatever it is granted, and has so many connections at most', () => {
  const account = { user: 'exporter', database: 'shop', tables: {}, mostConnections: 3 };
  const script = accountScript(account, '@exporter_hash');
  expect(script).toContain("ALTER USER 'exporter'@'%' WITH MAX_USER_CONNECTIONS 3;");
  expect(script).toContain("USING ''', @exporter_hash, '''');");
  expect(script).not.toMatch(/^GRANT|IN \(\)|@password_hash/m);
  expect(script).toContain('NOT (FALSE)');
});
