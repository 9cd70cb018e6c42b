import { Duration } from 'cdk8s';
import { applyStep, SqlJob, type SqlJobProps } from '../../../src/constructs/data-init';
import { size } from '../../../src/constructs/workload';
import { objectOf, testSystem } from '../place';
import { read } from '../read';

const step = (text: string) =>
  applyStep({
    name: 'schema-init',
    version: 1,
    folder: { path: '/scripts', files: [{ name: 'schema.sql', text }] },
    into: { host: 'postgresql', user: 'postgres', database: 'shop' },
    secrets: { APP_PASSWORD: { meaning: 'password of the application', optional: true } },
  });

const props: SqlJobProps = {
  namespace: 'shop',
  step: step('SELECT 1;\n'),
  configMap: 'init-scripts',
  image: { repository: 'docker.io/library/postgres', tag: '16.14-bookworm' },
  user: 999,
  size: size('100m', '128Mi', '500m', '256Mi'), // TG-20
  containerName: 'client',
  server: {
    type: 'pods',
    service: 'postgresql',
    namespace: 'shop',
    selector: { app: 'db' },
    port: 5432,
    protocol: 'TCP',
  },
  use: { database: 'postgresql', workers: 1, connections: 1 },
  secrets: { PGPASSWORD: { secret: 'init', key: 'password' }, APP_PASSWORD: { secret: 'app', key: 'password' } },
  deadline: Duration.minutes(15),
  position: 2,
};

function job(changes: Partial<SqlJobProps> = {}) {
  const system = testSystem();
  new SqlJob(system.app, 'schema-init', { ...props, ...changes });
  return objectOf(system, 'Job', 'schema-init');
}
const container = (path: string) => read(job(), `spec.template.spec.containers.0.${path}`);
const hash = (of: ReturnType<typeof job>) => read(of, 'spec.template.metadata.annotations');

describe('a Job that runs SQL', () => {
  test('keeps its name and is replaced when its files changed, and only then (TG-07, TG-20)', () => {
    expect(job().metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-options': 'Force=true,Replace=true',
      'argocd.argoproj.io/sync-wave': '-8',
    });
    expect(hash(job())).toEqual(hash(job()));
    expect(hash(job({ step: step('SELECT 2;\n') }))).not.toEqual(hash(job()));
  });

  test('tries three times more, restarts no container, and writes to /tmp alone', () => {
    expect(read(job(), 'spec')).toMatchObject({ backoffLimit: 3, activeDeadlineSeconds: 900 });
    expect(read(job(), 'spec.template.spec.restartPolicy')).toBe('Never');
    expect(container('volumeMounts')).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'scripts', mountPath: '/scripts', readOnly: true },
    ]);
  });

  test('takes each secret variable from its Secret; without an optional one it starts all the same', () => {
    expect((container('env') as object[]).slice(-2)).toEqual([
      { name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'init', key: 'password' } } },
      { name: 'APP_PASSWORD', valueFrom: { secretKeyRef: { name: 'app', key: 'password', optional: true } } },
    ]);
  });

  test('is refused where a variable has no source, or a source is for none', () => {
    const { PGPASSWORD } = props.secrets as Required<typeof props.secrets>;
    const secrets = { PGPASSWORD: PGPASSWORD as NonNullable<typeof PGPASSWORD> };
    expect(() => job({ secrets })).toThrow(/its secret variables are PGPASSWORD, APP_PASSWORD, got PGPASSWORD;/);
    expect(() => job({ secrets: { ...props.secrets, OTHER: { secret: 'a', key: 'b' } } })).toThrow(/got .*OTHER/);
  });

  test('reads the files of Jobs before it, and runs again when those changed', () => {
    function reader(text: string) {
      const system = testSystem();
      const first = new SqlJob(system.app, 'schema-init', { ...props, step: step(text) });
      const own = applyStep({
        name: 'check',
        version: 1,
        folder: { path: '/checks', files: [] },
        into: { host: 'postgresql', user: 'postgres', database: 'shop' },
      });
      const secrets = { PGPASSWORD: { secret: 'init', key: 'password' } };
      new SqlJob(system.app, 'check', { ...props, step: own, configMap: 'checks', reads: [first], secrets });
      return objectOf(system, 'Job', 'check');
    }
    expect(read(reader('SELECT 1;\n'), 'spec.template.spec.volumes')).toContainEqual({
      name: 'scripts',
      configMap: { name: 'init-scripts' },
    });
    expect(hash(reader('SELECT 2;\n'))).not.toEqual(hash(reader('SELECT 1;\n')));
  });
});
