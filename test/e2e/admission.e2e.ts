import type { KubeObject } from '../../src/model';
import {
  establishCrds,
  KubeError,
  nearestLine,
  type ControlPlane,
  type KubernetesLine,
  type LiveObject,
} from '../../src/proving-ground';
import { realModel } from '../real-model';
import { differences } from './added-by-server';
import {
  committedArgoCd,
  committedCrds,
  committedDist,
  committedFiles,
  type CommittedObject,
} from './committed-objects';
import { eventually, ground } from './ground';
import { podTemplates, type PodTemplate } from './pod-templates';
import { defaultsThatNobodySets, unlisted } from './server-defaults';

const NEWEST: KubernetesLine = '1.36';

const cases = realModel().environments.flatMap(({ name, cluster }) =>
  [...new Set([nearestLine(cluster.kubernetes), NEWEST])].map(line => ({ environment: name, line })),
);

/** One complaint for each object that is refused or draws a warning; empty when all is well. */
async function applied(
  { client }: ControlPlane,
  objects: readonly CommittedObject[],
  seen: (object: CommittedObject, live: LiveObject) => readonly string[] = () => [],
): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const committed of objects) {
    try {
      const { object, warnings } = await client.apply(committed.object, { text: committed.text });
      complaints.push(...[...warnings, ...seen(committed, object)].map(what => `${committed.path}: ${what}`));
    } catch (error) {
      if (!(error instanceof KubeError)) throw error;
      complaints.push(`${committed.path}: refused: ${error.message}`);
    }
  }
  return complaints;
}

const namespaceOf = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

describe.each(cases)('$environment on Kubernetes $line', ({ environment, line }) => {
  const objects = committedDist(environment);
  const templates = podTemplates(realModel(), environment, objects);
  let plane: ControlPlane;

  beforeAll(async () => {
    const serviceCidr = realModel().environments.find(({ name }) => name === environment)?.cluster.network.serviceCidr;
    plane = await ground(`admission-${environment}-${line}`, {
      kubernetes: line,
      runs: 'admission',
      ...(serviceCidr === undefined ? {} : { serviceCidr }),
    });
    await establishCrds(plane.client, committedCrds());
  });

  afterAll(() => plane?.stop('logs'));
  afterEach(() => plane?.check());

  test('every file of dist/ lies in an Application', () => {
    expect(objects.map(({ path }) => path).sort()).toEqual([...committedFiles(environment)].sort());
  });

  test('every object of dist/ is accepted in the order of the waves, without a warning', async () => {
    expect(await applied(plane, objects)).toEqual([]);
  });

  test('a second apply changes nothing', async () => {
    await quotasAreCounted(plane);
    const versions = new Map<string, string | undefined>();
    for (const { path, object } of objects)
      versions.set(path, (await plane.client.get(object))?.metadata.resourceVersion);
    const changed = await applied(plane, objects, ({ path }, live) =>
      live.metadata.resourceVersion === versions.get(path) ? [] : [`changed by the second apply`],
    );
    expect(changed).toEqual([]);
  });

  test('the server adds nothing to dist/ but its listed defaults', async () => {
    const added: string[] = [];
    for (const { path, object, text } of objects) {
      const { object: theirs } = await plane.client.apply(object, { text, dryRun: true });
      added.push(...unlisted(object, differences(object, theirs)).map(what => `${path}: ${what}`));
    }
    expect(added).toEqual([]);
  });

  test('every object of argocd/ is accepted, without a warning', async () => {
    await plane.client.apply(namespaceOf('argocd'));
    expect(await applied(plane, committedArgoCd(environment))).toEqual([]);
  });

  test('every pod that may exist at the same time passes Pod Security and the quota', async () => {
    await quotasAreCounted(plane);
    const complaints: string[] = [];
    for (const template of templates) complaints.push(...(await expanded(plane, template)));
    expect(templates.length).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });

  test('one pod more than the quota allows is refused', async () => {
    const namespaces = [...new Set(templates.map(({ namespace }) => namespace))];
    const told: string[] = [];
    for (const namespace of namespaces) {
      const template = templates.find(each => each.namespace === namespace) as PodTemplate;
      told.push(await untilRefused(plane, template));
    }
    expect(told).toEqual(
      namespaces.map(() => expect.stringMatching(/exceeded quota: \S+, requested: .*, used: .*, limited: /)),
    );
  });
});

test('every listed default is one that a server sets', () => {
  expect(defaultsThatNobodySets()).toEqual([]);
});

/** A quota counts for nothing before its controller has seen it. */
async function quotasAreCounted({ client }: ControlPlane): Promise<void> {
  await eventually(async () => {
    const quotas = (await client.list('v1', 'ResourceQuota')) as unknown as readonly {
      spec: { hard: object };
      status: { hard?: object };
    }[];
    const counted = quotas.every(({ spec, status }) => JSON.stringify(status.hard) === JSON.stringify(spec.hard));
    return counted && quotas.length > 0 ? true : undefined;
  }, 'every quota is counted');
}

/** Creates as many pods as are declared; what is refused or warned of is a complaint. */
async function expanded(plane: ControlPlane, template: PodTemplate): Promise<readonly string[]> {
  if (template.mostPods === undefined) return [`${template.owner}: nothing declares how many pods it has`];
  const complaints: string[] = [];
  for (let index = 0; index < template.mostPods; index++) complaints.push(...(await created(plane, template, index)));
  return complaints;
}

async function created(
  { client }: ControlPlane,
  { owner, pod }: PodTemplate,
  index: number,
): Promise<readonly string[]> {
  try {
    const name = `${pod.metadata.name}-${index}`;
    const { warnings } = await client.create({ ...pod, metadata: { ...pod.metadata, name } });
    return warnings.map(warning => `${owner}, pod ${index}: ${warning}`);
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    return [`${owner}, pod ${index}: ${error.message}`];
  }
}

/** More pods, until the server refuses one. @returns what it says; nothing when it took far too many */
async function untilRefused(plane: ControlPlane, template: PodTemplate): Promise<string> {
  for (let index = 1000; index < 1100; index++) {
    const [complaint] = await created(plane, template, index);
    if (complaint !== undefined) return complaint;
  }
  return `${template.owner}: a hundred pods more were taken`;
}
