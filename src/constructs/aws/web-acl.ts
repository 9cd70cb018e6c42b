import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { WebAcl as AckWebAcl, type WebAclSpecRules } from '../../../imports/wafv2.services.k8s.aws';
import { TracedConstruct } from '../structure';
import { awsTags } from './aws-cloud';
import { ackMetadata, created } from './ownership';

export interface WebAclProps {
  readonly namespace: string;
  readonly description: string;
  /** Most requests of one address in a window; more are blocked until it calms down. WAF knows 1, 2, 5 and 10 minutes. */
  readonly addressLimit: { readonly requests: number; readonly window: Duration };
}

/** A group of rules that AWS keeps. */
interface ManagedGroup {
  readonly name: string;
  /** Rules of the group that only count. @default none */
  readonly counted?: readonly string[];
}

/** In the order of evaluation; 1,127 of the 1,500 capacity units that cost nothing extra. */
const MANAGED: readonly ManagedGroup[] = [
  { name: 'AWSManagedRulesAmazonIpReputationList' },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet' },
  { name: 'AWSManagedRulesSQLiRuleSet' },
  // This rule blocks bodies over 8 KB, which an API receives every day.
  { name: 'AWSManagedRulesCommonRuleSet', counted: ['SizeRestrictions_BODY'] },
];

/**
 * A regional web ACL: blocks addresses that ask too much and what AWS's managed rules know, and lets the rest in.
 * ACK cannot associate it with a stage (D-24). (FP-10)
 */
export class WebAcl extends TracedConstruct {
  readonly name: string;

  constructor(scope: Construct, name: string, props: WebAclProps) {
    super(scope, name);
    this.name = name;
    const { namespace, description, addressLimit } = props;
    new AckWebAcl(this, 'acl', {
      metadata: ackMetadata(this, { name, namespace, ownership: created(), stateful: false }),
      spec: {
        name,
        description,
        scope: 'REGIONAL',
        defaultAction: { allow: {} },
        rules: [addressRule(addressLimit), ...MANAGED.map((group, at) => managedRule(group, at + 1))],
        visibilityConfig: visible(name),
        tags: awsTags(this),
      },
    });
  }
}

function addressRule({ requests, window }: WebAclProps['addressLimit']): WebAclSpecRules {
  return {
    name: 'address-limit',
    priority: 0,
    action: { block: {} },
    statement: {
      rateBasedStatement: { aggregateKeyType: 'IP', limit: requests, evaluationWindowSec: window.toSeconds() },
    },
    visibilityConfig: visible('address-limit'),
  };
}

function managedRule({ name, counted = [] }: ManagedGroup, priority: number): WebAclSpecRules {
  const overrides = counted.map(rule => ({ name: rule, actionToUse: { count: {} } }));
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ...(overrides.length > 0 && { ruleActionOverrides: overrides }),
      },
    },
    visibilityConfig: visible(name),
  };
}

function visible(metricName: string) {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}
