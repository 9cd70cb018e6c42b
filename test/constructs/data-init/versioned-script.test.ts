import { execFileSync, spawnSync } from 'node:child_process';
import { applyStep, checkStep, versionedScript, type ApplyStepProps } from '../../../src/constructs/data-init';

const INTO = { host: 'db.shop.svc.cluster.local', port: 6543, user: 'owner', database: 'shop' };

const props: ApplyStepProps = {
  name: 'shop-schema',
  version: 2,
  folder: {
    path: '/sql',
    files: [
      { name: 'a.sql', text: 'SELECT 1;\n' },
      { name: 'b.sql', text: 'SELECT 2;\n' },
    ],
  },
  into: INTO,
};

const script = (step: { readonly args: readonly string[] }): string => step.args[1] as string;

describe('a step that changes a database', () => {
  test('runs its files in their order in one transaction, between begin.sql and end.sql', () => {
    const text = script(applyStep(props));
    expect(text).toMatch(/psql -X -q -v ON_ERROR_STOP=1 -1/);
    expect([...text.matchAll(/-f (\/\S+)/g)].map(([, path]) => path)).toEqual([
      '/sql/begin.sql',
      '/sql/a.sql',
      '/sql/b.sql',
      '/sql/end.sql',
    ]);
  });

  test('carries its files, and the two of the machinery', () => {
    expect(Object.keys(applyStep(props).data)).toEqual(['begin.sql', 'a.sql', 'b.sql', 'end.sql']);
  });

  test('names the database in the variables of libpq, so that the command fits any server', () => {
    expect(applyStep(props).env).toEqual({
      PGAPPNAME: 'shop-schema',
      PGCONNECT_TIMEOUT: '10',
      PGDATABASE: 'shop',
      PGHOST: 'db.shop.svc.cluster.local',
      PGPORT: '6543',
      PGUSER: 'owner',
    });
    expect(Object.keys(applyStep(props).secrets)).toEqual(['PGPASSWORD']);
  });

  test('changes its checksum with any file, and with their order', () => {
    const of = (...texts: string[]): string =>
      applyStep({
        ...props,
        folder: { path: '/sql', files: texts.map((text, index) => ({ name: `${index}.sql`, text })) },
      }).checksum;
    expect(new Set([of('a', 'b'), of('a', 'c'), of('b', 'a')]).size).toBe(3);
    const shell = execFileSync('sha256sum', { input: 'SELECT 1;\nSELECT 2;\n', encoding: 'utf8' });
    expect(shell.startsWith(applyStep(props).checksum)).toBe(true);
  });

  test('tells what it needs of another step', () => {
    const text = script(applyStep({ ...props, needs: { name: 'shop-base', version: 4 } }));
    expect(text).toContain('-v needs_step=shop-base');
    expect(text).toContain('-v needs_version=4');
  });

  test.each([0, -1, 1.5, Number.NaN])('refuses the version %p', version => {
    expect(() => applyStep({ ...props, version })).toThrow(
      `step shop-schema: version ${version}, expected a whole number from 1`,
    );
  });

  test('is a program that bash reads', () => {
    const steps = [applyStep(props), checkStep({ ...props, login: { role: 'app', passwordVariable: 'APP' } })];
    for (const step of steps)
      expect(spawnSync('bash', ['-n', '-c', script(step)], { encoding: 'utf8' }).stderr).toBe('');
  });

  test('has nothing that Kubernetes would replace: `$(NAME)` of a variable, and `$$`', () => {
    const text = script(checkStep({ ...props, login: { role: 'app', passwordVariable: 'APP' } }));
    const names = ['PGPASSWORD', 'APP', ...Object.keys(applyStep(props).env)];
    expect(names.filter(name => text.includes(`$(${name})`))).toEqual([]);
    expect(text).not.toContain('$$');
  });
});

describe('a step that only looks', () => {
  test('runs the files that it compares with first, and says which folders it reads', () => {
    const step = checkStep({ ...props, compareWith: [{ path: '/data', files: [{ name: 'rows.sql', text: '' }] }] });
    expect([...script(step).matchAll(/-f (\/\S+)/g)].map(([, path]) => path)).toEqual([
      '/data/rows.sql',
      '/sql/a.sql',
      '/sql/b.sql',
    ]);
    expect([step.reads, Object.keys(step.data)]).toEqual([['/data'], ['a.sql', 'b.sql']]);
  });

  test('logs the application in, too', () => {
    const text = script(checkStep({ ...props, login: { role: 'app', passwordVariable: 'APP' } }));
    expect(text).toContain('PGPASSWORD="$APP" psql -X -q -A -t -U app');
  });
});

describe('a script of versions', () => {
  test('runs each version where it is not there yet', () => {
    const text = versionedScript(['CREATE TABLE a ();', 'CREATE TABLE b ();']);
    expect(text).toMatch(/< 1 AS due \\gset\n\\if :due\nCREATE TABLE a \(\);\n\\endif/);
    expect(text).toMatch(/< 2 AS due \\gset\n\\if :due\nCREATE TABLE b \(\);\n\\endif/);
  });

  test('keeps the text before, when a version is added', () => {
    const one = versionedScript(['CREATE TABLE a ();']);
    expect(versionedScript(['CREATE TABLE a ();', 'SELECT 1;']).startsWith(one.trimEnd())).toBe(true);
  });
});
