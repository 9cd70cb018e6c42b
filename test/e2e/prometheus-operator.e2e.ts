import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import type { KubeObject, RenderedManifest } from '../../src/model';
import { amtool, findProgram, prometheus, startPrometheus, toolPlaces } from '../../src/proving-ground';
import { endProcesses } from '../../src/proving-ground/process';
import { realModel } from '../real-model';
import { ROOT } from './committed-objects';
import { eventually } from '../eventually';
import { comesToBe } from './ground';
import { AskedPrometheus } from './prometheus-operator/asked-prometheus';
import {
  groupsOf,
  madeBy,
  miscounted,
  monitorsIn,
  nameOf,
  rulesIn,
  withoutFile,
  withoutJob,
} from './prometheus-operator/complaints';
import { generatedFor, nearby, writeAlertmanager, type Generated } from './prometheus-operator/generated';
import { assumedOf, unlike, type Assumed, type StatefulSet } from './prometheus-operator/operator-pods';
import { jobOf, readByToken, type KubeletJob } from './prometheus-operator/kubelet';
import { plantedIn } from './prometheus-operator/planted';
import { Scene } from './prometheus-operator/scene';
import { isReady, livePods, stateOf } from './running/live-pods';
import { settled } from './running/settled';

/** Longest that anything here may take, in seconds. */
const SETTLE = 180;
const run = promisify(execFile);
const places = toolPlaces(ROOT);
const cases = realModel()
  .environments.filter(({ name }) =>
    realModel().manifests.some(({ environment, object }) => environment === name && object.kind === 'Prometheus'),
  )
  .map(({ name, cluster }) => ({ environment: name, cluster }));

test('some environments have a Prometheus', () => {
  expect(cases.map(({ environment }) => environment)).toEqual(expect.arrayContaining(['fablink-prod', 'learn']));
});

describe.each(cases)('the real operator in $environment', ({ environment, cluster }) => {
  let scene: Scene;
  let generated: Generated;
  let served: KubeObject;

  const operated = (): readonly RenderedManifest[] =>
    realModel().manifests.filter(
      each => each.environment === environment && ['Prometheus', 'Alertmanager'].includes(each.object.kind),
    );
  const statefulSetOf = async ({ kind, metadata }: KubeObject): Promise<StatefulSet | undefined> => {
    const key = { name: `${kind.toLowerCase()}-${metadata.name}`, namespace: metadata.namespace };
    const metadataOf = key as KubeObject['metadata'];
    return (await scene.plane.client.get({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: metadataOf })) as
      StatefulSet | undefined;
  };
  const folder = (name: string): string => {
    const path = join(scene.plane.state, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  /** The operator's latest, once `complaints` has none of it. */
  const latest = async (complaints: (each: Generated) => readonly string[], what: string): Promise<Generated> => {
    let last: Generated | undefined;
    await settled(
      async () => {
        last = await generatedFor(scene.plane.client, served);
        return last === undefined ? ['nothing is generated'] : complaints(last);
      },
      what,
      SETTLE,
    );
    return last as unknown as Generated;
  };
  const checked = async (each: Generated, name: string): Promise<string> => {
    const { serviceAccountName } = served.spec as unknown as { serviceAccountName: string };
    const discovery = scene.asServiceAccount(serviceAccountName, served.metadata.namespace ?? '');
    const file = join(folder(name), 'prometheus.yaml');
    writeFileSync(file, stringify(nearby(each, folder(name), () => discovery)));
    const { stdout } = await run(findProgram(places, prometheus, 'promtool'), ['check', 'config', file]);
    return stdout;
  };

  beforeAll(async () => {
    scene = await Scene.start(environment, cluster);
    served = scene.of('Prometheus')[0] as KubeObject;
    generated = await latest(
      each => [
        ...withoutJob(monitorsIn(scene.objects), each.configuration),
        ...withoutFile(rulesIn(scene.objects), each),
      ],
      'every monitor has its job and every rule its file',
    );
  });
  afterAll(() => scene?.stop());
  afterEach(() => scene?.plane.check());

  test('refuses none of our objects', async () => {
    expect(monitorsIn(scene.objects).length).toBeGreaterThan(2);
    await settled(async () => miscounted(await scene.metrics(), scene.objects), 'all objects are taken', SETTLE);
  });

  test('makes a configuration that promtool finds no fault with', async () => {
    const said = await checked(generated, 'checked');
    expect(said).toMatch(/SUCCESS: .* is valid prometheus config file syntax/);
    expect(said.match(/SUCCESS: \d+ rules found/g)).toHaveLength(rulesIn(scene.objects).length);
    const { configuration } = generated;
    const [first] = configuration.scrape_configs;
    const twice = { ...configuration, scrape_configs: [...configuration.scrape_configs, ...(first ? [first] : [])] };
    await expect(checked({ ...generated, configuration: twice }, 'twice')).rejects.toThrow(/multiple scrape configs/);
  });

  test.each([
    ['what containers use and may use', 'kubelet'],
    ['how full volumes are', 'kubelet-volumes'],
  ] as const)('has a real Prometheus read of a kubelet %s, by the token of its pod', async (_, name: KubeletJob) => {
    const [job] = scene
      .of('ScrapeConfig')
      .filter(({ metadata }) => metadata.name === name)
      .map(jobOf);
    // Of containers only some environments want to hear.
    if (job === undefined) return expect(name).toBe('kubelet');
    const { namespace = '' } = served.metadata;
    const discovery = scene.asServiceAccount('prometheus', namespace);
    await readByToken(generated, { job, name, namespace }, discovery, { places, state: folder(name) });
  });

  test('makes a configuration of Alertmanager that amtool finds no fault with', async () => {
    for (const alertmanager of scene.of('Alertmanager')) {
      const path = await eventually(
        () => writeAlertmanager(scene.plane.client, alertmanager, folder('alertmanager')),
        'the configuration of Alertmanager',
        SETTLE,
      );
      const { stdout } = await run(findProgram(places, amtool, 'amtool'), ['check-config', path]);
      expect(stdout).toContain('SUCCESS');
      expect(stdout).toContain('1 templates');
      const broken = join(folder('alertmanager'), 'broken.yaml');
      writeFileSync(broken, readFileSync(path, 'utf8').replace(/^( *)receiver: \w+$/m, '$1receiver: unheard-of'));
      const refused = run(findProgram(places, amtool, 'amtool'), ['check-config', broken]);
      await expect(refused).rejects.toMatchObject({ stdout: expect.stringContaining('unheard-of') as unknown });
    }
  });

  test('makes pods that Pod Security and the quota admit, as many as declared, and they are ready', async () => {
    for (const { object } of operated()) {
      const { replicas } = object.spec as { replicas: number };
      await settled(
        async () => {
          const made = await statefulSetOf(object);
          if (made === undefined) return [`${nameOf(object)} has no StatefulSet`];
          const pods = await livePods(
            scene.plane.client,
            object.metadata.namespace,
            made.spec.template.metadata.labels,
          );
          const lacking = pods.filter(isReady).length === replicas ? [] : [`${nameOf(object)}: ${pods.length} pods`];
          return [...lacking, ...pods.filter(pod => !isReady(pod)).map(stateOf)];
        },
        `${nameOf(object)} has its pods`,
        SETTLE,
      );
    }
  });

  test('makes pods with the labels and ports that gates and the view of the network take them for', async () => {
    for (const manifest of operated()) {
      const made = await statefulSetOf(manifest.object);
      if (made === undefined) throw new Error(`${nameOf(manifest.object)} has no StatefulSet`);
      const assumed = assumedOf(manifest);
      expect(unlike(assumed, manifest.object, made)).toEqual([]);
      const wrong: Assumed = { labels: { ...assumed.labels, 'app.kubernetes.io/name': 'else' }, ports: ['web 80/TCP'] };
      expect(unlike(wrong, manifest.object, made)).toHaveLength(2);
    }
  });

  test('makes claims by the names that the alerts on their volumes ask for', async () => {
    const all = await scene.plane.client.list('v1', 'PersistentVolumeClaim');
    const claims = all.filter(({ metadata }) => metadata.name.includes('-db-'));
    const pods = operated().reduce((sum, { object }) => sum + (object.spec as { replicas: number }).replicas, 0);
    expect(claims).toHaveLength(pods);
    const asked = rulesIn(scene.objects).flatMap(each => JSON.stringify(each).match(/[\w-]+-db-[\w-]+-\d/g) ?? []);
    expect([...new Set(asked)].sort()).toEqual(claims.map(({ metadata }) => metadata.name).sort());
  });

  test('a real Prometheus, with the rights of its own ServiceAccount, finds each monitor’s pods and every Alertmanager', async () => {
    const { serviceAccountName } = served.spec as unknown as { serviceAccountName: string };
    const discovery = scene.asServiceAccount(serviceAccountName, served.metadata.namespace ?? '');
    const state = folder('real');
    const config = nearby(generated, state, () => discovery);
    const real = new AskedPrometheus(await startPrometheus({ places, state, config }));
    try {
      await settled(() => real.withoutTarget(monitorsIn(scene.objects)), 'every monitor has a target', SETTLE);
      const most = scene.of('Alertmanager').reduce((sum, { spec }) => sum + (spec as { replicas: number }).replicas, 0);
      await settled(
        async () => ((await real.alertmanagers()) === most ? [] : [`${await real.alertmanagers()} of ${most} found`]),
        'every Alertmanager is found',
        SETTLE,
      );
      const ours = rulesIn(scene.objects).flatMap(rule => madeBy(groupsOf(rule)));
      await comesToBe(async () => [...(await real.rules())].sort(), [...ours].sort());
    } finally {
      await endProcesses(state);
    }
  });

  test('planted: what selects no pod, is not ours, asks for a key that is missing or is no PromQL is seen', async () => {
    const { deaf, foreign, keyless, misspelt } = plantedIn(scene.objects);
    for (const object of [foreign, keyless, misspelt, deaf]) await scene.plane.client.apply(object);
    const after = await latest(each => withoutJob([deaf], each.configuration), 'the planted monitor has its job');
    expect(withoutJob([deaf, keyless], after.configuration)).toEqual([`${nameOf(keyless)} has no job`]);
    expect(withoutFile([...rulesIn(scene.objects), foreign, misspelt], after)).toEqual([
      `${nameOf(foreign)} has no file`,
      `${nameOf(misspelt)} has no file`,
    ]);
    await settled(
      async () => {
        const said = miscounted(await scene.metrics(), [...scene.objects, deaf, keyless, misspelt]);
        return said.length === 2 && said.every(each => /refused 1$/.test(each)) ? [] : said;
      },
      'a refused monitor and a refused rule are counted',
      SETTLE,
    );
    await seenByPrometheus(after, deaf);
  });

  /** What selects nothing, and what is asked for without rights, has no target while all others have theirs. */
  async function seenByPrometheus(after: Generated, deaf: KubeObject): Promise<void> {
    const { namespace = '' } = served.metadata;
    const [mute] = after.configuration.scrape_configs;
    const { serviceAccountName } = served.spec as unknown as { serviceAccountName: string };
    const [own, other] = [serviceAccountName, 'default'].map(name => scene.asServiceAccount(name, namespace));
    const state = folder('planted');
    const config = nearby(after, state, job => (job === mute?.job_name ? other : own) ?? {});
    const real = new AskedPrometheus(await startPrometheus({ places, state, config }));
    try {
      const monitors = [...monitorsIn(scene.objects), deaf];
      const silenced = monitors.find(({ metadata }) =>
        mute?.job_name.includes(`/${metadata.namespace}/${metadata.name}/`),
      );
      await comesToBe(
        () => real.withoutTarget(monitors),
        [silenced, deaf].flatMap(each => (each ? [`${nameOf(each)} has no target`] : [])),
      );
    } finally {
      await endProcesses(state);
    }
  }
});
