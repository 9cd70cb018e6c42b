import type { Manifest, Model } from '../../model';
import { byPlace, groupOf, namespaceOf, placeKey } from '../pod/pod-template';
import { LabelIndex } from '../pod/selector';
import { valueAt } from '../schema/json-path';
import { podsOf, workloadsOf, type Workload } from './workload';

/** A PodDisruptionBudget and the workloads whose pods it selects. */
export interface Budget {
  readonly manifest: Manifest;
  readonly workloads: readonly Workload[];
  /** Fewest pods that it covers when all is well. */
  readonly fewest: number;
  readonly minAvailable: unknown;
  readonly maxUnavailable: unknown;
}

/** Every PodDisruptionBudget of a model. */
export function budgetsOf(model: Model, workloads: readonly Workload[] = workloadsOf(model)): readonly Budget[] {
  const places = byPlace(workloads, ({ manifest }) => placeKey(manifest.environment, namespaceOf(manifest)));
  const indexes = new Map(
    [...places].map(([place, list]) => [place, new LabelIndex(list, ({ template }) => template.labels)]),
  );
  return model.manifests.filter(isBudget).map(manifest => {
    const spec = manifest.object.spec;
    const place = placeKey(manifest.environment, namespaceOf(manifest));
    const selected = indexes.get(place)?.matching(valueAt(spec, ['selector'])) ?? [];
    return {
      manifest,
      workloads: selected,
      fewest: selected.reduce((sum, { fewest }) => sum + fewest, 0),
      minAvailable: valueAt(spec, ['minAvailable']),
      maxUnavailable: valueAt(spec, ['maxUnavailable']),
    };
  });
}

function isBudget(manifest: Manifest): boolean {
  return manifest.object.kind === 'PodDisruptionBudget' && groupOf(manifest) === 'policy';
}

/** Pods that may be evicted at a time when all is well; undefined where the budget does not say it legibly. */
export function evictable({ fewest, minAvailable, maxUnavailable }: Budget): number | undefined {
  // Kubernetes rounds both percentages up.
  if (maxUnavailable !== undefined) return podsOf(maxUnavailable, fewest, Math.ceil);
  const kept = podsOf(minAvailable, fewest, Math.ceil);
  return kept === undefined ? undefined : fewest - kept;
}
