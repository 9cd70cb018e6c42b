import { annotationsOf, CONTAINER, dev, sizeOf, variable } from './output';

const value = (kindAndName: string, path: string) => dev.value(kindAndName, path);

/** The document's three Jobs, in its order. */
const JOBS = ['database-schema-init', 'sample-data-load', 'data-validation'] as const;

const command = (job: string) => (value(`Job/${job}`, `${CONTAINER}.command`) as string[]).join('\n');

/** ConfigMap that a Job mounts at a folder. */
function mounted(job: string, folder: string): string | undefined {
  const mounts = value(`Job/${job}`, `${CONTAINER}.volumeMounts`) as { mountPath: string; name: string }[];
  const volumes = value(`Job/${job}`, 'spec.template.spec.volumes') as { name: string; configMap?: { name: string } }[];
  const name = mounts.find(each => each.mountPath === folder)?.name;
  return volumes.find(each => each.name === name)?.configMap?.name;
}

test('TG-07 schema, then sample data, then validation: each waits for the wave before', () => {
  const waves = JOBS.map(job => Number(annotationsOf(dev.object(`Job/${job}`))['argocd.argoproj.io/sync-wave']));
  expect(waves).toEqual([...waves].sort((one, other) => one - other));
  expect(new Set(waves).size).toBe(3);
  const wave = (kindAndName: string) => Number(annotationsOf(dev.object(kindAndName))['argocd.argoproj.io/sync-wave']);
  expect(wave('StatefulSet/postgresql')).toBeLessThan(Math.min(...waves));
  expect(wave('Deployment/trip-service')).toBeGreaterThan(Math.max(...waves));
});

test.each(JOBS)('TG-07, TG-20 %s keeps its name, tries three times more, and never restarts in place', job => {
  expect(value(`Job/${job}`, 'spec.backoffLimit')).toBe(3);
  expect(value(`Job/${job}`, 'spec.template.spec.restartPolicy')).toBe('Never');
});

test.each([
  ['database-schema-init', 'postgres-client', '100m/128Mi → 500m/256Mi'],
  ['sample-data-load', 'data-loader', '200m/256Mi → 1000m/512Mi'],
])('TG-20 %s runs the container %s with %s', (job, container, size) => {
  expect(value(`Job/${job}`, `${CONTAINER}.name`)).toBe(container);
  expect(sizeOf(dev, `Job/${job}`)).toBe(size);
});

test.each(JOBS)('TG-20 %s works as postgres on tripgen at the document’s host, with its password', job => {
  const of = (name: string) => variable(dev, `Job/${job}`, name);
  expect([of('PGHOST'), of('PGUSER'), of('PGDATABASE')]).toEqual([
    'postgresql.tripgen-dev.svc.cluster.local',
    'postgres',
    'tripgen',
  ]);
  expect(value(`Job/${job}`, `${CONTAINER}.env`)).toContainEqual({
    name: 'PGPASSWORD',
    valueFrom: { secretKeyRef: { name: 'postgresql-init-secret', key: 'password' } },
  });
});

test.each(JOBS)(
  'TG-07 %s waits for the server, and its statements are one transaction that the first error ends',
  job => {
    expect(command(job)).toMatch(/until .*SELECT 1[\s\S]*WAIT_SECONDS/);
    const runs = command(job)
      .split('\n')
      .filter(line => /psql .*ON_ERROR_STOP/.test(line));
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatch(/psql -X -q -v ON_ERROR_STOP=1 -1 /);
  },
);

test('TG-07, TG-20 the ConfigMaps and files have the document’s names', () => {
  expect(mounted('database-schema-init', '/scripts')).toBe('database-init-scripts');
  expect(command('database-schema-init')).toContain('-f /scripts/schema.sql');
  expect(mounted('sample-data-load', '/data')).toBe('sample-data-scripts');
  for (const file of ['users', 'locations', 'ai-test-data']) {
    expect(command('sample-data-load')).toContain(`-f /data/${file}.sql`);
  }
});

test('TG-20 after DROP SCHEMA public the Jobs rebuild everything: the history of steps lies in that schema', () => {
  const begin = String(value('ConfigMap/database-init-scripts', 'data.begin\\.sql'));
  expect(begin).toContain('CREATE TABLE IF NOT EXISTS public.schema_history');
  const schema = String(value('ConfigMap/database-init-scripts', 'data.schema\\.sql'));
  for (const table of ['users', 'locations', 'user_preferences']) {
    expect(schema).toContain(`CREATE TABLE public.${table} (`);
  }
});

test('TG-07, TG-20 a Job of the same name runs again when its content changed: Argo CD replaces it by force', () => {
  for (const job of JOBS) {
    expect(annotationsOf(dev.object(`Job/${job}`))['argocd.argoproj.io/sync-options']).toBe('Force=true,Replace=true');
  }
});

test('TG-11, D-07 data-validation compares with the loaded files, fails on what is off, and logs in as the services do', () => {
  expect(command('data-validation')).toContain('-f /validation/validation.sql');
  expect(command('data-validation')).toMatch(/psql .*-U tripgen_app -c 'SELECT 1'/);
  const validation = String(value('ConfigMap/data-validation-scripts', 'data.validation\\.sql'));
  expect(validation).toContain('RAISE EXCEPTION');
  expect(mounted('data-validation', '/data')).toBe('sample-data-scripts');
});
