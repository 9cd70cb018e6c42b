import { modelRule } from '../../pod/rule-forms';
import { nameList } from '../../reference/reference-rule';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import { alertsOf, type SentAlert } from './alerts';
import { configurationsIn } from './configurations';
import { equalComplaints } from './equal-labels';
import { FIELDS, inhibitionsIn, namesOf, type Inhibition, type Side } from './inhibitions';
import { roundComplaints } from './rounds';

const example =
  'inhibit_rules:\n  - source_matchers: [alertname="CertificateExpiringSoon"]\n    target_matchers: [alertname="CertificateExpiring"]\n    equal: [environment, namespace, service] # labels that both alerts carry';
const text: RuleTexts = {
  en: {
    rule: 'Of every inhibition of Alertmanager, source and target each fit an alert of the environment and no alert fits both; alerts of both carry the labels that have to be equal and can have them in common; nothing that fires always inhibits, nothing that must always be told is inhibited, and no alerts inhibit each other.',
    reason:
      'An inhibition that fits nothing lets people be told of the same twice; one that fits too much keeps them from being told at all: a label that both sides lack is equal to Alertmanager.',
    example,
  },
  ko: {
    rule: 'Alertmanager의 모든 억제 규칙에서 source와 target에는 각각 환경의 알림이 하나는 맞고, 양쪽에 다 맞는 알림은 없다. equal의 레이블은 양쪽 알림에 모두 있고 값이 같을 수 있다. 항상 울리는 알림은 다른 알림을 억제하지 않고, 반드시 알려야 하는 알림은 억제되지 않으며, 서로를 억제하는 알림은 없다.',
    reason:
      '아무것에도 맞지 않는 억제 규칙이 있으면 같은 일을 두 번 알리게 되고, 너무 많이 맞는 규칙이 있으면 아예 알리지 못한다. 양쪽 모두에 없는 레이블을 Alertmanager는 같은 것으로 본다.',
    example,
  },
};

/**
 * An inhibition inhibits what it is meant to, and nothing else. An alert has the labels that it declares; those that its
 * series may bring, by the catalogue of metrics, have values that nobody knows here: where one decides, nothing is said.
 */
export const inhibitionFits = modelRule('inhibition-fits', text, function* (model) {
  for (const { manifest, steps, content } of model.manifests.flatMap(configurationsIn)) {
    const alerts = alertsOf(model).get(manifest.environment) ?? [];
    const inhibitions = inhibitionsIn(content ?? {}, alerts);
    for (const complaint of [...inhibitions.flatMap(complaintsOf), ...roundComplaints(inhibitions)])
      yield [manifest, { ...complaint, steps: [...steps, ...complaint.steps] }];
  }
});

function complaintsOf(inhibition: Inhibition): readonly ComplaintAt[] {
  const { source, target } = inhibition;
  const lost = [source, target].flatMap(fitsNothing);
  return [
    ...unread(inhibition),
    ...lost,
    ...onBothSides(inhibition),
    ...inhibitsAlways(source),
    ...mustBeTold(target),
    ...(lost.length === 0 ? equalComplaints(inhibition) : []),
  ];
}

/** The old fields for matchers would widen what is seen here; any other makes Alertmanager refuse the configuration. */
function unread({ steps, others }: Inhibition): readonly ComplaintAt[] {
  return others.map(field => ({
    steps: [...steps, field],
    message: `found field ${field}`,
    expected: `only ${FIELDS.join(', ')}`,
    mend: 'write what is asked of the alerts as matchers: source_matchers: [severity="critical"]',
  }));
}

function fitsNothing({ steps, matchers, may }: Side): readonly ComplaintAt[] {
  if (may.length > 0) return [];
  return [
    {
      steps,
      message: `found ${matchers.join(', ')}, which fits no alert`,
      expected: 'labels of an alert of the environment',
      mend: 'correct the matchers, or take the inhibition out where the environment has no such alert',
    },
  ];
}

/** What fits both sides is inhibited by no alert of which the same is true, itself among them: easily misjudged. */
function onBothSides({ steps, source, target }: Inhibition): readonly ComplaintAt[] {
  const both = source.sure.filter(each => target.sure.includes(each));
  if (both.length === 0) return [];
  return [
    {
      steps,
      message: `found ${nameList(namesOf(both))} on both sides`,
      expected: 'source and target that no alert fits both: such alerts never inhibit each other',
      mend: 'narrow the matchers of one side, by severity or alertname',
    },
  ];
}

function inhibitsAlways({ steps, sure }: Side): readonly ComplaintAt[] {
  return misplaced(
    steps,
    sure.filter(({ firesAlways }) => firesAlways),
    'which fires always: what it inhibits is never told',
  );
}

function mustBeTold({ steps, sure }: Side): readonly ComplaintAt[] {
  return misplaced(
    steps,
    sure.filter(({ alwaysTold, firesAlways }) => alwaysTold || firesAlways),
    'which must always be told: its silence would look like health',
  );
}

function misplaced(steps: ComplaintAt['steps'], alerts: readonly SentAlert[], why: string): readonly ComplaintAt[] {
  if (alerts.length === 0) return [];
  return [
    {
      steps,
      message: `found ${nameList(namesOf(alerts))}, ${why}`,
      expected: 'matchers that leave it out',
      mend: 'narrow the matchers, by alertname or by a label that it does not carry',
    },
  ];
}
