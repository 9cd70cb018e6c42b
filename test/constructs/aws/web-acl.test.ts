import { Duration } from 'cdk8s';
import { WebAcl } from '../../../src/constructs/aws';
import { objectOf, testSystem } from '../place';

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly statement: {
    readonly rateBasedStatement?: object;
    readonly managedRuleGroupStatement?: { readonly name: string; readonly ruleActionOverrides?: object[] };
  };
  readonly action?: object;
  readonly overrideAction?: object;
}

function rules(): readonly Rule[] {
  const system = testSystem();
  const addressLimit = { requests: 50_000, window: Duration.minutes(5) };
  new WebAcl(system.cloud, 'shop-acl', { namespace: 'shop', description: 'In front of the shop', addressLimit });
  const spec = objectOf(system, 'WebACL', 'shop-acl').spec as { rules: Rule[]; scope: string; defaultAction: object };
  expect(spec).toMatchObject({ scope: 'REGIONAL', defaultAction: { allow: {} }, name: 'shop-acl' });
  return spec.rules;
}

test('one address that asks too much is blocked', () => {
  expect(rules()[0]).toMatchObject({
    name: 'address-limit',
    action: { block: {} },
    statement: { rateBasedStatement: { aggregateKeyType: 'IP', evaluationWindowSec: 300, limit: 50000 } },
  });
});

test('AWS’s managed rules act as their group says, each rule in its own place', () => {
  const managed = rules().slice(1);
  expect(managed.map(r => r.statement.managedRuleGroupStatement?.name)).toEqual([
    'AWSManagedRulesAmazonIpReputationList',
    'AWSManagedRulesKnownBadInputsRuleSet',
    'AWSManagedRulesSQLiRuleSet',
    'AWSManagedRulesCommonRuleSet',
  ]);
  for (const rule of managed) expect(rule.overrideAction).toEqual({ none: {} });
  expect(rules().map(r => r.priority)).toEqual([0, 1, 2, 3, 4]);
});

test('bodies over 8 KB are counted, not blocked', () => {
  const overridden = rules().flatMap(r => r.statement.managedRuleGroupStatement?.ruleActionOverrides ?? []);
  expect(overridden).toEqual([{ name: 'SizeRestrictions_BODY', actionToUse: { count: {} } }]);
});
