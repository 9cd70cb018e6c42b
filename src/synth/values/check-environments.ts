import type { SystemEntry } from '../../constructs/structure';
import type { Environment } from '../../environments/environment';
import type { Manifest } from '../../model';
import { InputError, type InputProblem } from '../input-error';
import { type BadValue, checkValues } from './check-values';
import { shown } from './shown';
import { namespaceOf } from './system-namespace';
import { unknownOrigins } from './unknown-origins';
import { unusedReleases } from './unused-releases';

/** Namespaces that belong to Kubernetes. */
const KUBERNETES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/**
 * Refuses values that cannot be, of all environments together, before anything is built from them.
 * @throws InputError with every bad value, its path and what is expected there
 */
export function refuseBadValues(environments: readonly Environment[]): void {
  const names = environments.map(({ name }) => name);
  const [first, ...more] = environments.flatMap((environment, at) => [
    ...badValues(environment).map(value => problemOf(environment, value)),
    ...(names.indexOf(environment.name) < at ? [problemOf(environment, takenName(environment))] : []),
  ]);
  if (first !== undefined) throw new InputError(first, ...more);
}

/**
 * Refuses a release that names what does not run.
 * @throws InputError with every such service
 */
export function refuseUnusedReleases(environment: Environment, manifests: readonly Manifest[]): void {
  const [first, ...more] = unusedReleases(environment, manifests).map(value => problemOf(environment, value));
  if (first !== undefined) throw new InputError(first, ...more);
}

/** Every value of an environment that cannot be. */
function badValues(environment: Environment): BadValue[] {
  const { madeAt: _madeAt, ...values } = environment;
  const root = ['environment'];
  return [
    ...checkValues(values, root, environment.cluster),
    ...entries(environment).flatMap(({ id, props }) =>
      checkValues(props, [...root, 'systems', id], environment.cluster),
    ),
    ...takenNamespaces(environment),
    ...unknownOrigins(environment),
  ];
}

/** Systems, without what is no system and has been told already. */
function entries({ systems }: Environment): readonly SystemEntry[] {
  return systems.filter(Boolean);
}

function takenName({ name }: Environment): BadValue {
  return { path: 'name', found: shown(name), expected: 'a name that no other environment has' };
}

/** A system has its namespace for itself: quota, policies and the rights of its project are for all that is in it. */
function takenNamespaces(environment: Environment): BadValue[] {
  const taken = new Set([...KUBERNETES, ...environment.addOns.map(addOn => addOn?.namespace)]);
  return entries(environment).flatMap(({ id, props }) => {
    const namespace = namespaceOf(props);
    if (namespace === undefined) return [];
    const { name, path } = namespace;
    const expected = `a namespace for this system alone; others have ${[...taken].join(', ')}`;
    const isTaken = taken.has(name);
    taken.add(name);
    return isTaken ? [{ path: `systems.${id}.${path}`, found: shown(name), expected }] : [];
  });
}

function problemOf(environment: Environment, { path, found, expected }: BadValue): InputProblem {
  const source = environment.madeAt()[0];
  return {
    what: `${nameOf(path)}: got ${found}`,
    where: `${environment.name}, ${path}`,
    expected,
    mend: `correct ${path} in the environment’s file`,
    path,
    ...(source && { source }),
  };
}

/** Last step of a path; an element of a list with the list's name. */
function nameOf(path: string): string {
  return /[^.]+(?:\.\d+)*$/.exec(path)?.[0] ?? path;
}
