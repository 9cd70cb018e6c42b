import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubeAccess, KubeClient, startPrometheus, toolPlaces } from '../../src/proving-ground';
import { endProcesses } from '../../src/proving-ground/process';
import { realModel } from '../real-model';
import { committedDist, ROOT } from './committed-objects';
import { comesToBe } from './ground';
import { plantDecoys, withoutQuotas, type Decoys } from './prometheus-files/decoys';
import { complaintsOf, plantAccount, plantedJobs } from './prometheus-files/planted';
import { meantBy, misfound, podsOf, type Monitored } from './prometheus-files/targets';
import { committedRules, toldOf, type Told } from './prometheus-files/told';
import { AskedPrometheus } from './prometheus-operator/asked-prometheus';
import { groupsIn, madeBy } from './prometheus-operator/complaints';
import { nearby, type Configuration, type Discovery, type Generated } from './prometheus-operator/generated';
import { readByToken, type KubeletJob } from './prometheus-operator/kubelet';
import { Scene } from './prometheus-operator/scene';
import { unavailable } from './running/complaints';
import { settled } from './running/settled';
import { workloadsOf } from './running/workloads';

/** Longest that anything here may take, in seconds. */
const SETTLE = 180;
const places = toolPlaces(ROOT);
const { declarations, environments, manifests } = realModel();
const isOperated = (environment: string): boolean =>
  manifests.some(each => each.environment === environment && each.object.kind === 'Prometheus');
const cases = environments
  .filter(({ name }) => !isOperated(name))
  .map(({ name, cluster }) => ({
    environment: name,
    cluster,
    monitors: declarations.filter((each): each is Monitored => each.type === 'monitor' && each.environment === name),
  }))
  .filter(({ monitors }) => monitors.length > 0);

test('some environments are watched by files', () => {
  expect(cases.map(({ environment }) => environment)).toEqual(expect.arrayContaining(['fablink-dev', 'tripgen-dev']));
});

describe.each(cases)('what the Prometheus of $environment finds', ({ environment, cluster, monitors }) => {
  let scene: Scene;
  let told: Told;
  let own: Discovery;
  /** Pods that look like those of a monitor. */
  const decoys = new Map<Monitored, Decoys>();

  const jobsIn = ({ scrape_configs }: Configuration): readonly string[] => scrape_configs.map(each => each.job_name);
  const folder = (name: string): string => {
    const path = join(scene.plane.state, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const meant = async (all: readonly Monitored[]): Promise<readonly string[]> =>
    (await Promise.all(all.map(monitor => meantBy(scene.plane.client, monitor)))).flat();

  /** Asks a real Prometheus, outside of the cluster, that is told the same but for where the API server is. */
  const asked = async (
    name: string,
    generated: Generated,
    discoveryOf: (job: string) => Discovery,
    ask: (real: AskedPrometheus) => Promise<void>,
  ): Promise<void> => {
    const state = folder(name);
    try {
      const config = nearby(generated, state, discoveryOf);
      await ask(new AskedPrometheus(await startPrometheus({ places, state, config })));
    } finally {
      await endProcesses(state);
    }
  };
  const complaints = async (
    real: AskedPrometheus,
    of: readonly Monitored[],
    configuration: Configuration,
  ): Promise<readonly string[]> =>
    misfound(
      await real.found(),
      await meant(of),
      jobsIn(configuration),
      [...decoys.values()].flatMap(each => [...each.values()]),
    );

  beforeAll(async () => {
    scene = await Scene.start(environment, cluster);
    const { client } = scene.plane;
    const workloads = workloadsOf(committedDist(environment));
    await settled(() => unavailable(client, workloads, 'min'), 'every workload is available', SETTLE);
    told = await toldOf(client, scene.objects);
    own = scene.asServiceAccount(told.account, told.namespace);
    await withoutQuotas(client, scene.objects);
    for (const [index, monitor] of monitors.entries()) {
      const [like] = await podsOf(client, monitor);
      if (like) decoys.set(monitor, await plantDecoys(client, monitor, like, index));
    }
  });
  afterAll(() => scene?.stop());
  afterEach(() => scene?.plane.check());

  test('with the rights of its own ServiceAccount: all pods and nodes that are declared to be read, no other, and every rule', async () => {
    const counts = await Promise.all(monitors.map(async each => [each.job, (await meant([each])).length] as const));
    expect(counts.filter(([, count]) => count === 0)).toEqual([]);
    await asked(
      'real',
      told,
      () => own,
      async real => {
        await settled(() => complaints(real, monitors, told.configuration), 'exactly what is declared', SETTLE);
        await comesToBe(
          async () => [...(await real.rules())].sort(),
          [...committedRules(scene.objects)].sort(),
          SETTLE,
        );
      },
    );
  });

  test('its token may read what kubelets tell, and neither go through them nor read secrets', async () => {
    const token = readFileSync(own.authorization?.credentials_file ?? '', 'utf8');
    const itself = new KubeClient({ ...kubeAccess(scene.plane.kubeconfig), token });
    const may = async (verb: string, resource: string, subresource?: string): Promise<boolean> => {
      const resourceAttributes = { verb, resource, ...(subresource && { subresource }) };
      const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', metadata: {} };
      const { object } = await itself.create({ ...review, spec: { resourceAttributes } });
      return (object.status as { allowed: boolean }).allowed;
    };
    try {
      expect(await may('get', 'nodes', 'metrics')).toBe(true);
      expect(await may('get', 'nodes', 'proxy')).toBe(false);
      expect(await may('list', 'secrets')).toBe(false);
    } finally {
      itself.close();
    }
  });

  const ofKubelets = monitors.filter(({ endpoint }) => endpoint.type === 'outside').map(({ job }) => job as KubeletJob);

  test.each(ofKubelets)('and it reads of a kubelet %s, by the token of its pod', async name => {
    const { namespace } = told;
    await readByToken(told, { job: name, name, namespace }, own, { places, state: folder(name) });
  });

  test('planted: a wrong label, a step or a right that is missing, and rules that are not mounted are seen', async () => {
    const { client } = scene.plane;
    const [ofPods, ofNodes] = (['pods', 'outside'] as const).map(type =>
      monitors.find(({ endpoint }) => endpoint.type === type),
    );
    if (!ofPods || !ofNodes) throw new Error('nothing to plant in');
    const jobs = plantedJobs(told.configuration, ofPods, ofNodes);
    const lacking = new Map<string, Discovery>();
    for (const { job, without } of jobs)
      if (without) {
        const account = await plantAccount(client, scene.objects, told, without);
        lacking.set(job.job_name, scene.asServiceAccount(account, told.namespace));
      }
    const [[unread, unreadText] = ['', ''], ...rules] = Object.entries(told.rules);
    expect(unread).not.toBe('');
    const planted: Generated = {
      configuration: {
        ...told.configuration,
        scrape_configs: [...told.configuration.scrape_configs, ...jobs.map(({ job }) => job)],
      },
      rules: Object.fromEntries(rules),
    };
    const expected = (
      await Promise.all(jobs.map(each => complaintsOf(client, each, decoys.get(ofPods) ?? new Map())))
    ).flat();
    await asked(
      'planted',
      planted,
      job => lacking.get(job) ?? own,
      async real => {
        const all = [...monitors, ...jobs.map(({ monitor }) => monitor)];
        const said = async (): Promise<readonly string[]> => complaints(real, all, planted.configuration);
        await comesToBe(said, expect.arrayContaining(expected));
        await comesToBe(async () => (await said()).filter(each => !each.startsWith('planted-')), []);
        await comesToBe(async () => (await real.refusals()) > 0, true);
        const loaded = [...(await real.rules())];
        expect(committedRules(scene.objects).filter(each => !loaded.includes(each))).toEqual(
          madeBy(groupsIn(unreadText)),
        );
      },
    );
  });
});
