import { groupKindOf } from '../../identity/group-kind';
import { valueAt } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import { referenceRule, unknownName } from '../reference-rule';

const example = 'spec: { project: shop-dev } # beside AppProject shop-dev';
const text: RuleTexts = {
  en: {
    rule: 'The AppProject that an Application names is one of its environment.',
    reason: 'Without it nothing is synced; the project "default" would allow everything.',
    example,
  },
  ko: {
    rule: 'Application이 적은 AppProject는 그 환경의 것이다.',
    reason: '없으면 아무것도 동기화되지 않고, "default" 프로젝트라면 모든 것이 허용된다.',
    example,
  },
};

/** The AppProject that an Application names exists. */
export const applicationProject = referenceRule(
  'application-project',
  text,
  function* (object, environment) {
    if (groupKindOf(object) !== 'argoproj.io/Application') return;
    const { namespace } = object.metadata;
    const name = valueAt(object, ['spec', 'project']);
    if (environment.find('argoproj.io/AppProject', namespace, name) !== undefined) return;
    const known = environment.names('argoproj.io/AppProject', namespace);
    const steps = ['spec', 'project'];
    yield unknownName({ steps, what: 'AppProject', name, where: 'the environment', known });
  },
  'argocd',
);
