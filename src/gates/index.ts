import type { Rule } from '../model';
import { capacityRules } from './capacity';
import { deliveryRules } from './delivery';
import { exceptionUsed } from './exception/exception-used';
import { experimentRules } from './experiment';
import { factRules } from './fact';
import { identityRules } from './identity';
import { imageRules } from './image';
import { ingressRules } from './ingress';
import { logRules } from './logs';
import { monitoringRules } from './monitoring';
import { networkRules } from './network';
import { podRules } from './pod';
import { referenceRules } from './reference';
import { releaseRules } from './release';
import { scalingRules } from './scaling';
import { schemaRules } from './schema';
import { selectorRules } from './selector';
import { statefulRules } from './stateful';
import { syncRules } from './sync';
import { textRules } from './text';
import { upgradeRules } from './upgrade';

export { check, type Excepted, type Verdict } from './check';

/** What must hold everywhere, in the order in which it is checked. A concern's folder lists its own rules. */
export const rules: readonly Rule[] = [
  ...identityRules,
  ...schemaRules,
  ...textRules,
  ...selectorRules,
  ...referenceRules,
  ...podRules,
  ...imageRules,
  ...scalingRules,
  ...releaseRules,
  ...monitoringRules,
  ...logRules,
  ...networkRules,
  ...experimentRules,
  ...ingressRules,
  ...capacityRules,
  ...statefulRules,
  ...syncRules,
  ...factRules,
  ...deliveryRules,
];

/** What `garam explain` and docs/rules.md tell of: every rule, sorted by code. */
export const explained: readonly Pick<Rule, 'code' | 'text'>[] = [...rules, ...upgradeRules, exceptionUsed].sort(
  (a, b) => (a.code < b.code ? -1 : 1),
);
