import type { Manifest, Model } from '../../model';
import { recordsIn, shown } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { groupOf, namespaceOf, placeKey, podTemplatesOf, type PodTemplate } from './pod-template';
import { modelRule } from './rule-forms';

const example =
  'serviceAccountName: web\nautomountServiceAccountToken: false\nenableServiceLinks: false\npriorityClassName: shop-service';
const text: RuleTexts = {
  en: {
    rule: 'Every pod has a ServiceAccount of its own and a PriorityClass, no service links, and no API token unless a RoleBinding names its account.',
    reason:
      'A token that nobody uses is one that an intruder can use. Rights given to `default` belong to every pod beside it. Service links hide configuration mistakes in environment variables. Without a priority a job evicts a database.',
    example,
  },
  ko: {
    rule: '모든 파드는 자기 ServiceAccount와 PriorityClass를 갖고, 서비스 링크가 없으며, RoleBinding이 그 계정을 가리킬 때만 API 토큰을 갖는다.',
    reason:
      '아무도 쓰지 않는 토큰은 침입자가 쓸 수 있는 토큰이다. `default` 계정에 준 권한은 옆의 모든 파드가 갖는다. 서비스 링크는 설정 실수를 환경 변수로 가린다. 우선순위가 없으면 잡이 데이터베이스를 밀어낸다.',
    example,
  },
};

/** Pods get no token, no service links, an account of their own and a priority. */
export const podDefaults = modelRule('pod-defaults', text, function* (model) {
  const bound = boundAccounts(model);
  for (const manifest of model.manifests) {
    for (const template of podTemplatesOf(manifest)) {
      const account = `${placeKey(manifest.environment, template.namespace ?? '')}/${String(template.pod.spec.serviceAccountName)}`;
      for (const complaint of complaints(template, bound.has(account))) yield [manifest, complaint];
    }
  }
});

/** Accounts that a RoleBinding or ClusterRoleBinding gives rights to: environment, namespace, name. */
function boundAccounts(model: Model): ReadonlySet<string> {
  return new Set(model.manifests.filter(isBinding).flatMap(subjectsOf));
}

function isBinding(manifest: Manifest): boolean {
  return groupOf(manifest) === 'rbac.authorization.k8s.io' && manifest.object.kind.endsWith('RoleBinding');
}

function subjectsOf(manifest: Manifest): readonly string[] {
  return recordsIn(manifest.object.subjects)
    .filter(([, { kind }]) => kind === 'ServiceAccount')
    .map(([, subject]) => {
      const namespace = String(subject.namespace ?? namespaceOf(manifest));
      return `${placeKey(manifest.environment, namespace)}/${String(subject.name)}`;
    });
}

function* complaints({ pod }: PodTemplate, bound: boolean): Iterable<ComplaintAt> {
  const { serviceAccountName, automountServiceAccountToken, enableServiceLinks, priorityClassName } = pod.spec;
  const at = (field: string): ComplaintAt['steps'] => [...pod.steps, field];
  if (serviceAccountName === undefined || serviceAccountName === '' || serviceAccountName === 'default') {
    yield {
      steps: at('serviceAccountName'),
      message: `the pods run as ${serviceAccountName === 'default' ? '' : 'no account of their own, which means '}the ServiceAccount default`,
      expected: 'a ServiceAccount of its own',
      mend: 'make a ServiceAccount for the workload and name it in serviceAccountName',
    };
  }
  if (automountServiceAccountToken !== false && !(automountServiceAccountToken === true && bound)) {
    const found =
      automountServiceAccountToken === undefined ? 'nothing, which means true' : shown(automountServiceAccountToken);
    yield {
      steps: at('automountServiceAccountToken'),
      message: `found ${found}, and ${bound ? 'a' : 'no'} RoleBinding names the account ${shown(serviceAccountName)}`,
      expected: bound ? 'true or false, stated' : 'false',
      mend: bound
        ? 'state automountServiceAccountToken'
        : 'set automountServiceAccountToken: false, or bind the Role that the pods need to their account',
    };
  }
  if (enableServiceLinks !== false) {
    yield {
      steps: at('enableServiceLinks'),
      message: `found ${enableServiceLinks === undefined ? 'nothing, which means true' : shown(enableServiceLinks)}`,
      expected: 'false',
      mend: 'set enableServiceLinks: false; services are found by DNS',
    };
  }
  if (typeof priorityClassName !== 'string' || priorityClassName === '') {
    yield {
      steps: at('priorityClassName'),
      message: 'the pods have no priority',
      expected: 'the name of a PriorityClass',
      mend: 'set priorityClassName',
    };
  }
}
