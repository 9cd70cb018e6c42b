import type { Assumed, Fact } from '../model';

/** Whether a value of the model is an assumed fact. */
export function isAssumed<T>(fact: Fact<T>): fact is Assumed<T> {
  return typeof fact === 'object' && fact !== null && 'assumed' in fact && fact.assumed === true;
}

/** The value of a fact, given or assumed. */
export function factValue<T>(fact: Fact<T>): T {
  return isAssumed(fact) ? fact.value : fact;
}
