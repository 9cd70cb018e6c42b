import type { Finding, Model, Rendered } from '../../model';
import { applicationMoved } from './rules/application-moved';
import { applicationRemoved } from './rules/application-removed';
import { cloudFieldFixed } from './rules/cloud-field-fixed';
import { fieldImmutable } from './rules/field-immutable';
import { namespaceMoved } from './rules/namespace-moved';
import { prunePermitted } from './rules/prune-permitted';
import { removalOutOfSync } from './rules/removal-out-of-sync';
import { selectorFollowsPods } from './rules/selector-follows-pods';
import { statefulRemoved } from './rules/stateful-removed';
import type { UpgradeRule } from './upgrade-rule';

export { changesBetween, type Change, type Fate } from './change';
export { findingKey, findingsThen } from './findings-then';
export type { UpgradeRule } from './upgrade-rule';

/** What must hold of the way from one state of git to the next. */
export const upgradeRules: readonly UpgradeRule[] = [
  fieldImmutable,
  cloudFieldFixed,
  statefulRemoved,
  removalOutOfSync,
  prunePermitted,
  selectorFollowsPods,
  applicationMoved,
  applicationRemoved,
  namespaceMoved,
];

/** Everything that is wrong with the way from a git revision to the model, in order of the rules. */
export function checkUpgrade(before: Rendered, after: Model): readonly Finding[] {
  return upgradeRules.flatMap(rule => rule.check(before, after));
}
