import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SecretDeclaration } from '../../src/model';
import {
  findProgram,
  kubernetesTools,
  nearestLine,
  nodesOf,
  toolPlaces,
  type ControlPlane,
} from '../../src/proving-ground';
import { realModel } from '../real-model';
import { committedDist, ROOT } from './committed-objects';
import { ground } from './ground';
import { incomplete, notWaiting, unavailable } from './running/complaints';
import { settled } from './running/settled';
import { secretsOf, workloadsOf } from './running/workloads';

const ENVIRONMENT = 'memo-dev';

/** What Alertmanager tells people with (decision 183). */
const RECEIVERS = 'alertmanager-receivers';

/** Longest that it may take until everything runs, in seconds: Jobs that come too early try again. */
const SETTLE = 180;

const objects = committedDist(ENVIRONMENT);
const workloads = workloadsOf(objects);
const { cluster } = realModel().environments.find(({ name }) => name === ENVIRONMENT) as { cluster: Cluster };
type Cluster = ReturnType<typeof realModel>['environments'][number]['cluster'];

/** The command that makes a Secret, as docs/reference/secrets.md has it. */
function commandOf(secret: string): string {
  const { create } = realModel().declarations.find(
    each => each.environment === ENVIRONMENT && each.type === 'secret' && each.name === secret,
  ) as SecretDeclaration;
  return create.join('\n');
}

/** Nothing but Kubernetes itself: no CRDs, no add-ons, no Argo CD. */
describe('kubectl apply -k dist/memo-dev, alone on an empty cluster (MM-01, MM-09)', () => {
  const line = nearestLine(cluster.kubernetes);
  let plane: ControlPlane;
  let bin: string;

  /** A command line of the documentation, with our kubectl. */
  const typed = async (command: string, input = ''): Promise<string> => {
    const env = { PATH: `${bin}:${process.env.PATH}`, KUBECONFIG: plane.kubeconfig, HOME: bin };
    const child = promisify(execFile)('bash', ['-euc', command], { cwd: ROOT, env });
    child.child.stdin?.end(input);
    return (await child).stdout;
  };

  beforeAll(async () => {
    const nodes = nodesOf(cluster.pools, 'min');
    plane = await ground('memo-alone', {
      kubernetes: line,
      runs: 'pods',
      nodes,
      serviceCidr: cluster.network.serviceCidr,
    });
    bin = mkdtempSync(join(tmpdir(), 'garam-kubectl-'));
    symlinkSync(findProgram(toolPlaces(ROOT), kubernetesTools[line], 'kubectl'), join(bin, 'kubectl'));
  });
  afterAll(async () => {
    await plane?.stop('logs');
    if (bin) rmSync(bin, { recursive: true });
  });

  test('every object is created: all kinds are Kubernetes’ own', async () => {
    const lines = (await typed('kubectl apply -k dist/memo-dev')).trim().split('\n');
    expect(lines.filter(each => !each.endsWith(' created'))).toEqual([]);
    expect(lines).toHaveLength(objects.length);
  });

  test('what reads a Secret waits for it, and says so', async () => {
    const lacking = [...workloads.services, ...workloads.jobs].filter(
      ({ spec }) => secretsOf(spec.template).length > 0,
    );
    expect(new Set(lacking.flatMap(({ spec }) => secretsOf(spec.template)))).toEqual(
      new Set(['app-secrets', RECEIVERS]),
    );
    await settled(() => notWaiting(plane.client, lacking), 'pods without their Secrets wait', SETTLE);
  });

  test('once the document’s command has made app-secrets, Memo is available and every Job complete', async () => {
    const command = commandOf('app-secrets');
    expect(command).toContain('kubectl create secret generic app-secrets');
    expect(await typed(command, 'a-password\n')).toContain('secret/app-secrets created');
    const made = await typed('kubectl get secret app-secrets -n memo-dev -o jsonpath={.data}');
    expect(JSON.parse(made)).toEqual({ 'db-password': encoded('a-password'), 'db-user': encoded('memo_user') });
    await settled(() => incomplete(plane.client, workloads.jobs), 'every Job completes', SETTLE);
    const services = workloads.services.filter(({ spec }) => !secretsOf(spec.template).includes(RECEIVERS));
    expect(services).toHaveLength(workloads.services.length - 1);
    await settled(() => unavailable(plane.client, { ...workloads, services }, 'min'), 'Memo is available', SETTLE);
  });

  test('Alertmanager alone waits for the address of Slack, until somebody enters it', async () => {
    await typed(commandOf(RECEIVERS), 'https://slack.example.com\n');
    await settled(() => unavailable(plane.client, workloads, 'min'), 'every workload is available', SETTLE);
  });

  test('a second time nothing starts anew', async () => {
    const versions = (): Promise<string> =>
      typed(
        'kubectl get deployments,statefulsets,jobs,pods -n memo-dev -o ' +
          `jsonpath='{range .items[*]}{.kind}/{.metadata.name} {.metadata.uid} {.metadata.generation}{"\\n"}{end}'`,
      );
    const before = await versions();
    await typed('kubectl apply -k dist/memo-dev');
    expect(before.trim().split('\n').length).toBeGreaterThan(workloads.services.length + workloads.jobs.length);
    expect(await versions()).toBe(before);
  });
});

const encoded = (text: string): string => Buffer.from(text).toString('base64');
