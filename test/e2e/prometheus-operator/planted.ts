import type { KubeObject } from '../../../src/model';
import { monitorsIn, rulesIn } from './complaints';

/** Objects with one thing wrong each. */
export interface Planted {
  /** A monitor that selects no pod. */
  readonly deaf: KubeObject;
  /** A monitor with a password in a key that the Secret does not have. */
  readonly keyless: KubeObject;
  /** A rule without the label by which ours are selected. */
  readonly foreign: KubeObject;
  /** A rule whose expression does not parse. */
  readonly misspelt: KubeObject;
}

/** Copies of what is committed, with something wrong. */
export function plantedIn(objects: readonly KubeObject[]): Planted {
  const monitor = monitorsIn(objects).find(({ kind }) => kind === 'PodMonitor'); // one that selects something
  const [rule] = rulesIn(objects);
  const secret = objects.find(
    ({ kind, metadata }) => kind === 'ExternalSecret' && metadata.namespace === served(objects).metadata.namespace,
  );
  if (!monitor || !rule || !secret) throw new Error('no monitor, no rule or no Secret to copy');
  const { namespace } = secret.metadata;
  const [port] = (monitor.spec as { podMetricsEndpoints: readonly object[] }).podMetricsEndpoints;
  const missing = { name: secret.metadata.name, key: 'missing' };
  const locked = [{ ...port, authorization: { credentials: missing } }];
  return {
    deaf: changed(monitor, 'deaf', { selector: { matchLabels: { 'app.kubernetes.io/name': 'nobody' } } }),
    keyless: moved(changed(monitor, 'keyless', { podMetricsEndpoints: locked }), namespace),
    foreign: unlabelled(changed(rule, 'foreign', groupsOf('foreign', 'vector(1)'))),
    misspelt: changed(rule, 'misspelt', groupsOf('misspelt', 'sum(')),
  };
}

function served(objects: readonly KubeObject[]): KubeObject {
  const found = objects.find(({ kind }) => kind === 'Prometheus');
  if (!found) throw new Error('no Prometheus');
  return found;
}

const groupsOf = (name: string, expr: string): object => ({ groups: [{ name, rules: [{ alert: name, expr }] }] });

function changed(object: KubeObject, name: string, spec: object): KubeObject {
  return {
    ...object,
    metadata: { ...object.metadata, name: `planted-${name}` },
    spec: { ...(object.spec as object), ...spec },
  } as KubeObject;
}

function moved(object: KubeObject, namespace: string | undefined): KubeObject {
  return { ...object, metadata: { ...object.metadata, namespace } } as KubeObject;
}

function unlabelled(object: KubeObject): KubeObject {
  const { 'app.kubernetes.io/managed-by': _, ...labels } = object.metadata.labels ?? {};
  return { ...object, metadata: { ...object.metadata, labels } };
}
