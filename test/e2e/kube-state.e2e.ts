import { execFileSync } from 'node:child_process';
import type { KubeObject, Metric } from '../../src/model';
import {
  establishCrds,
  findProgram,
  kubeAccess,
  KubeClient,
  kubernetesTools,
  KUBERNETES_LINES,
  toolPlaces,
  type ControlPlane,
} from '../../src/proving-ground';
import { read } from '../constructs/read';
import { realModel } from '../real-model';
import { committedArgoCd, committedCrds, committedDist, ROOT } from './committed-objects';
import { eventually } from '../eventually';
import { comesToBe, ground } from './ground';
import {
  CLUSTER_OBJECTS,
  failingJob,
  NETWORK_POLICY,
  PROOF_NAMESPACE,
  type WithStatus,
} from './kube-state/cluster-objects';
import { startKubeState, type Running } from './kube-state/program';
import type { Sample } from '../told';
import { resourcesIn } from './kube-state/resources';
import { isTold, statusOf, subresourceOf } from './kube-state/statuses';

const LINE = KUBERNETES_LINES[0];
const NAME = 'kube-state-metrics';
const NAMESPACE = 'monitoring';

const watched = [
  ...new Set(
    realModel().declarations.flatMap(each => (each.type === 'monitor' && each.job === NAME ? [each.environment] : [])),
  ),
];

/** What rules and dashboards may ask of it: metrics, and the labels that it gives them, each once. */
function catalogue(environment: string): readonly Metric[] {
  return realModel().declarations.flatMap(each =>
    each.type === 'monitor' && each.job === NAME && each.environment === environment ? each.metrics : [],
  );
}

/** Labels that each series about a pod has, whatever it tells. */
const PLACE = ['namespace', 'pod', 'container'];

const shape = (name: string, labels: readonly string[]): string =>
  `${name}{${labels
    .filter(label => !PLACE.includes(label))
    .sort()
    .join(',')}}`;
const wanted = (environment: string): readonly string[] =>
  catalogue(environment)
    .map(({ name, labels }) => shape(name, labels))
    .sort();

/** What is shown of the metrics of a catalogue, and of custom resources whatever else is. */
function shapesOf(environment: string, samples: readonly Sample[]): readonly string[] {
  const names = new Set(catalogue(environment).map(({ name }) => name));
  const asked = samples.filter(({ name, labels }) => names.has(name) || 'customresource_kind' in labels);
  return [...new Set(asked.map(({ name, labels }) => shape(name, Object.keys(labels))))].sort();
}

/** Nobody is there who would take a finalizer away. */
function withoutFinalizers(object: KubeObject): KubeObject {
  const { finalizers: _, ...metadata } = object.metadata as KubeObject['metadata'] & { finalizers?: unknown };
  return { ...object, metadata };
}

/** Of all statuses, in seconds. */
const TIME = Date.UTC(2026, 0, 1, 0, 3) / 1000;

let plane: ControlPlane;

beforeAll(async () => {
  plane = await ground('kube-state', { kubernetes: LINE, runs: 'admission' });
  const crds = committedCrds().filter(crd =>
    isTold(String(read(crd, 'spec.group')), String(read(crd, 'spec.names.kind'))),
  );
  await establishCrds(plane.client, crds);
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: PROOF_NAMESPACE } };
  await plane.client.apply(namespace);
  await plane.client.apply(NETWORK_POLICY);
  for (const each of CLUSTER_OBJECTS) await withStatus(each);
  const cronJob = await plane.client.get({ ...(CLUSTER_OBJECTS[0]?.object as KubeObject) });
  await withStatus(failingJob(String(cronJob?.metadata.uid)));
});
afterAll(() => plane?.stop('logs'));

async function withStatus({ object, status }: WithStatus): Promise<void> {
  await plane.client.apply(object);
  await plane.client.mergePatch(object, { status }, 'status');
}

/** A token of the committed ServiceAccount: its rights, and no others. */
function ownToken(): string {
  const kubectl = findProgram(toolPlaces(ROOT), kubernetesTools[LINE], 'kubectl');
  const words = ['create', 'token', NAME, `--namespace=${NAMESPACE}`, `--kubeconfig=${plane.kubeconfig}`];
  return execFileSync(kubectl, words, { encoding: 'utf8' }).trim();
}

test('eight environments are watched', () => {
  expect([...watched].sort()).toEqual([
    'fablink-dev',
    'fablink-prod',
    'learn',
    'learn-local',
    'memo-dev',
    'memo-prod',
    'tripgen-dev',
    'tripgen-prod',
  ]);
});

describe.each(watched)('what the real kube-state-metrics shows in %s', environment => {
  const committed = committedDist(environment).map(({ object }) => object);
  const of = (kind: string): KubeObject => {
    const found = committed.find(({ kind: its, metadata }) => its === kind && metadata.name.endsWith(NAME));
    if (!found) throw new Error(`${environment} has no ${kind} of ${NAME}`);
    return found;
  };
  const map = committed.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === `${NAME}-configuration`);
  const configuration = String(read(map as KubeObject, 'data.custom-resources\\.yaml'));
  const resources = resourcesIn(configuration);
  const applications = committedArgoCd(environment).map(({ object }) => object);
  const objects = [...applications, ...committed].filter(each => statusOf(each) !== undefined).map(withoutFinalizers);
  let token: string;
  let itself: KubeClient;
  let running: Running;

  beforeAll(async () => {
    const namespaces = [...new Set([NAMESPACE, ...objects.map(({ metadata }) => metadata.namespace ?? '')])];
    for (const name of namespaces)
      await plane.client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } } as unknown as KubeObject);
    const account = committed.find(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === NAME);
    for (const each of [account as KubeObject, of('ClusterRole'), of('ClusterRoleBinding'), ...objects])
      await plane.client.apply(each);
    for (const each of objects) await plane.client.mergePatch(each, { status: statusOf(each) }, subresourceOf(each));
    token = ownToken();
    itself = new KubeClient({ ...kubeAccess(plane.kubeconfig), token });
    running = await startKubeState(plane, of('Deployment'), token, configuration);
  });
  afterAll(async () => {
    await running?.end();
    itself?.close();
    for (const each of objects) await plane.client.remove(each);
  });

  /** What the program shows once it shows all that is asked for: it learns of kinds one after the other. */
  const shown = async (of = running): Promise<readonly Sample[]> => {
    const names = catalogue(environment).map(({ name }) => name);
    return eventually(
      async () => {
        const samples = await of.shown();
        const told = new Set(samples.map(({ name }) => name));
        return names.every(name => told.has(name)) ? samples : undefined;
      },
      `all of ${names.join(', ')}`,
    );
  };

  test('the kinds are those of which the environment has objects', () => {
    const kinds = resources.map(({ groupVersionKind }) => groupVersionKind.kind);
    expect([...kinds].sort()).toEqual([...new Set(objects.map(({ kind }) => kind))].sort());
  });

  /** Whether the server lets it do something with objects of a kind anywhere. */
  const may = async (verb: string, group: string, resource: string): Promise<boolean> => {
    const { object } = await itself.create({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: {},
      spec: { resourceAttributes: { verb, group, resource } },
    });
    return (object.status as { allowed: boolean }).allowed;
  };

  test('its token may list and watch each kind and the definitions, nothing else of them, and no secret', async () => {
    const told = resources.map(({ groupVersionKind: { group, kind } }) => [group, `${kind.toLowerCase()}s`] as const);
    for (const [group, resource] of [...told, ['apiextensions.k8s.io', 'customresourcedefinitions'] as const]) {
      const verbs = ['list', 'watch', 'get', 'create', 'update', 'patch', 'delete'];
      const allowed = await Promise.all(verbs.map(verb => may(verb, group, resource)));
      expect([resource, verbs.filter((_, index) => allowed[index])]).toEqual([resource, ['list', 'watch']]);
    }
    for (const resource of ['secrets', 'configmaps']) expect(await may('list', '', resource)).toBe(false);
    await expect(itself.list('v1', 'Secret')).rejects.toMatchObject({ status: 403 });
  });

  test('every metric that rules and dashboards may ask for is shown, with exactly its labels', async () => {
    expect(catalogue(environment).length).toBeGreaterThan(10);
    await comesToBe(async () => shapesOf(environment, await shown()), wanted(environment));
  });

  test('what has gone wrong is 1, or 0 where 0 is bad, and times are seconds', async () => {
    const samples = await shown();
    const values = (name: string, status?: string): readonly number[] => [
      ...new Set(
        samples
          .filter(each => each.name === name && (status === undefined || each.labels['status'] === status))
          .map(({ value }) => value),
      ),
    ];
    expect(values('kube_application_sync_status', 'OutOfSync')).toEqual([1]);
    expect(values('kube_application_sync_status', 'Synced')).toEqual([0]);
    expect(values('kube_application_health_status', 'Degraded')).toEqual([1]);
    expect(values('kube_application_reconciled_time')).toEqual([TIME]);
    const has = (kind: string): boolean => resources.some(({ groupVersionKind }) => groupVersionKind.kind === kind);
    if (has('Certificate')) {
      expect(values('kube_certificate_ready')).toEqual([0]);
      expect(values('kube_certificate_not_after_time')).toEqual([TIME]);
    }
    if (has('ExternalSecret')) {
      expect(values('kube_externalsecret_ready')).toEqual([0]);
      expect(values('kube_externalsecret_refresh_time')).toEqual([TIME]);
    }
    if (has('Rollout')) {
      expect(values('kube_rollout_aborted')).toEqual([1]);
      expect(values('kube_rollout_phase', 'Degraded')).toEqual([1]);
    }
  });

  test('what has gone wrong with pods, workloads, Jobs and nodes is told, too', async () => {
    const samples = (await shown()).filter(({ labels }) =>
      [labels['namespace'], labels['node']].includes(PROOF_NAMESPACE),
    );
    const values = (name: string, labels: Readonly<Record<string, string>> = {}): readonly number[] =>
      samples
        .filter(each => each.name === name && Object.entries(labels).every(([key, is]) => each.labels[key] === is))
        .map(({ value }) => value);
    expect(values('kube_pod_container_status_restarts_total')).toEqual([3]);
    expect(values('kube_pod_container_status_ready')).toEqual([0]);
    expect(values('kube_pod_container_status_last_terminated_reason', { reason: 'OOMKilled' })).toEqual([1]);
    expect(values('kube_statefulset_status_replicas_ready', { statefulset: 'store' })).toEqual([1]);
    expect(values('kube_deployment_status_replicas_ready', { deployment: 'cache' })).toEqual([1]);
    expect(values('kube_daemonset_status_number_unavailable', { daemonset: 'agent' })).toEqual([2]);
    expect(values('kube_job_failed', { job_name: 'backup-29000000', condition: 'true' })).toEqual([1]);
    expect(values('kube_job_owner', { owner_kind: 'CronJob', owner_name: 'backup' })).toEqual([1]);
    expect(values('kube_cronjob_status_last_successful_time')).toEqual([TIME]);
    if (catalogue(environment).some(({ name }) => name === 'kube_node_status_condition'))
      expect(values('kube_node_status_condition', { condition: 'Ready', status: 'false' })).toEqual([1]);
  });
});

test('planted: a misspelt field tells nothing', async () => {
  const environment = 'memo-prod';
  const committed = committedDist(environment).map(({ object }) => object);
  const named = (kind: string, name: string): KubeObject =>
    committed.find(each => each.kind === kind && each.metadata.name === name) as KubeObject;
  const [application] = committedArgoCd(environment).filter(({ object }) => object.kind === 'Application');
  await plane.client.apply(withoutFinalizers(application?.object as KubeObject));
  await plane.client.mergePatch(application?.object as KubeObject, {
    status: statusOf(application?.object as KubeObject),
  });
  const configuration = String(read(named('ConfigMap', `${NAME}-configuration`), 'data.custom-resources\\.yaml'));
  const misspelt = configuration.replace('- reconciledAt', '- reconciledat');
  expect(misspelt).not.toBe(configuration);
  const running = await startKubeState(plane, named('Deployment', NAME), ownToken(), misspelt);
  const told = await eventually(async () => {
    const names = (await running.shown()).map(({ name }) => name);
    return names.includes('kube_application_sync_status') ? names : undefined;
  }, 'the state of Applications').finally(() => running.end());
  expect(told).not.toContain('kube_application_reconciled_time');
});
