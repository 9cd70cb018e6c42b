import { rules } from '../../src/gates';
import { check } from '../../src/gates/check';
import type { Finding, Model } from '../../src/model';
import { partOf, realModel } from '../real-model';

const unchanged = new Map<string, ReadonlySet<string>>();

/** What is found with nothing planted: nothing that a planted defect is to blame for. */
function known(environment: string): ReadonlySet<string> {
  const before = unchanged.get(environment);
  if (before) return before;
  const found = check(partOf(realModel(), environment), rules).findings.map(each => JSON.stringify(each));
  unchanged.set(environment, new Set(found));
  return known(environment);
}

/** Findings that a planted defect brings to an environment: only that one is checked. */
export function caused(model: Model, environment: string): readonly Finding[] {
  return check(partOf(model, environment), rules).findings.filter(
    each => !known(environment).has(JSON.stringify(each)),
  );
}
