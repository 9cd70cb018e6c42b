import type { Assumed, Fact } from '../../model';

/**
 * A value that no document gives (ALL-03), with the reason why this one stands here until the real one is known.
 * Address ranges, accounts and identifiers come from the ranges that are reserved for documentation. The type is the
 * place's, never the value's own: a key that the place does not know would pass unseen otherwise.
 */
export function assumed<T>(value: NoInfer<T>, reason: string): Assumed<T> {
  return { assumed: true, value, reason };
}

/** The value of a fact, given or assumed. */
export function known<T>(fact: Fact<T>): T {
  return isAssumed(fact) ? fact.value : fact;
}

/** Whether a value is an assumed fact. */
export function isAssumed<T>(fact: Fact<T>): fact is Assumed<T> {
  return typeof fact === 'object' && fact !== null && 'assumed' in fact && fact.assumed === true;
}
