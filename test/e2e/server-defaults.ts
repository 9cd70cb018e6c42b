import type { KubeObject } from '../../src/model';
import { sameValue, type Difference } from './added-by-server';

/** A value that the server fills in where dist/ leaves it open. */
interface ServerDefault {
  /** `Kind`, `Kind.group` where the name alone is ambiguous, `Pod` for every pod template. */
  readonly kind: string;
  readonly path: string;
  /** The value, a pattern of generated values, or a test where it depends on the object. */
  readonly value: unknown;
  /** Value in dist/ that the server leaves out, because it says nothing. @default dist/ has none */
  readonly ours?: unknown;
}

const dflt = (kind: string, path: string, value: unknown): ServerDefault => ({ kind, path, value });

const UID = /^"[0-9a-f-]{36}"$/;

interface LimitRange {
  readonly spec: { readonly limits: readonly { readonly max?: object }[] };
}

/** Limits of containers that name none are the most that is allowed. */
const theMost = (value: unknown, object: KubeObject): boolean =>
  (object as unknown as LimitRange).spec.limits.some(({ max }) => sameValue(max, value));

const ofItsName = (value: unknown, { metadata }: KubeObject): boolean => value === metadata.name;

const DEFAULTS: readonly ServerDefault[] = [
  dflt('Namespace', 'metadata.labels.kubernetes.io/metadata.name', ofItsName),
  dflt('Namespace', 'spec', { finalizers: ['kubernetes'] }),
  dflt('LimitRange', 'spec.limits[].default', theMost),
  dflt('LimitRange', 'spec.limits[].defaultRequest', theMost),
  dflt('Service', 'spec.clusterIP', /^"[0-9.]+"$/),
  dflt('Service', 'spec.clusterIPs', /^\["([0-9.]+|None)"\]$/), // None where dist/ wants no address
  dflt('Service', 'spec.type', 'ClusterIP'),
  dflt('Service', 'spec.ipFamilies', ['IPv4']),
  dflt('Service', 'spec.ipFamilyPolicy', 'SingleStack'),
  dflt('Service', 'spec.internalTrafficPolicy', 'Cluster'),
  dflt('Service', 'spec.sessionAffinity', 'None'),
  dflt('SecretStore', 'spec.provider.aws.sessionTagsPolicy', 'None'),
  dflt('SecretStore', 'spec.provider.azurekv.useAzureSDK', false),
  dflt('Prometheus', 'spec.shards', 1),
  // Counts changes of the template, in a field that only the server reads.
  dflt('DaemonSet', 'metadata.annotations.deprecated.daemonset.template.generation', /^"\d+"$/),
  dflt('Deployment', 'spec.replicas', 1), // left open for an autoscaler
  dflt('StatefulSet', 'spec.volumeClaimTemplates[].metadata.creationTimestamp', null),
  dflt('StatefulSet', 'spec.volumeClaimTemplates[].status', { phase: 'Pending' }),
  dflt('PersistentVolume', 'metadata.finalizers', ['kubernetes.io/pv-protection']),
  dflt('PersistentVolumeClaim', 'metadata.finalizers', ['kubernetes.io/pvc-protection']),
  dflt('CronJob', 'spec.suspend', false),
  dflt('CronJob', 'spec.jobTemplate.metadata.creationTimestamp', null),
  dflt('Job', 'spec.completionMode', 'NonIndexed'),
  dflt('Job', 'spec.completions', 1),
  dflt('Job', 'spec.parallelism', 1),
  dflt('Job', 'spec.suspend', false),
  dflt('Job', 'spec.manualSelector', false),
  dflt('Job', 'spec.podReplacementPolicy', 'TerminatingOrFailed'),
  dflt('Job', 'spec.selector', /^\{"matchLabels":\{"batch.kubernetes.io\/controller-uid":"[0-9a-f-]{36}"\}\}$/),
  dflt('Job', 'spec.template.metadata.labels.batch.kubernetes.io/controller-uid', UID),
  dflt('Job', 'spec.template.metadata.labels.batch.kubernetes.io/job-name', ofItsName),
  dflt('Job', 'spec.template.metadata.labels.controller-uid', UID),
  dflt('Job', 'spec.template.metadata.labels.job-name', ofItsName),
  dflt('Pod', 'metadata.creationTimestamp', null),
  dflt('Pod', 'spec.containers[].terminationMessagePath', '/dev/termination-log'),
  dflt('Pod', 'spec.containers[].terminationMessagePolicy', 'File'),
  dflt('Pod', 'spec.initContainers[].terminationMessagePath', '/dev/termination-log'),
  dflt('Pod', 'spec.initContainers[].terminationMessagePolicy', 'File'),
  dflt('Pod', 'spec.dnsPolicy', 'ClusterFirst'),
  dflt('Pod', 'spec.schedulerName', 'default-scheduler'),
  dflt('Pod', 'spec.serviceAccount', /^"[a-z0-9-]+"$/),
  dflt('Pod', 'spec.volumes[].configMap.defaultMode', 0o644),
  dflt('Pod', 'spec.volumes[].projected.defaultMode', 0o644),
  dflt('Pod', 'spec.volumes[].secret.defaultMode', 0o644),
  dflt('Pod', 'spec.terminationGracePeriodSeconds', 30),
];

const met = new Set<ServerDefault>();

/** Differences that are no listed default, in words. */
export function unlisted(object: KubeObject, found: readonly Difference[]): readonly string[] {
  return found.filter(difference => !isListed(object, difference)).map(inWords);
}

/** Listed defaults that no comparison has met: their lines may go. */
export function defaultsThatNobodySets(): readonly ServerDefault[] {
  return DEFAULTS.filter(each => !met.has(each));
}

function isListed(object: KubeObject, { path, ours, theirs }: Difference): boolean {
  const match = DEFAULTS.find(
    each =>
      each.ours === ours &&
      concerns(each, object) &&
      pathsOf(each).includes(path) &&
      answers(each.value, theirs, object),
  );
  if (match) met.add(match);
  return match !== undefined;
}

function concerns({ kind }: ServerDefault, object: KubeObject): boolean {
  const group = object.apiVersion.split('/').slice(0, -1).join('/');
  return kind === 'Pod' || kind === object.kind || kind === `${object.kind}.${group}`;
}

/** Where a pod template lies: directly, or in a CronJob's Job. */
function pathsOf({ kind, path }: ServerDefault): readonly string[] {
  return kind === 'Pod' ? [`spec.template.${path}`, `spec.jobTemplate.spec.template.${path}`] : [path];
}

function answers(expected: unknown, value: unknown, object: KubeObject): boolean {
  if (typeof expected === 'function') return (expected as typeof ofItsName)(value, object);
  if (expected instanceof RegExp) return expected.test(JSON.stringify(value) ?? '');
  return JSON.stringify(expected) === JSON.stringify(value);
}

function inWords({ path, ours, theirs }: Difference): string {
  return `${path} is ${JSON.stringify(theirs)} on the server, ${JSON.stringify(ours)} in dist/`;
}
