import type { KubeObject } from '../../../model';
import { groupKindOf } from '../../identity/group-kind';
import { recordsIn, shown, valueAt, type Step } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { referenceRule, unknownName } from '../reference-rule';

const RBAC = 'rbac.authorization.k8s.io';

/** Roles that every cluster has. */
const GIVEN = /^(?:cluster-admin|admin|edit|view|system:.*)$/;

function role(object: KubeObject, environment: EnvironmentObjects): ComplaintAt | undefined {
  const name = valueAt(object, ['roleRef', 'name']);
  const what = valueAt(object, ['roleRef', 'kind']) === 'Role' ? 'Role' : 'ClusterRole';
  const place = what === 'Role' ? object.metadata.namespace : undefined;
  if (what === 'ClusterRole' && GIVEN.test(String(name))) return undefined;
  if (environment.find(`${RBAC}/${what}`, place, name) !== undefined) return undefined;
  const where = place === undefined ? 'the environment' : `namespace ${place}`;
  const known = environment.names(`${RBAC}/${what}`, place);
  return unknownName({ steps: ['roleRef', 'name'], what, name, where, known });
}

/** Groups of what a binding names; the API server fills in those that are left out. */
function* groups(object: KubeObject): Iterable<ComplaintAt> {
  const named: readonly { steps: readonly Step[]; group: unknown; wanted: string }[] = [
    { steps: ['roleRef', 'apiGroup'], group: valueAt(object, ['roleRef', 'apiGroup']), wanted: RBAC },
    ...[...recordsIn(object.subjects)].map(([index, { kind, apiGroup }]) => ({
      steps: ['subjects', index, 'apiGroup'],
      group: apiGroup,
      wanted: kind === 'ServiceAccount' ? '' : RBAC,
    })),
  ];
  for (const { steps, group, wanted } of named) {
    if (group === undefined || group === '' || group === wanted) continue;
    yield {
      steps,
      message: `found ${shown(group)}, which has no such kind`,
      expected: wanted === '' ? 'no API group: a ServiceAccount is of the core' : wanted,
      mend: 'leave it out, or write what is expected',
    };
  }
}

function* subjects(object: KubeObject, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  for (const [index, { kind, name, namespace }] of recordsIn(object.subjects)) {
    const place = String(namespace ?? object.metadata.namespace);
    if (kind !== 'ServiceAccount' || name === 'default' || !environment.isClosed(place)) continue;
    if (environment.find('ServiceAccount', place, name) !== undefined) continue;
    const known = environment.names('ServiceAccount', place);
    const steps = ['subjects', index, 'name'];
    yield unknownName({ steps, what: 'ServiceAccount', name, where: `namespace ${place}`, known });
  }
}

const example = 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader } # beside Role reader';
const text: RuleTexts = {
  en: {
    rule: 'The role that a binding grants and the ServiceAccounts it grants it to exist, in the API groups that it names.',
    reason:
      'A right that is granted to a misspelt name is missing where it is needed, and open to whoever takes the name.',
    example,
  },
  ko: {
    rule: '바인딩이 주는 역할과 그것을 받는 ServiceAccount는 바인딩이 적은 API 그룹에 모두 있다.',
    reason: '철자가 틀린 이름에 준 권한은 필요한 곳에 없고, 그 이름을 먼저 차지하는 누구에게나 열려 있다.',
    example,
  },
};

/** The role that a binding grants and those it grants it to exist. */
export const roleBinding = referenceRule('role-binding', text, function* (object, environment) {
  const kind = groupKindOf(object);
  if (kind !== `${RBAC}/RoleBinding` && kind !== `${RBAC}/ClusterRoleBinding`) return;
  const complaint = role(object, environment);
  if (complaint !== undefined) yield complaint;
  yield* groups(object);
  yield* subjects(object, environment);
});
