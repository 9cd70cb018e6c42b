import type { KubeObject } from '../../../../src/model';
import { namespaced } from './upgrade-case';

/** Fields of an object. */
export type Fields = Readonly<Record<string, unknown>>;

/** What of the pods a case is about. */
export interface Pods {
  readonly image?: string;
  readonly labels?: Fields;
  readonly restartPolicy?: string;
}

/** A template of pods with one container. */
export function template(
  app: string,
  { image = 'registry.example.com/web:1.0.0', labels = {}, restartPolicy }: Pods = {},
): Fields {
  return {
    metadata: { labels: { app, ...labels } },
    spec: { containers: [{ name: 'main', image }], ...(restartPolicy !== undefined && { restartPolicy }) },
  };
}

/** A workload of `apps/v1` that selects its pods by their app. */
export const workload = (kind: string, name: string, spec: Fields = {}, pods: Pods = {}): KubeObject =>
  namespaced('apps/v1', kind, name, {
    spec: { selector: { matchLabels: { app: name } }, template: template(name, pods), ...spec },
  });
/** A StatefulSet with a Service of its name. */
export const stateful = (name: string, spec: Fields = {}): KubeObject =>
  workload('StatefulSet', name, { serviceName: name, ...spec });
/** A Job whose pods never restart. */
export const job = (name: string, spec: Fields = {}, pods: Pods = {}, meta: Fields = {}): KubeObject =>
  namespaced(
    'batch/v1',
    'Job',
    name,
    { spec: { template: template(name, { restartPolicy: 'Never', ...pods }), ...spec } },
    meta,
  );
/** A template of claims of a size. */
export const claim = (size: string): Fields => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } } },
});
/** Pods of the next version. */
export const NEW = { image: 'registry.example.com/web:1.0.1' };
/** Selector and pods with one label more. */
export const wider = (name: string): Fields => ({
  selector: { matchLabels: { app: name, tier: 'front' } },
  template: template(name, { labels: { tier: 'front' } }),
});
/** What the API server answers where a field is fixed. */
export const refused = 'immutable';
