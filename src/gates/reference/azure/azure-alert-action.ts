import type { KubeObject } from '../../../model';
import { factValue } from '../../../objects/fact-value';
import { groupKindOf } from '../../identity/group-kind';
import { recordsIn, shown, valueAt } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { once } from '../../pod/once';
import { referenceRule, unknownName } from '../reference-rule';

const GROUP = 'insights.azure.com/ActionGroup';
const ID = /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+)\/providers\/Microsoft\.Insights\/actionGroups\/([^/]+)$/i;
const MADE_BY_HAND = /\baz monitor action-group create\b.* --name (\S+)/;

/** Groups that exist: objects, and those that a contract has a person make. */
const groupsOf = once((environment: EnvironmentObjects): readonly string[] => [
  ...environment.all(GROUP).map(({ object }) => String(valueAt(object.spec, ['azureName']) ?? object.metadata.name)),
  ...environment.declarations.flatMap(each => {
    const name = each.type === 'contract' ? MADE_BY_HAND.exec(each.make ?? '')?.[1] : undefined;
    return name === undefined ? [] : [name];
  }),
]);

function* alertComplaints(alert: KubeObject, environment: EnvironmentObjects): Iterable<ComplaintAt> {
  const enabled = valueAt(alert.spec, ['enabled']);
  if (enabled !== true || valueAt(alert.spec, ['autoMitigate']) === false) {
    yield {
      steps: ['spec', enabled === true ? 'autoMitigate' : 'enabled'],
      message: 'found an alert that does not tell when it begins and when it ends',
      expected: 'true',
      mend: 'enable it; who must not be disturbed mutes the alert for a time, in Azure',
    };
  }
  const actions = recordsIn(valueAt(alert.spec, ['actions']));
  if (actions.length === 0) {
    yield {
      steps: ['spec', 'actions'],
      message: 'found nobody who is told',
      expected: 'the id of an action group',
      mend: 'declare the alert with MetricAlert, which names the groups of its severity',
    };
  }
  for (const [index, { actionGroupId }] of actions) {
    const complaint = actionComplaint(String(actionGroupId), environment);
    if (complaint !== undefined) yield { ...complaint, steps: ['spec', 'actions', index, 'actionGroupId'] };
  }
  const description = valueAt(alert.spec, ['description']);
  if (/ https:\/\/\S+\/docs\/runbooks\/alerts\/\w+\.md$/.test(String(description))) return;
  yield {
    steps: ['spec', 'description'],
    message: `found ${shown(description)}`,
    expected: 'a sentence, and the address of a page below docs/runbooks/alerts/',
    mend: 'declare the alert with MetricAlert, which ends its text so',
  };
}

function actionComplaint(id: string, environment: EnvironmentObjects): ComplaintAt | undefined {
  const [, place, name] = ID.exec(id) ?? [];
  const known = groupsOf(environment);
  if (name === undefined || !known.includes(name)) {
    return unknownName({ steps: [], what: 'ActionGroup', name: name ?? id, where: 'the environment', known });
  }
  const cloud = environment.facts?.cluster.cloud;
  if (cloud?.type !== 'azure') return undefined;
  const own = `/subscriptions/${factValue(cloud.subscription)}/resourceGroups/${factValue(cloud.resourceGroup)}`;
  if (place === own) return undefined;
  return {
    steps: [],
    message: `found an action group of ${place}`,
    expected: own,
    mend: 'take the id from ActionGroups, which knows the place',
  };
}

/** Receivers whose address is also the right to call it, by the field that holds the address. */
const KEYED: Readonly<Record<string, string>> = {
  automationRunbookReceivers: 'serviceUri',
  azureFunctionReceivers: 'httpTriggerUrl',
  logicAppReceivers: 'callbackUrl',
  webhookReceivers: 'serviceUri',
};

function* groupComplaints({ spec }: KubeObject): Iterable<ComplaintAt> {
  const receivers = Object.entries(spec ?? {}).filter(([field]) => field.endsWith('Receivers'));
  if (receivers.every(([, list]) => recordsIn(list).length === 0)) {
    yield {
      steps: ['spec'],
      message: 'found an action group that tells nobody',
      expected: 'a receiver',
      mend: 'give the severity a channel, or leave the group out',
    };
  }
  if (valueAt(spec, ['enabled']) !== true) {
    yield {
      steps: ['spec', 'enabled'],
      message: 'found an action group that is turned off',
      expected: 'true',
      mend: 'enable it, or leave it out',
    };
  }
  for (const [field, list] of receivers) {
    const address = KEYED[field];
    for (const [index, receiver] of address === undefined ? [] : recordsIn(list)) {
      if (address === undefined || receiver[address] === undefined || receiver['useAadAuth'] === true) continue;
      yield {
        steps: ['spec', field, index, address],
        message: 'found the address of a receiver: whoever reads it may call it, and the kind takes it from no Secret',
        expected: 'no such receiver in git',
        mend: 'have a person make a group of its own with the address, as the contract of the channel pagerduty does',
      };
    }
  }
}

const example =
  'actions: [{ actionGroupId: /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Insights/actionGroups/shop-teams }] # beside ActionGroup shop-teams\ndescription: … https://…/docs/runbooks/alerts/QueueFilling.md';
const text: RuleTexts = {
  en: {
    rule: 'An alert of Azure Monitor tells an action group of its environment when it begins and ends, and its text names the runbook; an action group tells somebody and holds no address that is a key.',
    reason:
      'Azure tests no id of an action group: with one that is not there an alert turns red on a page that nobody looks at. The address of a webhook lets everybody who reads the repository ring, or call.',
    example,
  },
  ko: {
    rule: 'Azure Monitor 경보는 시작될 때와 끝날 때 그 환경의 작업 그룹에 알리고, 설명에 런북 주소를 담는다. 작업 그룹은 누군가에게 알리며, 그 자체가 열쇠인 주소를 담지 않는다.',
    reason:
      'Azure는 작업 그룹의 ID를 검사하지 않는다. 없는 그룹을 가리키는 경보는 아무도 보지 않는 화면에서만 붉어진다. 웹훅 주소는 저장소를 읽는 누구나 부를 수 있게 한다.',
    example,
  },
};

/** An alert of Azure Monitor tells somebody, and what to do. */
export const azureAlertAction = referenceRule('azure-alert-action', text, function* (object, environment) {
  const kind = groupKindOf(object);
  if (kind === 'insights.azure.com/MetricAlert') yield* alertComplaints(object, environment);
  if (kind === GROUP) yield* groupComplaints(object);
});
