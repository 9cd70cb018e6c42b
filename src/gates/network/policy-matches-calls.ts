import { modelRule } from '../pod/rule-forms';
import type { RuleTexts } from '../schema/object-rule';
import { stoppedCalls } from './call-allowed';
import { DeclaredTraffic } from './declared-traffic';
import { unexplainedPeers } from './peer-explained';
import { policyIndexOf } from './policy';

const example =
  "new Service(this, 'web', { calls: [database.endpoint()], openTo: [{ name: 'load-balancer', cidrs }] });";
const text: RuleTexts = {
  en: {
    rule: 'NetworkPolicies let through, on both sides, every call that a workload declares, and nothing that none declares; DNS is understood.',
    reason:
      'A call that one side stops fails when it is first made, in production. A passage that nobody declares is one that nobody needs, but an intruder.',
    example,
  },
  ko: {
    rule: 'NetworkPolicy는 워크로드가 선언한 모든 호출을 양쪽에서 통과시키고, 아무도 선언하지 않은 것은 통과시키지 않는다. DNS는 선언하지 않아도 된다.',
    reason:
      '한쪽이 막는 호출은 운영에서 처음 부를 때 실패한다. 아무도 선언하지 않은 통로는 침입자 말고는 아무에게도 필요 없다.',
    example,
  },
};

/** What policies let through is what workloads declare, no less and no more. */
export const policyMatchesCalls = modelRule('policy-matches-calls', text, function* (model) {
  const traffic = new DeclaredTraffic(model);
  const policies = policyIndexOf(model);
  for (const workload of traffic.workloads) yield* stoppedCalls(workload, traffic, policies);
  for (const policy of policies.policies) yield* unexplainedPeers(policy, traffic);
});
