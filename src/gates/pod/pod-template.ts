import type { Manifest, Model } from '../../model';
import { podSpecsOf, type PodSpecAt } from '../schema/fields/pods';
import { isRecord, valueAt, type Step } from '../schema/json-path';
import { once } from './once';
import { madeByOperator } from './operator-pods';
import { LabelIndex, type Labels } from './selector';

/** What pods of one kind look like: the object that makes them, their labels, their specification. */
export interface PodTemplate {
  readonly manifest: Manifest;
  /** Namespace of the pods; undefined where a cluster-wide template leaves it to its user. */
  readonly namespace: string | undefined;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Steps to the pods' metadata. */
  readonly metadataSteps: readonly Step[];
  readonly pod: PodSpecAt;
}

/** Namespace of an object; objects without one land in `default`. */
export function namespaceOf({ object }: Manifest): string {
  return object.metadata.namespace ?? 'default';
}

/** Group of an object's API (`apps`; empty for the core). */
export function groupOf({ object }: Manifest): string {
  const slash = object.apiVersion.indexOf('/');
  return slash < 0 ? '' : object.apiVersion.slice(0, slash);
}

/** Every kind of pods that an object makes. */
export const podTemplatesOf = once((manifest: Manifest): readonly PodTemplate[] =>
  podSpecsOf(manifest.object).map(pod => {
    const metadataSteps = [...pod.steps.slice(0, -1), 'metadata'];
    const metadata = valueAt(manifest.object, metadataSteps);
    const part = (name: string): Labels => {
      const value = valueAt(metadata, [name]);
      return isRecord(value) ? value : {};
    };
    return {
      manifest,
      namespace: manifest.object.kind.startsWith('Cluster') ? undefined : namespaceOf(manifest),
      labels: part('labels'),
      annotations: part('annotations'),
      metadataSteps,
      pod,
    };
  }),
);

/** Pods that an operator makes of the object. */
function operatorTemplatesOf(manifest: Manifest): readonly PodTemplate[] {
  const made = madeByOperator(manifest.object);
  if (made === undefined) return [];
  const metadataSteps = ['spec', 'podMetadata'];
  return [{ manifest, namespace: namespaceOf(manifest), annotations: {}, metadataSteps, ...made }];
}

/** Steps to the labels of a template's pods. */
export function labelSteps(template: PodTemplate): readonly Step[] {
  return [...template.metadataSteps, 'labels'];
}

/** Name of a namespace in an environment, as a key. */
export function placeKey(environment: string, namespace: string): string {
  return `${environment}/${namespace}`;
}

/** Groups things by namespace and environment. */
export function byPlace<T>(items: readonly T[], placeOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const places = new Map<string, T[]>();
  for (const item of items) {
    const place = placeOf(item);
    const list = places.get(place);
    if (list === undefined) places.set(place, [item]);
    else list.push(item);
  }
  return places;
}

/** All pods of a model, found by namespace and labels. */
export class PodIndex {
  readonly templates: readonly PodTemplate[];
  private readonly places: ReadonlyMap<string, LabelIndex<PodTemplate>>;

  constructor(model: Model) {
    this.templates = model.manifests.flatMap(manifest => [
      ...podTemplatesOf(manifest),
      ...operatorTemplatesOf(manifest),
    ]);
    const places = byPlace(this.templates, ({ manifest, namespace }) =>
      placeKey(manifest.environment, namespace ?? ''),
    );
    this.places = new Map([...places].map(([place, pods]) => [place, new LabelIndex(pods, ({ labels }) => labels)]));
  }

  /** Pods of a namespace that a label selector selects. */
  matching(environment: string, namespace: string, selector: unknown): readonly PodTemplate[] {
    return this.places.get(placeKey(environment, namespace))?.matching(selector) ?? [];
  }
}

/** The pods of a model. */
export const podIndexOf = once((model: Model) => new PodIndex(model));
