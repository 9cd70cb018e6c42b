import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  findProgram,
  kubernetesTools,
  startControlPlane,
  stateFolder,
  toolPlaces,
  type ControlPlane,
} from '../../../src/proving-ground';
import { blocksOf, ROOT } from '../../docs/pages';
import { folder, removeFolders, runPod, type PodSpec, type Surroundings } from './pod';
import { SECRETS, startServer, type TestServer } from './server';
import { content, DAMAGE, DATABASE, podOf, shop } from './shop';

const places = toolPlaces(ROOT);
const kubectl = findProgram(places, kubernetesTools['1.30'], 'kubectl');
const objects = shop({ type: 'pvc', storageClass: 'managed-csi', size: '4Gi' });
const blocks = blocksOf(readFileSync(join(ROOT, 'docs/runbooks/restore-postgresql.md'), 'utf8'));

/** The one block of the runbook that does something. */
function block(what: RegExp): string {
  const found = blocks.filter(text => what.test(text));
  expect(found).toHaveLength(1);
  return found[0] as string;
}

let cluster: ControlPlane;
let server: TestServer;
beforeAll(async () => {
  // No controller of Jobs runs: what the commands make stays as it was made, and is run here.
  const state = stateFolder(places, `e2e-${process.pid}-runbook`);
  cluster = await startControlPlane({ places, kubernetes: '1.30', state, runs: 'admission' });
  sh('kubectl create namespace "$namespace"');
  for (const object of objects.filter(({ kind }) => kind === 'CronJob')) {
    sh('kubectl apply --server-side --filename=-', JSON.stringify(object));
  }
  server = await startServer(objects, DATABASE);
  server.sql(content(1000));
});
afterAll(async () => {
  await server.kill();
  await cluster.stop();
  removeFolders();
});

/** Runs a block as a person does who has exported `namespace`, and prints the Job's name as its last line. */
function sh(text: string, input = ''): string {
  const { kubeconfig: KUBECONFIG, state } = cluster;
  // kubectl keeps what it learns at home, or where it stands.
  const env = { PATH: `${dirname(kubectl)}:${process.env['PATH']}`, HOME: state, KUBECONFIG, namespace: 'shop' };
  return execFileSync('bash', ['--norc', '-euo', 'pipefail', '-c', text], { env, input, encoding: 'utf8' });
}

/** Runs the Job that a block makes. */
async function job(text: string, store: string): Promise<{ readonly code: number; readonly output: string }> {
  const name = sh(`${text}\necho "$job"`).trim().split('\n').at(-1) as string;
  const { spec } = JSON.parse(sh(`kubectl -n shop get job ${name} --output=json`)) as {
    readonly spec: { readonly template: { readonly spec: PodSpec } };
  };
  const surroundings: Surroundings = {
    objects,
    claims: { 'postgresql-backup': store },
    values: SECRETS,
    env: { PGHOST: '127.0.0.1', PGPORT: String(server.port) },
  };
  return runPod(spec.template.spec, surroundings);
}

test('the runbook’s own commands make Jobs that back the database up and put it back, the newest or a named one', async () => {
  const store = folder('store');
  const before = server.dump();
  const backup = block(/create job "\$job" --from=cronjob\/postgresql-backup/).replace(/^.* wait .*$/m, '');
  const newest = block(/create job "\$job" --from=cronjob\/postgresql-restore$/m);
  const named = block(/set env --local/);

  expect((await job(backup, store)).output).toMatch(/^backup: shop-/);
  const [first = ''] = readdirSync(store).filter(name => name.endsWith('.sql.gz'));
  server.sql(DAMAGE);
  const after = server.dump();
  await new Promise(resolve => setTimeout(resolve, 1100));
  expect((await job(backup, store)).code).toBe(0);

  const ended = await job(named.replace('<name>', first), store);
  expect(ended.output).toBe(`restore: shop is as ${first} has it\n`);
  expect(server.dump()).toBe(before);
  await new Promise(resolve => setTimeout(resolve, 1100));
  expect((await job(newest, store)).code).toBe(0);
  expect(server.dump()).toBe(after);
});

test('a name reaches every container of the Job, also the one that fetches the backup first', () => {
  const pod = podOf(objects, 'postgresql-restore');
  const both = { ...pod, initContainers: [{ ...(pod.containers[0] as object), name: 'fetch' }] };
  const made = JSON.parse(
    sh(
      `kubectl set env --local --filename=- --containers='*' --output=json BACKUP=the-name`,
      JSON.stringify({
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'x' },
        spec: { template: { spec: both } },
      }),
    ),
  ) as { readonly spec: { readonly template: { readonly spec: PodSpec } } };
  const { containers, initContainers = [] } = made.spec.template.spec;
  const given = [...containers, ...initContainers].map(
    ({ env = [] }) => env.find(({ name }) => name === 'BACKUP')?.value,
  );
  expect(given).toEqual(['the-name', 'the-name']);
});
