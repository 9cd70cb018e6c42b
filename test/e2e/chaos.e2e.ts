import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import {
  establishCrds,
  findProgram,
  kubernetesTools,
  toolPlaces,
  type ControlPlane,
  type LiveObject,
} from '../../src/proving-ground';
import { eventually } from '../eventually';
import { starting } from '../systems/chaos/runbook';
import { Applications } from './argo-cd/applications';
import { OperationLog } from './argo-cd/operation-log';
import { committedCrdsOf, committedDist, ROOT } from './committed-objects';
import { ground } from './ground';
import { deliver } from './off-hours/delivery';

const API = 'chaos-mesh.org/v1alpha1';
const PAUSE = 'experiment.chaos-mesh.org/pause';
const KINDS = { 'cpu-stress': 'StressChaos', 'network-delay': 'NetworkChaos', 'pod-failure': 'PodChaos' } as const;

const run = promisify(execFile);

describe('an experiment that a person starts, beside a real Argo CD that heals', () => {
  let plane: ControlPlane;
  let applications: Applications;
  let log: OperationLog;

  /** Does what the runbook says, with the real kubectl. */
  const start = async (experiment: string): Promise<void> => {
    const kubectl = findProgram(toolPlaces(ROOT), kubernetesTools['1.30'], 'kubectl');
    const env = {
      ...process.env,
      KUBECONFIG: plane.kubeconfig,
      KUBECACHEDIR: plane.state,
      PATH: `${dirname(kubectl)}:${process.env['PATH'] ?? ''}`,
    };
    await run('bash', ['-euo', 'pipefail', '-c', starting(experiment)], { env });
  };

  const started = (kind: string): Promise<readonly LiveObject[]> => plane.client.list(API, kind, 'chaos');
  const schedule = async (name: string): Promise<LiveObject> => {
    const found = (await plane.client.list(API, 'Schedule', 'chaos')).find(({ metadata }) => metadata.name === name);
    if (found === undefined) throw new Error(`there is no Schedule ${name}`);
    return found;
  };

  beforeAll(async () => {
    plane = await ground('chaos', { kubernetes: '1.30', runs: 'admission' });
    const { client } = plane;
    const dist = committedDist('learn').map(({ object }) => object);
    const schedules = dist.filter(({ kind }) => kind === 'Schedule');
    const copies = Object.values(KINDS).map(kind => ({ apiVersion: API, kind, metadata: { name: 'any' } }));
    await establishCrds(client, committedCrdsOf([...schedules, ...copies]));
    for (const object of dist)
      if (object.kind === 'Namespace' && object.metadata.name === 'chaos') await client.create(object);
    await deliver(plane, { chaos: schedules });
    applications = new Applications(client);
    await applications.settled('chaos');
    log = await OperationLog.start(client);
  });

  afterAll(async () => {
    await log?.stop();
    await plane?.stop('logs');
  });
  afterEach(() => plane?.check());

  test.each(Object.entries(KINDS))('LP-18 the runbook’s commands start %s as a %s', async (name, kind) => {
    await start(name);
    const [only, ...others] = await started(kind);
    expect(others).toEqual([]);
    expect(only?.metadata.name).toMatch(new RegExp(`^${name}-[a-z0-9]{5}$`));
    const spec = (await schedule(name)).spec as Record<string, unknown>;
    const [, fault] = Object.entries(spec).find(([field]) => field.toLowerCase() === kind.toLowerCase()) ?? [];
    expect(fault).toBeDefined();
    expect(only?.spec).toEqual(fault);
  });

  test('LP-18 Argo CD neither removes what people started nor reports it', async () => {
    await applications.refresh('chaos');
    await applications.settled('chaos');
    await log.complete();
    for (const kind of Object.values(KINDS)) expect(await started(kind)).toHaveLength(1);
    expect(log.statesOf('chaos')).toEqual(['Synced']);
    const { resources = [] } = await applications.status('chaos');
    expect(resources.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'Schedule cpu-stress',
      'Schedule network-delay',
      'Schedule pod-failure',
    ]);
  });

  test('LP-18 an experiment that a person deletes is not made again', async () => {
    const [copy] = await started('PodChaos');
    await plane.client.remove(copy as LiveObject);
    await applications.refresh('chaos');
    await applications.settled('chaos');
    expect(await started('PodChaos')).toEqual([]);
  });

  test('LP-18 a Schedule whose pause somebody takes away is paused again: Argo CD sees its own', async () => {
    await plane.client.mergePatch(await schedule('pod-failure'), { metadata: { annotations: { [PAUSE]: 'false' } } });
    await eventually(
      async () => ((await schedule('pod-failure')).metadata.annotations?.[PAUSE] === 'true' ? true : undefined),
      'the Schedule is paused again',
    );
    await log.complete();
    expect(log.statesOf('chaos')).toContain('OutOfSync: Schedule pod-failure');
  });
});
