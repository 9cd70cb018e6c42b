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
  committedCrdsOf,
  committedDist,
  committedFiles,
  committedIn,
  type CommittedObject,
} from './committed-objects';
import { eventually } from '../eventually';
import { accountsAreThere, ground } from './ground';
import { lastRelease } from './last-release';
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

/** Whether Argo CD removes an object before it applies it: a hook that says so, and what is replaced by force. */
function isRecreated({ metadata: { annotations = {} } }: KubeObject): boolean {
  const has = (name: string, word: string): boolean =>
    (annotations[`argocd.argoproj.io/${name}`] ?? '').split(',').includes(word);
  return has('hook-delete-policy', 'BeforeHookCreation') || has('sync-options', 'Force=true');
}

const namespaceOf = (name: string): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

describe.each(cases)('$environment on Kubernetes $line', ({ environment, line }) => {
  const objects = committedDist(environment);
  const release = lastRelease(environment);
  const everything = [...objects, ...committedIn(release.files, environment), ...committedArgoCd(environment)].map(
    ({ object }) => object,
  );
  const templates = podTemplates(realModel(), environment, objects);
  let plane: ControlPlane;

  beforeAll(async () => {
    const serviceCidr = realModel().environments.find(({ name }) => name === environment)?.cluster.network.serviceCidr;
    plane = await ground(`admission-${environment}-${line}`, {
      kubernetes: line,
      runs: 'admission',
      ...(serviceCidr === undefined ? {} : { serviceCidr }),
    });
    await establishCrds(plane.client, committedCrdsOf(everything));
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
    expect(await writtenOnceMore(plane, objects)).toEqual([]);
    const before = new Map<string, LiveObject | undefined>();
    for (const { path, object } of objects) before.set(path, await plane.client.get(object));
    const changed = await applied(plane, objects, ({ path }, live) =>
      isUnchanged(before.get(path), live) ? [] : [`changed by the second apply`],
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

  test(`what ran before (${release.what}), this over it and that again are accepted: no field refuses to change`, async () => {
    const before = committedIn(release.files, environment);
    expect(before.length).toBeGreaterThan(0);
    const complaints: string[] = [];
    for (const all of [before, objects, before, objects]) {
      // Argo CD removes these itself before it creates them anew.
      for (const { object } of all) if (isRecreated(object)) await plane.client.remove(object);
      complaints.push(...(await applied(plane, all)));
    }
    expect(complaints).toEqual([]);
  });

  test('every object of argocd/ is accepted, without a warning', async () => {
    await plane.client.apply(namespaceOf('argocd'));
    expect(await applied(plane, committedArgoCd(environment))).toEqual([]);
  });

  test('every pod that may exist at the same time passes Pod Security and the quota', async () => {
    await quotasAreCounted(plane);
    await accountsAreThere(plane.client);
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

/**
 * Applies claims again: of all kinds they alone are written once more by the second apply (seen on 1.30.14 and 1.36.3,
 * also where dist/ has their finalizer), with nothing changed but their resource version.
 * @returns what else is changed
 */
async function writtenOnceMore(plane: ControlPlane, objects: readonly CommittedObject[]): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const claim of objects.filter(({ object: { kind } }) => kind === 'PersistentVolumeClaim')) {
    const before = unversioned(await plane.client.get(claim.object));
    complaints.push(
      ...(await applied(plane, [claim], (_, live) =>
        unversioned(live) === before ? [] : ['changed by the second apply'],
      )),
    );
  }
  return complaints;
}

/** A controller may have written a status in between, as of a quota that is counted once more. That is not of the apply. */
function isUnchanged(before: LiveObject | undefined, after: LiveObject): boolean {
  if (before?.metadata.resourceVersion === after.metadata.resourceVersion) return true;
  const statusIsOther = JSON.stringify(before?.status) !== JSON.stringify(after.status);
  return statusIsOther && declared(before) === declared(after);
}

/** All of an object but its status, and who wrote that. */
function declared(live: LiveObject | undefined): string {
  const written = (live?.metadata.managedFields ?? []) as readonly { readonly subresource?: string }[];
  const managedFields = written.filter(({ subresource }) => subresource !== 'status');
  return JSON.stringify({
    ...live,
    status: undefined,
    metadata: { ...live?.metadata, managedFields, resourceVersion: undefined },
  });
}

function unversioned(live: LiveObject | undefined): string {
  return JSON.stringify({ ...live, metadata: { ...live?.metadata, resourceVersion: undefined } });
}

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
