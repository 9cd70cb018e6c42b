import { Yaml } from 'cdk8s';
import type { Manifest, Model } from '../../../src/model';
import { put } from '../pod-planting';
import { named, planted, realModel, type Draft } from '../../real-model';

/** Steps to a field, and the value that is put there; `undefined` removes it. */
export type Change = readonly [steps: readonly (string | number)[], value: unknown];

/** A defect that is planted in a copy of a real object. */
export interface Violation {
  /** Code of the rule that it is planted for. */
  readonly breaks: string;
  /** What is wrong, in a sentence. */
  readonly name: string;
  /** `Kind/name` of the object in the first of `PLANTED_IN` that has it. */
  readonly object: string;
  readonly changes: readonly Change[];
}

export const BACKEND = 'Deployment/fablink-backend';

/** A Deployment of several pods, with an autoscaler and a disruption budget. */
export const SCALED = 'Deployment/location-service';
export const POD: readonly (string | number)[] = ['spec', 'template', 'spec'];
export const CONTAINER: readonly (string | number)[] = [...POD, 'containers', 0];

/** A violation of a rule by the given changes of one object. */
export function violation(breaks: string, object: string, name: string, ...changes: readonly Change[]): Violation {
  return { breaks, name, object, changes };
}

/** A violation inside the backend's container. */
export function inContainer(breaks: string, name: string, steps: Change[0], value: unknown): Violation {
  return violation(breaks, BACKEND, name, [[...CONTAINER, ...steps], value]);
}

/** A violation inside the backend's pod. */
export function inPod(breaks: string, name: string, steps: Change[0], value: unknown): Violation {
  return violation(breaks, BACKEND, name, [[...POD, ...steps], value]);
}

/** Environments whose objects violations are planted in. */
const PLANTED_IN = ['fablink-prod', 'fablink-dev', 'tripgen-prod', 'tripgen-dev'];

/** Applications of what watches an environment: there are names that its own systems have, too, which are meant then. */
const WATCHING = /^(logs|monitoring|node-logs|security|traces)-/;

/** The manifest of the real model that is named. @throws Error when it is none, or two of one environment */
export function manifestOf({ object }: Pick<Violation, 'object'>): Manifest {
  const of = (environment: string) => {
    const all = realModel().manifests.filter(named(environment, object));
    const own = all.filter(({ application }) => !WATCHING.test(application));
    return own.length > 0 ? own : all;
  };
  const [found, another] = PLANTED_IN.flatMap(of);
  if (found === undefined || another?.environment === found.environment)
    throw new Error(`${object} names no single object`);
  return found;
}

/** A model with one object changed, and the manifest that carries it. */
export interface Planted {
  readonly model: Model;
  readonly manifest: Manifest;
}

/** The real model with the violation planted in it. */
export function plantedModel({ object, changes }: Violation): Planted {
  return changedModel(manifestOf({ object }).path, draft =>
    changes.forEach(([steps, value]) => put(draft, steps, value)),
  );
}

/** The real model with the object of one file changed, its text too. */
export function changedModel(path: string, change: (object: Draft) => void): Planted {
  const changed = planted(realModel(), each => each.path === path, change);
  const manifests = changed.manifests.map(each =>
    each.path === path ? { ...each, text: Yaml.stringify(each.object) } : each,
  );
  return { model: { ...changed, manifests }, manifest: manifests.find(each => each.path === path) as Manifest };
}
