import { isAssumed } from '../constructs/structure';
import type { AssumedFact, Fact } from '../model';

/** Every assumed fact inside an environment's values, with its property path as its name (ALL-03). */
export function assumedFacts(value: unknown, path = ''): AssumedFact[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isAssumed(value as Fact<unknown>)) {
    const fact = value as { readonly value: unknown; readonly reason: string };
    return [{ path, value: shown(fact.value), reason: fact.reason }];
  }
  return Object.entries(value).flatMap(([key, item]) => assumedFacts(item, path === '' ? key : `${path}.${key}`));
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
