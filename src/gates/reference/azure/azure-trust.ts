import type { KubeObject, Manifest } from '../../../model';
import { factValue } from '../../../objects/fact-value';
import { groupKindOf } from '../../identity/group-kind';
import { containersOf, podSpecsOf } from '../../schema/fields/pods';
import { recordsIn, shown, valueAt, type Step } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { referenceRule, unknownName } from '../reference-rule';

const CREDENTIAL = 'managedidentity.azure.com/FederatedIdentityCredential';
const IDENTITY = 'managedidentity.azure.com/UserAssignedIdentity';
const SUBJECT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** Whom a credential lets in: a ServiceAccount of this environment, with a token of its cluster. */
function* credential(object: KubeObject, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const subject = valueAt(object, ['spec', 'subject']);
  const at: readonly Step[] = ['spec', 'subject'];
  const [, namespace = '', name] = SUBJECT.exec(String(subject)) ?? [];
  if (name === undefined) {
    yield {
      steps: at,
      message: `found the subject ${shown(subject)}`,
      expected: 'system:serviceaccount:<namespace>:<name>',
      mend: 'name the one ServiceAccount whose pods are this identity',
    };
  } else if (
    !environment.chartNamespaces.has(namespace) &&
    environment.find('ServiceAccount', namespace, name) === undefined
  ) {
    const known = environment.names('ServiceAccount', namespace);
    yield unknownName({ steps: at, what: 'ServiceAccount', name, where: `namespace ${namespace}`, known });
  }
  const cloud = environment.facts?.cluster.cloud;
  const issuer = valueAt(object, ['spec', 'issuer']);
  if (cloud?.type !== 'azure' || issuer === factValue(cloud.oidcIssuer)) return;
  yield {
    steps: ['spec', 'issuer'],
    message: `found the issuer ${shown(issuer)}: no token of this cluster comes from it`,
    expected: factValue(cloud.oidcIssuer),
    mend: "leave the issuer to WorkloadIdentity, or correct the cluster's oidcIssuer",
  };
}

/** The identity whose client id the operator writes into a ConfigMap. */
function writerOf(environment: EnvironmentObjects, namespace: string, configMap: unknown): Manifest | undefined {
  return environment
    .all(IDENTITY)
    .find(
      ({ object }) =>
        object.metadata.namespace === namespace &&
        valueAt(object, ['spec', 'operatorSpec', 'configMaps', 'clientId', 'name']) === configMap,
    );
}

/** ServiceAccounts that may take an identity. */
function trusted(environment: EnvironmentObjects, { object }: Manifest): readonly string[] {
  const { name, namespace } = object.metadata;
  return environment
    .all(CREDENTIAL)
    .filter(each => each.object.metadata.namespace === namespace)
    .filter(each => valueAt(each.object, ['spec', 'owner', 'name']) === name)
    .map(each => String(valueAt(each.object, ['spec', 'subject'])));
}

/** Pods that say whose token they take: that identity has to trust their ServiceAccount. */
function* pods(object: KubeObject, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const { namespace } = object.metadata;
  if (namespace === undefined) return;
  for (const pod of podSpecsOf(object)) {
    const account = valueAt(object, [...pod.steps, 'serviceAccountName']);
    const subject = `system:serviceaccount:${namespace}:${typeof account === 'string' ? account : 'default'}`;
    for (const { container, steps } of containersOf(pod)) {
      for (const [index, variable] of recordsIn(container.env)) {
        if (variable.name !== 'AZURE_CLIENT_ID') continue;
        const configMap = valueAt(variable, ['valueFrom', 'configMapKeyRef', 'name']);
        const identity = writerOf(environment, namespace, configMap);
        if (identity === undefined) continue;
        const subjects = trusted(environment, identity);
        if (subjects.includes(subject)) continue;
        yield {
          steps: [...steps, 'env', index],
          message: `found the client id of identity ${shown(identity.object.metadata.name)}, which does not trust ${subject}`,
          expected: `pods of ${subjects.length === 0 ? 'nobody' : subjects.join(', ')}`,
          mend: 'give each workload the WorkloadIdentity that was made for its ServiceAccount',
        };
      }
    }
  }
}

const example = 'subject: system:serviceaccount:shop:web # beside ServiceAccount web of namespace shop';
const text: RuleTexts = {
  en: {
    rule: "A federated credential lets in a ServiceAccount that exists, with a token of the environment's cluster; pods take the client id of an identity that trusts their ServiceAccount.",
    reason: 'Entra ID refuses every other token: the pod runs, and its first call to Azure fails.',
    example,
  },
  ko: {
    rule: '페더레이션 자격 증명은 실제로 있는 ServiceAccount를, 그 환경 클러스터의 토큰으로 들인다. 파드는 자기 ServiceAccount를 신뢰하는 ID의 클라이언트 ID를 쓴다.',
    reason: 'Entra ID는 다른 토큰을 모두 거절한다. 파드는 뜨지만 Azure를 처음 부를 때 실패한다.',
    example,
  },
};

/** Who takes an identity of Azure is who it trusts. */
export const azureTrust = referenceRule('azure-trust', text, function* (object, environment) {
  if (groupKindOf(object) === CREDENTIAL) yield* credential(object, environment);
  else yield* pods(object, environment);
});
