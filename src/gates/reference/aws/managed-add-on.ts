import type { KubeObject } from '../../../model';
import { groupKindOf } from '../../identity/group-kind';
import { isRecord, shown, valueAt } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { nameList, referenceRule } from '../reference-rule';

/** The add-on that brings CloudWatch's agent, and by default a Fluent Bit of its own. */
const CLOUDWATCH = 'amazon-cloudwatch-observability';

const example =
  'addonVersion: v4.4.0-eksbuild.1\nconfigurationValues: \'{"containerLogs": {"enabled": false}}\' # where Fluent Bit is ours';
const text: RuleTexts = {
  en: {
    rule: 'An add-on of EKS has an exact version, values as JSON, and declared pods. CloudWatch’s leaves log lines alone where Fluent Bit collects them, and the group that it writes to is declared.',
    reason:
      'Without a version EKS takes its default of the day; pods that nobody counts take the room of others; two collectors send every line twice; a group that the agent makes keeps for ever.',
    example,
  },
  ko: {
    rule: 'EKS 애드온에는 정확한 버전, JSON 값, 선언된 파드가 있다. CloudWatch 애드온은 Fluent Bit이 로그를 모으는 곳에서는 로그를 보내지 않으며, 쓰는 로그 그룹은 선언되어 있다.',
    reason:
      '버전이 없으면 EKS가 그날의 기본값을 고른다. 아무도 세지 않은 파드는 다른 파드의 자리를 차지한다. 수집기가 둘이면 모든 줄이 두 번 도착한다. 에이전트가 만든 그룹은 영원히 보관한다.',
    example,
  },
};

/** What EKS installs is pinned, counted, and sends nothing twice. */
export const managedAddOn = referenceRule('managed-add-on', text, function* (object, environment) {
  if (groupKindOf(object) !== 'eks.services.k8s.aws/Addon') return;
  yield* formComplaints(object, environment);
  if (nameOf(object) === CLOUDWATCH) yield* cloudWatchComplaints(object, environment);
});

function nameOf({ spec, metadata }: KubeObject): string {
  return String(valueAt(spec, ['name']) ?? metadata.name);
}

function* formComplaints(addOn: KubeObject, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const version = valueAt(addOn.spec, ['addonVersion']);
  if (!/^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(String(version))) {
    yield {
      steps: ['spec', 'addonVersion'],
      message: `found ${shown(version)}`,
      expected: 'an exact version, as v4.4.0-eksbuild.1',
      mend: 'take one that `aws eks describe-addon-versions` lists for the cluster’s Kubernetes',
    };
  }
  if (valuesOf(addOn) === undefined) {
    const expected = 'a JSON object';
    yield {
      steps: VALUES,
      message: 'found values that are no JSON object',
      expected,
      mend: 'declare it with EksAddOn',
    };
  }
  const counted = environment.declarations.flatMap(each => (each.type === 'managed-add-on' ? [each.name] : []));
  if (counted.includes(nameOf(addOn))) return;
  yield {
    steps: ['spec', 'name'],
    message: `found "${nameOf(addOn)}", of whose pods nobody has told`,
    expected: counted.length === 0 ? 'a declaration of its pods' : `one of ${nameList(counted)}`,
    mend: 'declare it with EksAddOn, with every pod that it starts',
  };
}

const VALUES = ['spec', 'configurationValues'];

function valuesOf({ spec }: KubeObject): Readonly<Record<string, unknown>> | undefined {
  try {
    const values: unknown = JSON.parse(String(valueAt(spec, ['configurationValues'])));
    return isRecord(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

function* cloudWatchComplaints(addOn: KubeObject, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const values = valuesOf(addOn);
  if (values === undefined) return;
  const lines = valueAt(values, ['containerLogs', 'enabled']);
  if (lines !== false && environment.declarations.some(({ type }) => type === 'log-collection')) {
    yield {
      steps: [...VALUES, 'containerLogs', 'enabled'],
      message: `found ${shown(lines)}: its Fluent Bit sends what the environment’s own sends, too`,
      expected: 'false',
      mend: 'switch it off; each service has a log group of its own already',
    };
  }
  const cluster = String(valueAt(addOn.spec, ['clusterName']));
  const group = `/aws/containerinsights/${cluster}/performance`;
  const groups = environment
    .all('cloudwatchlogs.services.k8s.aws/LogGroup')
    .map(({ object }) => valueAt(object.spec, ['name']));
  if (groups.includes(group)) return;
  yield {
    steps: ['spec', 'clusterName'],
    message: `found "${cluster}", of which no LogGroup is called ${group}`,
    expected: 'the group, with its retention',
    mend: 'declare the group beside the add-on: the agent may not make it',
  };
}
