import type { Environment } from '../../environments/environment';
import { isPlain } from '../uncarried-value';
import type { BadValue } from './check-values';
import { shown } from './shown';
import { namespaceOf } from './system-namespace';

/**
 * Callers in a namespace that nothing of the environment fills: an add-on that is not listed, or a misspelt name. Their
 * calls would never come, and the way in would be closed.
 */
export function unknownOrigins({ systems, addOns }: Environment): BadValue[] {
  const listed = systems.filter(Boolean);
  const filled = [
    'kube-system',
    ...addOns.map(addOn => addOn?.namespace),
    ...listed.map(({ props }) => namespaceOf(props)?.name),
  ];
  return listed
    .flatMap(({ id, props }) => originsIn(props, `systems.${id}`))
    .filter(({ namespace }) => !filled.includes(namespace))
    .map(({ path, namespace }) => ({
      path: `${path}.namespace`,
      found: shown(namespace),
      expected: `the namespace of an add-on or a system that is listed here: ${[...new Set(filled)].join(', ')}`,
    }));
}

interface Caller {
  readonly path: string;
  readonly namespace: string;
}

/** Pods of a namespace that a selector names, wherever they stand below a value. */
function originsIn(value: unknown, path: string): Caller[] {
  if (typeof value !== 'object' || value === null || !(Array.isArray(value) || isPlain(value))) return [];
  const { namespace, selector } = value as { readonly namespace?: unknown; readonly selector?: unknown };
  const inside = Object.entries(value).flatMap(([key, member]) => originsIn(member, `${path}.${key}`));
  return typeof namespace === 'string' && selector !== undefined ? [{ path, namespace }, ...inside] : inside;
}
