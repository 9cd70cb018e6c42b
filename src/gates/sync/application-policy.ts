import type { Manifest } from '../../model';
import { environmentRule } from '../reference/reference-rule';
import { isRecord, shown, valueAt } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { sourcesOf, syncOptionsOf } from './applications';

const POLICY = ['spec', 'syncPolicy'];
const MEND = 'let the delivery make the Application: syncPolicy(…) writes what every one needs';

/** Options without which an Application is not safe, and why. */
const NEEDED: Readonly<Record<string, string>> = {
  'FailOnSharedResource=true': 'two owners of one object delete each other’s',
  'RespectIgnoreDifferences=true': 'ignoreDifferences alone only hides a difference that each sync overwrites',
  'ServerSideApply=true': 'client-side apply copies the whole object into an annotation of at most 262,144 bytes',
};

function* options(application: Manifest): Iterable<ComplaintAt> {
  const found = syncOptionsOf(application);
  for (const [option, why] of Object.entries(NEEDED)) {
    if (found.includes(option)) continue;
    const message = `found the sync options ${shown(found.join(' '))}, without ${option}`;
    yield { steps: [...POLICY, 'syncOptions'], message, expected: `${option}: ${why}`, mend: MEND };
  }
}

/** An automatic sync heals and prunes and follows the newest commit; an approved one is exactly what was approved. */
function* policy({ object }: Manifest, isAutomatic: boolean): Iterable<ComplaintAt> {
  const wanted: readonly (readonly [readonly string[], unknown, string])[] = isAutomatic
    ? [
        [['automated', 'prune'], true, 'what has left git is removed'],
        [['automated', 'selfHeal'], true, 'what was changed by hand is changed back'],
        [['retry', 'refresh'], true, 'a retry takes the newest commit, else a broken one is tried for ever'],
      ]
    : [[['retry', 'refresh'], false, 'a retry takes the commit that was approved and no newer one']];
  for (const [way, value, why] of wanted) {
    const found = valueAt(object, [...POLICY, ...way]);
    if (found === value) continue;
    const message = `found ${shown(found)} in ${isAutomatic ? 'an automatic' : 'an approved'} sync policy`;
    yield { steps: [...POLICY, ...way], message, expected: `${String(value)}: ${why}`, mend: MEND };
  }
  const limit = valueAt(object, [...POLICY, 'retry', 'limit']);
  if (typeof limit !== 'number' || limit === 0) {
    const expected = 'a number of attempts, -1 for no end: between Applications only retries keep the order';
    yield { steps: [...POLICY, 'retry', 'limit'], message: `found ${shown(limit)}`, expected, mend: MEND };
  }
  if (valueAt(object, [...POLICY, 'automated', 'allowEmpty']) === true) {
    const expected = 'no allowEmpty: a repository that reads as empty would delete everything';
    yield { steps: [...POLICY, 'automated', 'allowEmpty'], message: 'found true', expected, mend: MEND };
  }
}

/** Numbers of a chart's version, all of them: a range installs what nobody has seen. */
const EXACT = /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

function* sources(application: Manifest): Iterable<ComplaintAt> {
  for (const { source, steps } of sourcesOf(application)) {
    const { targetRevision: revision, chart, path, directory } = source;
    const message = `found ${shown(revision)}`;
    const at = [...steps, 'targetRevision'];
    if (chart !== undefined) {
      if (typeof revision === 'string' && EXACT.test(revision)) continue;
      yield { steps: at, message, expected: 'the exact version of the chart (3.5.0)', mend: 'pin the version' };
    } else {
      const isNamed = typeof revision === 'string' && revision !== '' && revision.toUpperCase() !== 'HEAD';
      if (!isNamed) yield { steps: at, message, expected: 'a branch or tag by its name', mend: 'name the branch' };
      const { recurse, include } = isRecord(directory) ? directory : {};
      // folder-has-application says the same of what runs.
      const isOurs = typeof path === 'string' && !path.startsWith('dist/');
      if (!isOurs || (recurse === true && include === '*.yaml')) continue;
      yield {
        steps: [...steps, 'directory'],
        message: `found ${shown(directory)}`,
        expected: 'recurse: true and include: "*.yaml"; else folders below are not read, and JSON is',
        mend: MEND,
      };
    }
  }
}

function automated({ object }: Manifest): boolean {
  const value = valueAt(object, [...POLICY, 'automated']);
  return isRecord(value) && value.enabled !== false;
}

const example =
  'syncPolicy:\n' +
  '  automated: { prune: true, selfHeal: true } # absent where a person approves each sync\n' +
  '  retry: { limit: -1, refresh: true }\n' +
  '  syncOptions: [ServerSideApply=true, FailOnSharedResource=true, RespectIgnoreDifferences=true]';
const text: RuleTexts = {
  en: {
    rule: 'Applications apply on the server, respect ignored differences, fail on shared objects and retry, follow a named revision or an exact chart version, and sync like the root of their environment; there is no ApplicationSet.',
    reason:
      'Each of these, when missing, has deleted, overwritten or silently skipped objects; one automatic Application beside approved ones deploys what nobody approved (FP-18).',
    example,
  },
  ko: {
    rule: 'Application은 서버에서 적용하고, 무시하기로 한 차이를 존중하며, 공유 객체에서 실패하고, 재시도한다. 이름 있는 리비전이나 정확한 차트 버전을 따르고 환경의 root와 같은 방식으로 동기화한다. ApplicationSet은 없다.',
    reason:
      '하나라도 빠져서 객체가 지워지거나 덮어쓰이거나 조용히 건너뛰어진 일이 있다. 승인을 받는 것들 사이의 자동 Application 하나는 아무도 승인하지 않은 것을 배포한다(FP-18).',
    example,
  },
};

/** Applications are made alike, and none syncs what it should not. */
export const applicationPolicy = environmentRule('application-policy', text, function* (environment) {
  for (const set of environment.all('argoproj.io/ApplicationSet')) {
    const expected = 'Applications, one file each: a generator that fails deletes what it made';
    yield [set, { steps: ['kind'], message: 'found an ApplicationSet', expected, mend: 'write its Applications' }];
  }
  const root = environment.find('argoproj.io/Application', 'argocd', 'root');
  for (const application of environment.all('argoproj.io/Application')) {
    const isAutomatic = automated(application);
    if (root !== undefined && automated(root) !== isAutomatic) {
      const message = `found ${isAutomatic ? 'automatic syncs' : 'syncs that wait for a person'}, unlike the Application root`;
      const expected = automated(root) ? 'automatic syncs, as in root' : 'no automated: every sync waits for approval';
      yield [application, { steps: [...POLICY, 'automated'], message, expected, mend: MEND }];
    } else for (const complaint of policy(application, isAutomatic)) yield [application, complaint];
    for (const complaint of [...options(application), ...sources(application)]) yield [application, complaint];
  }
});
