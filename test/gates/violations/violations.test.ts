import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rules } from '../../../src/gates';
import { plantedModel, violations } from '.';
import { codesOf } from './codes';

/** Rules that no change of one real object can break, each with the reason. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'assumed-documentation-range': 'facts of an environment',
  'assumed-in-live': 'facts of an environment',
  'documentation-value-assumed': 'facts of an environment',
  'image-released': 'live environments',
  'connection-budget': 'declarations',
  'pool-capacity': 'declarations',
  'policy-covers-pods': 'pods without any policy: two objects must change',
  'eks-policy-ports': 'more than 24 ports of one peer, which the declared calls refuse first',
  'file-unique': 'paths, not objects',
  'folder-has-application': 'an object that is missing',
  'parser-safe-strings': 'text, not values',
  'no-secret-values': 'a secret has no place in a test either',
  'shared-object': 'two objects of two folders',
  'role-taken': 'two objects',
  'adopted-read-only': 'resources that are adopted: its own test',
  'readiness-gate': 'target groups and their namespace: its own test',
  'managed-add-on': 'judged by EKS, not by the API server: its own test',
  'role-binding': 'no RoleBinding yet',
  'rollout-last': 'several objects of one Application: its own test',
  'release-strategy': 'judged by the Rollouts controller, not by the API server: its own test',
  'release-steps': 'judged by the Rollouts controller, not by the API server: its own test',
  'release-services': 'judged by the Rollouts controller, not by the API server: its own test',
  'release-ingress': 'judged by the Rollouts controller, not by the API server: its own test',
  'release-abort': 'judged by the Rollouts controller, not by the API server: its own test',
  'release-left-alone': 'judged by the Rollouts controller, not by the API server: its own test',
  'analysis-arguments': 'judged by the Rollouts controller, not by the API server: its own test',
  'analysis-judges': 'judged by the Rollouts controller, not by the API server: its own test',
  'release-configuration': 'two objects: its own test',
  'monitor-selects-pods': 'judged by the Prometheus operator, not by the API server: its own test',
  'public-address-probed': 'the API server reads no addresses: its own test',
  'probe-module-known': 'two objects, judged by the exporter: its own test',
  'monitor-told': 'two objects, and alerts are judged by Prometheus: its own test',
  'job-told': 'two objects, and alerts are judged by Prometheus: its own test',
  'workload-told': 'two objects, and alerts are judged by Prometheus: its own test',
  'rule-file-is-read': 'judged by Prometheus, not by the API server: its own test',
  'scrape-job-finds-targets': 'judged by Prometheus, not by the API server: its own test',
  'route-is-reached': 'judged by Alertmanager, not by the API server: its own test',
  'service-level-stated': 'two declarations, and no object is wrong: its own test',
  'inhibition-fits': 'judged by Alertmanager, not by the API server: its own test',
  'rule-is-read': 'judged by the Prometheus operator, not by the API server: its own test',
  'alarm-leads-to-dashboard': 'two objects, judged by CloudWatch: its own test',
  'store-dashboard-tells': 'judged by CloudWatch, not by the API server: its own test',
  'store-shown': 'an object that is missing: its own test',
  'query-parses': 'the API server reads no PromQL: promtool judges it, in a proof',
  'function-fits-metric': 'judged by Prometheus, not by the API server: its own test',
  'histogram-buckets': 'judged by Prometheus, not by the API server: its own test',
  'metric-known': 'judged by Prometheus, not by the API server: its own test',
  'dashboard-tells': 'the API server reads no dashboards: its own test',
  'dashboard-unique': 'the API server reads no dashboards: its own test',
  'dashboard-shown': 'the API server reads no dashboards: its own test',
  'alert-leads-to-dashboard': 'the API server reads no dashboards: its own test',
  'log-lines-arrive': 'the API server reads nothing of Fluent Bit: its own test',
  'log-settings-known': 'the API server reads nothing of Fluent Bit: its own test',
  'alarm-action': 'the API server knows no topics of SNS: its own test',
  'alarm-metric': 'the API server knows no metrics of CloudWatch: its own test',
  'azure-alert-action': 'the API server knows no action groups: its own test',
  'azure-alert-metric': 'the API server knows no metrics of Azure Monitor: its own test',
  'azure-alert-leads-to-dashboard': 'two objects, judged by Azure Monitor: its own test',
  'azure-panel-tells': 'the API server reads no dashboards: its own test',
  'azure-store-shown': 'an object that is missing: its own test',
  'alert-tells': 'pages among the runbooks: its own test',
  'retention-covers-windows': 'two objects: its own test',
  'experiment-contained': 'judged by Chaos Mesh, not by the API server: its own test',
  'role-trust': 'the text of a policy inside a text: its own test',
};

test('every rule has a violation, or a reason why none can be planted in one object', () => {
  const planted = new Set(violations.map(({ breaks }) => breaks));
  const codes = rules.map(({ code }) => code);
  expect(codes.filter(code => !planted.has(code) && !Object.hasOwn(ELSEWHERE, code))).toEqual([]);
  expect(Object.keys(ELSEWHERE).filter(code => planted.has(code) || !codes.includes(code))).toEqual([]);
});

// What API servers say of them is proved on real ones: test/e2e/validation.e2e.ts.
describe('each violation', () => {
  const page = readFileSync(join(resolve(__dirname, '../../..'), 'docs/validation.md'), 'utf8').split('\n');

  test.each(violations.map(each => [each.breaks, each.name, each] as const))(
    'is found by %s, and by whom docs/validation.md says: %s',
    (breaks, name, violation) => {
      const codes = codesOf(plantedModel(violation));
      expect(codes).toContain(breaks);
      const row = `| ${name} | ${violation.object} | ${codes.join(', ')} | `;
      expect(page.filter(line => line.startsWith(row))).toHaveLength(1);
    },
  );
});
