import { stringify } from 'yaml';
import type { KubeObject } from '../../src/model';
import { establishCrds, type ApplicationStatus, type KubeClient } from '../../src/proving-ground';
import { realModel } from '../real-model';
import { argoCdGround, REPOSITORY, type ArgoCdGround } from './argo-cd/argo-cd-ground';
import { FORBIDDEN_REPOSITORIES, forbiddenObjects, type ForbiddenObject } from './argo-cd/forbidden';
import { committedArgoCd, committedCrds, committedDist } from './committed-objects';

const ENVIRONMENTS = realModel().environments.map(({ name }) => name);
const CLUSTER = 'https://kubernetes.default.svc';

interface Trial {
  /** Name of the project. */
  readonly project: string;
  /** Namespace in which its objects lie. */
  readonly namespace: string;
  readonly forbidden: readonly ForbiddenObject[];
  /** Namespaces in which its Applications have no business. */
  readonly elsewhere: readonly string[];
  /** An object that it lets through: else it would prove nothing to refuse. */
  readonly allowed: KubeObject;
}

const configMap = (namespace: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'allowed', namespace },
  data: {},
});

const project = (environment: string): KubeObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: `allowed-${environment}`, namespace: 'argocd' },
  spec: {},
});

/** Namespaces in which an environment's objects lie. */
function namespacesOf(environment: string): readonly string[] {
  return [...new Set(committedDist(environment).flatMap(({ object: { metadata } }) => metadata.namespace ?? []))];
}

const trials: readonly Trial[] = ENVIRONMENTS.flatMap(environment => {
  const all = namespacesOf(environment);
  const others = [...new Set(ENVIRONMENTS.flatMap(namespacesOf))].filter(each => !all.includes(each));
  const [own = ''] = all;
  const dist = committedDist(environment).map(({ object }) => object);
  const argo = committedArgoCd(environment).map(({ object }) => object);
  const foreign = ['default', 'kube-system', ...others];
  return [
    {
      project: environment,
      namespace: own,
      forbidden: forbiddenObjects(dist, own, ['argocd', ...others]),
      elsewhere: ['argocd', ...foreign],
      allowed: configMap(own),
    },
    {
      project: `${environment}-root`,
      namespace: 'argocd',
      forbidden: forbiddenObjects(argo, 'argocd', [...all, ...others]),
      elsewhere: [...all, ...foreign],
      allowed: project(environment),
    },
  ];
});

const FOLDER = 'dist/trial';
/** What the controller says of a place where an Application has no business; before it knows the project, something else. */
const REFUSED = /is not permitted in project|do not match any of the allowed destinations/;

const application = (name: string, spec: object): KubeObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace: 'argocd' },
  spec,
  operation: { sync: { syncOptions: ['ServerSideApply=true'] } },
});

describe.each(trials)('project $project', ({ project: name, namespace, forbidden, elsewhere, allowed }) => {
  const spec = (more: { path?: string; repoURL?: string; server?: string; namespace?: string }) => ({
    project: name,
    source: {
      path: `${FOLDER}/${name}/${more.path ?? 'allowed'}`,
      repoURL: more.repoURL ?? REPOSITORY,
      targetRevision: 'main',
    },
    destination: { server: more.server ?? CLUSTER, namespace: more.namespace ?? namespace },
  });
  const invalid = new Map<string, object>([
    ...FORBIDDEN_REPOSITORIES.map((repoURL, index): [string, object] => [`repository-${index}`, spec({ repoURL })]),
    ...['https://10.0.0.1', 'https://kubernetes.default.svc.cluster.local'].map((server, index): [string, object] => [
      `cluster-${index}`,
      spec({ server }),
    ]),
    ...elsewhere.map((each, index): [string, object] => [`namespace-${index}`, spec({ namespace: each })]),
  ]);
  const stateOf = (application: string, what: string, test: (status: ApplicationStatus) => boolean) =>
    grounds.ground().applications.holds(`${name}-${application}`, what, test);

  test('is tried with at least 40 forbidden things', () => {
    expect(forbidden.length + invalid.size).toBeGreaterThanOrEqual(40);
  });

  test('lets an object of its own through', async () => {
    const { client } = grounds.ground().plane;
    await client.create(application(`${name}-allowed`, spec({ path: 'allowed' })));
    await stateOf('allowed', 'synced', ({ operationState }) => operationState?.phase === 'Succeeded');
    expect(await client.get(allowed)).toBeDefined();
  });

  test('refuses every object of a foreign namespace and of a kind that is not its own, by name', async () => {
    const { client } = grounds.ground().plane;
    await client.create(application(`${name}-objects`, spec({ path: 'forbidden' })));
    const ended = await stateOf('objects', 'refused', ({ operationState }) =>
      ['Failed', 'Error'].includes(operationState?.phase ?? ''),
    );
    const refused = (ended.operationState?.syncResult?.resources ?? [])
      .filter(({ message }) => message?.includes('is not permitted in project'))
      .map(({ kind, name: object }) => `${kind} ${object}`);
    expect(refused.sort()).toEqual(forbidden.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort());
  });

  test('refuses other repositories, other clusters and other destinations', async () => {
    const { client } = grounds.ground().plane;
    for (const [id, each] of invalid) await client.create(application(`${name}-${id}`, each));
    for (const id of invalid.keys()) {
      await stateOf(id, 'refused', ({ conditions = [] }) =>
        conditions.some(({ type, message }) => type === 'InvalidSpecError' && REFUSED.test(message)),
      );
    }
  });
});

/** One Argo CD for all projects, started by the first that asks. */
const grounds = (() => {
  let started: ArgoCdGround | undefined;

  beforeAll(async () => {
    started = await argoCdGround('fablink-dev', 'argo-cd-projects');
    await prepare(started);
  });
  afterAll(() => started?.stop());

  return {
    ground: (): ArgoCdGround => {
      if (started === undefined) throw new Error('Argo CD has not started');
      return started;
    },
  };
})();

/** The committed projects, two further clusters, and the files that the Applications on trial read. */
async function prepare({ plane, copy }: ArgoCdGround): Promise<void> {
  await establishOthers(plane.client);
  for (const environment of ENVIRONMENTS) {
    for (const name of namespacesOf(environment))
      await plane.client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    const projects = committedArgoCd(environment).filter(({ object }) => object.kind === 'AppProject');
    for (const { object } of projects) await plane.client.apply(object);
  }
  for (const [index, server] of ['https://10.0.0.1', 'https://kubernetes.default.svc.cluster.local'].entries())
    await plane.client.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: `cluster-${index}`,
        namespace: 'argocd',
        labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
      },
      stringData: { name: `other-${index}`, server, config: '{}' },
    });
  for (const { project: name, forbidden, allowed } of trials) {
    copy.write(`${FOLDER}/${name}/allowed/allowed.yaml`, stringify(allowed));
    copy.write(`${FOLDER}/${name}/forbidden/all.yaml`, forbidden.map(each => stringify(each)).join('---\n'));
  }
  copy.commit('what is tried');
}

/** Kinds that the environment does not have: what the server does not know would be refused for that. */
async function establishOthers(client: KubeClient): Promise<void> {
  const live = await Promise.all(committedCrds().map(crd => client.get(crd)));
  await establishCrds(
    client,
    committedCrds().filter((_, index) => live[index] === undefined),
  );
}
