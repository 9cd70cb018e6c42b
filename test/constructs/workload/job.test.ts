import { Duration } from 'cdk8s';
import { ConfigMap, Job, size, type JobProps } from '../../../src/constructs/workload';
import { CLOUDLESS_CLUSTER, objectOf, objectsOf, testSystem, WATCHER } from '../place';
import { read } from '../read';

const props: JobProps = {
  namespace: 'shop',
  run: 'per-content',
  image: { repository: 'registry.example.com/job', tag: '1.0.0' },
  command: ['migrate'],
  size: size('100m', '128Mi', '200m', '256Mi'),
  user: 1000,
  deadline: Duration.minutes(10),
};

function job(changes: Partial<JobProps> = {}, data?: Record<string, string>) {
  const system = testSystem();
  const config = data && new ConfigMap(system.app, 'config', { namespace: 'shop', data });
  new Job(system.app, 'migrate', { ...props, ...changes, ...(config && { config }) });
  const found = objectsOf(system).find(object => object.kind === 'Job');
  if (!found) throw new Error('no Job');
  return found;
}

describe('a job', () => {
  test('always has a deadline, never restarts a container, and gives up after its retries', () => {
    expect(read(job(), 'spec.activeDeadlineSeconds')).toBe(600);
    expect(read(job(), 'spec.template.spec.restartPolicy')).toBe('Never');
    expect(read(job(), 'spec.backoffLimit')).toBe(3);
    expect(read(job({ retries: 1 }), 'spec.backoffLimit')).toBe(1);
  });

  test('carries a hash of its content in its name: the same content, the same name', () => {
    expect(job().metadata.name).toMatch(/^migrate-[0-9a-f]{10}$/);
    expect(job().metadata.name).toBe(job().metadata.name);
  });

  test('gets a new name with a new image and with a new configuration', () => {
    const image = { repository: 'registry.example.com/job', tag: '1.0.1' };
    const names = [job(), job({ image }), job({}, { KEY: 'a' }), job({}, { KEY: 'b' })].map(each => each.metadata.name);
    expect(new Set(names).size).toBe(4);
  });

  test('runs before services, in the wave of initialisation', () => {
    expect(job().metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '-10' });
  });

  test('keeps its name as a hook after the sync, replaced by the next one', () => {
    const hook = job({ run: 'after-sync' });
    expect(hook.metadata.name).toBe('migrate');
    expect(hook.metadata.annotations).toEqual({
      'argocd.argoproj.io/hook': 'PostSync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    });
  });

  test('on demand is a CronJob that is suspended and never runs beside itself', () => {
    const system = testSystem();
    new Job(system.app, 'migrate', { ...props, run: 'on-demand' });
    const cronJob = objectOf(system, 'CronJob', 'migrate');
    expect(read(cronJob, 'spec.suspend')).toBe(true);
    expect(read(cronJob, 'spec.concurrencyPolicy')).toBe('Forbid');
  });
});

describe('a job that fails', () => {
  const told = (changes: Partial<JobProps>) => {
    const system = testSystem(CLOUDLESS_CLUSTER, WATCHER);
    new Job(system.app, 'migrate', { ...props, ...changes });
    const [job] = objectsOf(system).filter(({ kind }) => kind === 'Job');
    const alerts = objectsOf(system)
      .filter(({ kind }) => kind === 'PrometheusRule')
      .map(object => read(object, 'spec.groups.0.rules') as readonly Record<string, unknown>[]);
    return { name: job?.metadata.name, alerts: alerts.flat() };
  };
  const databases = [{ database: 'shop', workers: 1, connections: 1 }];

  test('is told as critical where it opens a database, by the name that it has with its content', () => {
    const { name, alerts } = told({ databases });
    expect(name).toMatch(/^migrate-/);
    expect(alerts).toEqual([
      expect.objectContaining({
        alert: 'DataInitFailed',
        expr: `max(kube_job_failed{namespace="shop",job_name="${name}",condition="true"}) == 1`,
        for: '0m',
        labels: {
          ...{ namespace: 'shop', service: 'migrate', job_name: name },
          ...{ severity: 'critical', system: 'shop', team: 'shop' },
        },
      }),
    ]);
  });

  test.each(['on-change', 'after-sync'] as const)('is told as a warning where it opens none: %s', run => {
    const { name, alerts } = told({ run });
    expect(name).toBe('migrate');
    expect(alerts).toMatchObject([{ alert: 'JobFailed', labels: { severity: 'warning', job_name: 'migrate' } }]);
  });

  test('is not told where a person starts it and looks', () => {
    expect(told({ run: 'on-demand', databases }).alerts).toEqual([]);
  });

  test('is not told where nobody watches', () => {
    const system = testSystem();
    new Job(system.app, 'migrate', { ...props, databases });
    expect(objectsOf(system).filter(({ kind }) => kind === 'PrometheusRule')).toEqual([]);
  });
});
