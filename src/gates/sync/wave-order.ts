import type { Manifest } from '../../model';
import { groupKindOf } from '../identity/group-kind';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { awaitedBy } from '../reference/azure/azure-owner';
import { podsOf } from '../reference/pods';
import { environmentRule } from '../reference/reference-rule';
import { analysesOf } from '../release/analyses';
import { namedServices, releaseIngresses } from '../release/rollout';
import { podSpecsOf } from '../schema/fields/pods';
import { isRecord, recordsIn, valueAt, type Step } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { ARGO_CD, compareMoments, hooksOf, momentOf, momentText } from './annotations';
import { usesOf } from './pod-uses';
import { unboundClaims } from './unbound-claims';
import { usedObject } from './used-objects';

/** Where an object states its own wave. */
const WAVE = ['metadata', 'annotations', `${ARGO_CD}sync-wave`];

type Placed = readonly [Manifest, ComplaintAt];

/** One object that another must not come before. */
interface Dependency {
  readonly user: Manifest;
  /** Where the user names it; for a policy, which no pod names, where the policy states its own wave. */
  readonly at: readonly [Manifest, readonly Step[]];
  readonly used: Manifest;
  /** Whether the same wave is too late. */
  readonly before: boolean;
}

function nameOf({ object }: Manifest): string {
  return `${object.kind} ${object.metadata.name}`;
}

function* violated({ user, at, used, before }: Dependency): Iterable<Placed> {
  const [manifest, steps] = at;
  const place = { steps, mend: `put ${nameOf(used)} into an earlier wave of ${user.application}` };
  if (used.application !== user.application) {
    yield [
      manifest,
      {
        ...place,
        message: `${nameOf(user)} in ${user.application} needs ${nameOf(used)}, which is in ${used.application}`,
        expected: 'both in one Application: between Applications nothing waits reliably',
        mend: `move ${nameOf(used)} to ${user.application}`,
      },
    ];
    return;
  }
  const [own, other] = [momentOf(user), momentOf(used)];
  const order = compareMoments(other, own);
  if (order < 0 || (order === 0 && !before)) return;
  yield [
    manifest,
    {
      ...place,
      message: `${nameOf(user)} in ${momentText(own)} needs ${nameOf(used)}, which comes in ${momentText(other)}`,
      expected: before
        ? `${nameOf(used)} in a wave before ${own.wave}`
        : `${nameOf(used)} in wave ${own.wave} or before`,
    },
  ];
}

/** A hook of the phases before and beside the sync is judged as a hook; here only what is ordered by waves. */
function isOrdered({ tree, object }: Manifest): boolean {
  const hooks = hooksOf(object);
  return tree === 'dist' && !hooks.includes('PreSync') && !hooks.includes('Skip');
}

/** A Job starts at once, and fails; a Deployment starts its pods until they come up. */
function startsAtOnce({ object }: Manifest): boolean {
  return object.kind === 'Job' || object.kind === 'Pod';
}

function* ofPods(environment: EnvironmentObjects, user: Manifest): Iterable<Dependency> {
  for (const pod of podSpecsOf(user.object)) {
    for (const use of usesOf(pod)) {
      const used = usedObject(environment, user.object.metadata.namespace ?? '', use);
      if (used === undefined) continue;
      // A claim may be bound only once its first pod is there: it stands in the pod's own wave.
      const before = startsAtOnce(user) && use.kind !== 'PersistentVolumeClaim';
      yield { user, at: [user, use.steps], used, before };
    }
  }
}

/** Policies of some pods must be there from the first packet on; what closes the whole namespace selects all. */
function* ofPolicies(environment: EnvironmentObjects): Iterable<Dependency> {
  for (const policy of environment.all('networking.k8s.io/NetworkPolicy')) {
    const selector = valueAt(policy.object, ['spec', 'podSelector']);
    if (!isRecord(selector) || Object.keys(selector).length === 0) continue;
    const at = [policy, WAVE] as const;
    for (const { manifest } of podsOf(environment).selected(policy.object.metadata.namespace ?? '', selector)) {
      if (isOrdered(manifest)) yield { user: manifest, at, used: policy, before: startsAtOnce(manifest) };
    }
  }
}

function* named(
  environment: EnvironmentObjects,
  user: Manifest,
  kind: string,
  steps: readonly Step[],
): Iterable<Dependency> {
  const used = environment.find(kind, user.object.metadata.namespace, valueAt(user.object, steps));
  if (used !== undefined) yield { user, at: [user, steps], used, before: false };
}

/** The server refuses what comes before its Namespace; where another Application makes that, the sync is tried again. */
function* ofNamespaces(environment: EnvironmentObjects): Iterable<Dependency> {
  for (const user of environment.manifests) {
    const { namespace } = user.object.metadata;
    const used = namespace === undefined ? undefined : environment.find('Namespace', undefined, namespace);
    if (used?.application === user.application && isOrdered(user))
      yield { user, at: [user, WAVE], used, before: false };
  }
}

/** Stores and their identities before the secrets that come through them. */
function* ofSecrets(environment: EnvironmentObjects): Iterable<Dependency> {
  for (const secret of environment.all('external-secrets.io/ExternalSecret')) {
    if (valueAt(secret.object, ['spec', 'secretStoreRef', 'kind']) === 'ClusterSecretStore') continue;
    yield* named(environment, secret, 'external-secrets.io/SecretStore', ['spec', 'secretStoreRef', 'name']);
  }
  for (const store of environment.all('external-secrets.io/SecretStore')) {
    for (const way of [['aws', 'auth', 'jwt'], ['azurekv']]) {
      yield* named(environment, store, 'ServiceAccount', ['spec', 'provider', ...way, 'serviceAccountRef', 'name']);
    }
  }
}

/** Traffic comes when its Service is there. */
function* ofRoutes(environment: EnvironmentObjects): Iterable<Dependency> {
  for (const binding of environment.all('elbv2.k8s.aws/TargetGroupBinding')) {
    yield* named(environment, binding, 'Service', ['spec', 'serviceRef', 'name']);
  }
  for (const ingress of environment.all('networking.k8s.io/Ingress')) {
    yield* named(environment, ingress, 'Service', ['spec', 'defaultBackend', 'service', 'name']);
    for (const [index, rule] of recordsIn(valueAt(ingress.object, ['spec', 'rules']))) {
      for (const [position] of recordsIn(valueAt(rule, ['http', 'paths']))) {
        const way = ['spec', 'rules', index, 'http', 'paths', position, 'backend', 'service', 'name'];
        yield* named(environment, ingress, 'Service', way);
      }
    }
  }
}

/**
 * A Rollout looks up what it moves and what judges it as soon as it is there, and stands still where one is missing. Its
 * Ingress has no load balancer, and is not healthy, before the Rollout has written the weights: both come in one wave.
 */
function* ofReleases(environment: EnvironmentObjects): Iterable<Dependency> {
  for (const rollout of environment.all('argoproj.io/Rollout')) {
    for (const steps of namedServices(rollout.object)) yield* named(environment, rollout, 'Service', steps);
    for (const [steps] of releaseIngresses(rollout.object)) {
      yield* named(environment, rollout, 'networking.k8s.io/Ingress', steps);
      const { namespace } = rollout.object.metadata;
      const ingress = environment.find('networking.k8s.io/Ingress', namespace, valueAt(rollout.object, steps));
      if (ingress !== undefined) yield { user: ingress, at: [ingress, WAVE], used: rollout, before: false };
    }
    for (const { steps, analysis } of analysesOf(rollout.object)) {
      for (const [index] of recordsIn(analysis.templates)) {
        const way = [...steps, 'templates', index, 'templateName'];
        yield* named(environment, rollout, 'argoproj.io/AnalysisTemplate', way);
      }
    }
  }
}

/** An autoscaler without its target is degraded, and a degraded object fails the sync. */
function* ofAutoscalers(environment: EnvironmentObjects): Iterable<Dependency> {
  for (const scaler of environment.all('autoscaling/HorizontalPodAutoscaler')) {
    const target = valueAt(scaler.object, ['spec', 'scaleTargetRef']);
    if (!isRecord(target)) continue;
    const kind = groupKindOf({ apiVersion: String(target.apiVersion), kind: String(target.kind) });
    yield* named(environment, scaler, kind, ['spec', 'scaleTargetRef', 'name']);
  }
}

/** Azure Service Operator makes nothing before what it lies in and refers to is there: a wave would wait for the next. */
function* ofAzure(environment: EnvironmentObjects): Iterable<Dependency> {
  for (const manifest of environment.manifests) {
    if (!isOrdered(manifest)) continue;
    for (const { kind, steps } of awaitedBy(manifest.object)) yield* named(environment, manifest, kind, steps);
  }
}

const example =
  'NetworkPolicy, ServiceAccount, ConfigMap: "-30"; ExternalSecret: "-29"; Job: "-10"; Deployment, Service: "0"; Ingress: "10"';
const text: RuleTexts = {
  en: {
    rule: 'What a pod needs is in its own Application and not in a later wave, for a Job in an earlier one; nothing comes before the Namespace that its own Application makes; routes do not come before their Service, nor a Rollout before its Services and analyses, nor an autoscaler before what it scales, nor anything of Azure Service Operator before what it lies in or refers to; a Rollout and its Ingress come together; a claim that is bound only for a pod comes with its first pod, and with nothing behind it and without a health check where only CronJobs use it.',
    reason:
      'A Job whose secret, identity or policy is not there yet fails, and the sync with it; between Applications Argo CD keeps no order. A wave waits until its claims are bound, and no sync starts a CronJob’s pod.',
    example,
  },
  ko: {
    rule: '파드가 필요로 하는 것은 같은 Application에 있고 더 늦은 웨이브에 있지 않다. Job이라면 더 이른 웨이브에 있다. 같은 Application이 만드는 네임스페이스보다 먼저 오는 객체는 없다. 라우트는 자기 Service보다, Rollout은 자기 Service와 분석 템플릿보다, 오토스케일러는 자기 대상보다, Azure Service Operator의 객체는 자기가 속하거나 참조하는 것보다 먼저 오지 않는다. Rollout과 그 Ingress는 함께 온다. 파드가 있어야 바인딩되는 클레임은 첫 파드와 같은 웨이브에 있고, CronJob만 쓰는 클레임이면 뒤에 오는 것이 없고 상태 확인에서 빠진다.',
    reason:
      '시크릿, 계정, 정책이 아직 없는 Job은 실패하고 동기화도 함께 실패한다. Application 사이의 순서는 Argo CD가 지키지 않는다. 웨이브는 클레임이 바인딩될 때까지 기다리는데, CronJob의 파드는 동기화로 시작되지 않는다.',
    example,
  },
};

function* dependencies(environment: EnvironmentObjects): Iterable<Dependency> {
  for (const manifest of environment.manifests) if (isOrdered(manifest)) yield* ofPods(environment, manifest);
  yield* ofPolicies(environment);
  yield* ofNamespaces(environment);
  yield* ofSecrets(environment);
  yield* ofRoutes(environment);
  yield* ofReleases(environment);
  yield* ofAutoscalers(environment);
  yield* ofAzure(environment);
}

/** Waves agree with who needs whom. */
export const waveOrder = environmentRule('wave-order', text, function* (environment) {
  for (const dependency of dependencies(environment)) yield* violated(dependency);
  yield* unboundClaims(environment);
});
