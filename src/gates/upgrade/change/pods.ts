import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../../../model';
import { podSpecsOf } from '../../schema/fields/pods';
import { valueAt } from '../../schema/json-path';

/** What a change does to pods: those that run are replaced one after the other, or new ones run to their end. */
export type PodEffect = 'restart' | 'run';

/** Pods that serve until they are stopped, and templates of which differ between two versions of an object. */
function templatesDiffer(before: KubeObject, after: KubeObject): boolean {
  return podSpecsOf(after).some(({ steps, runs }) => {
    const template = steps.slice(0, -1);
    return runs === 'service' && !isDeepStrictEqual(valueAt(before, template), valueAt(after, template));
  });
}

/**
 * What applying a version of an object over another does to its pods; undefined where nothing happens to them. A Secret
 * or ConfigMap changes no template by itself; a CronJob's pods come with its next run.
 * @param anew whether the object is deleted and made anew, or was not there before
 */
export function podEffect(before: KubeObject | undefined, after: KubeObject, anew: boolean): PodEffect | undefined {
  if (after.kind === 'Job' && podSpecsOf(after).length > 0) return anew ? 'run' : undefined;
  if (before === undefined || valueAt(after, ['spec', 'updateStrategy', 'type']) === 'OnDelete') return undefined;
  const serves = podSpecsOf(after).some(({ runs }) => runs === 'service');
  return templatesDiffer(before, after) || (anew && serves) ? 'restart' : undefined;
}
