import type { Manifest } from '../../model';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { environmentRule } from '../reference/reference-rule';
import { shown, valueAt, type Step } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { selectionFaults } from './selection';

const GROUP = 'chaos-mesh.org/';
const PAUSE = 'experiment.chaos-mesh.org/pause';
const INJECT = 'chaos-mesh.org/inject';

/** Fields of a Schedule that hold what it starts, by type: those of which a rule can tell whom they touch. */
const FAULTS: Readonly<Record<string, string>> = {
  NetworkChaos: 'networkChaos',
  PodChaos: 'podChaos',
  StressChaos: 'stressChaos',
};

/** Actions that are over in a moment, so that no time ends them. */
const AT_ONCE = ['container-kill', 'pod-kill'];

const example = `kind: Schedule\nmetadata: { annotations: { ${PAUSE}: "true" } }\nspec: { type: PodChaos, podChaos: { action: pod-failure, duration: 5m, mode: one, … } }`;
const text: RuleTexts = {
  en: {
    rule: 'An experiment of Chaos Mesh stands in git as a paused Schedule with a duration, in a cluster that allows experiments, and selects by labels pods of namespaces that are open to it, none of a data store.',
    reason:
      'Chaos Mesh starts an experiment as soon as it is applied, and Argo CD would apply it again. One without an end, or without a selector that names pods, breaks what nobody meant to break.',
    example,
  },
  ko: {
    rule: 'Chaos Mesh의 실험은 실험을 허용한 클러스터에서만, 멈춰 있고 지속 시간이 있는 Schedule로 git에 두며, 실험에 열린 네임스페이스의 파드를 레이블로 고르고 데이터 저장소는 고르지 않는다.',
    reason:
      'Chaos Mesh는 실험이 적용되는 즉시 시작하고, Argo CD는 지운 실험을 다시 적용한다. 끝이 없거나 파드를 지목하지 않는 실험은 아무도 의도하지 않은 것을 망가뜨린다.',
    example,
  },
};

/** Nothing is broken where, when or for whom nobody meant it. */
export const experimentContained = environmentRule('experiment-contained', text, function* (environment) {
  const open = environment.facts?.cluster.experimentsIn ?? [];
  for (const manifest of environment.all('Namespace')) {
    const complaint = openComplaint(manifest, open);
    if (complaint) yield [manifest, complaint];
  }
  for (const manifest of environment.manifests) {
    if (!manifest.object.apiVersion.startsWith(GROUP)) continue;
    for (const complaint of complaints(manifest, environment, open)) yield [manifest, complaint];
  }
});

/** The annotation by which Chaos Mesh touches a namespace's pods, and the cluster's word for it, go together. */
function openComplaint({ object }: Manifest, open: readonly string[]): ComplaintAt | undefined {
  const { annotations, name } = object.metadata;
  const found = annotations?.[INJECT];
  const wanted = open.includes(name) ? 'enabled' : undefined;
  if (found === wanted) return undefined;
  return {
    steps: ['metadata', 'annotations', INJECT],
    message: `found ${shown(found)}, and the cluster ${wanted ? 'opens' : 'does not open'} the namespace to experiments`,
    expected: wanted ? `${INJECT}: ${wanted}` : 'no such annotation',
    mend: 'name the namespace in experimentsIn of the cluster, or not, and let Namespace write the annotation',
  };
}

function* complaints(
  { object }: Manifest,
  environment: EnvironmentObjects,
  open: readonly string[],
): Iterable<ComplaintAt> {
  if (open.length === 0) {
    yield {
      steps: ['kind'],
      message: `an experiment stands in ${environment.facts?.name ?? 'an environment'}, whose cluster allows none`,
      expected: 'no object of chaos-mesh.org',
      mend: 'leave the system `chaos` out of the environment; experimentsIn is for places to learn, never for production',
    };
    return;
  }
  if (object.kind !== 'Schedule') {
    yield {
      steps: ['kind'],
      message: `${object.kind} starts as soon as it is applied`,
      expected: 'a paused Schedule',
      mend: 'let Experiment make it; people start it by hand (docs/runbooks/chaos-experiment.md)',
    };
    return;
  }
  yield* unpaused(object.metadata.annotations?.[PAUSE]);
  const type = valueAt(object, ['spec', 'type']);
  const field = FAULTS[String(type)];
  if (field === undefined) {
    yield {
      steps: ['spec', 'type'],
      message: `found ${shown(type)}, of which nobody can tell whom it touches`,
      expected: `one of ${Object.keys(FAULTS).join(', ')}`,
      mend: 'choose another fault, or teach this rule to read it',
    };
    return;
  }
  const fault = valueAt(object, ['spec', field]);
  yield* endless(fault, ['spec', field]);
  for (const steps of [[], ...(type === 'NetworkChaos' ? [['target']] : [])]) {
    const at = ['spec', field, ...steps];
    yield* selectionFaults(valueAt(object, at), at, environment, open);
  }
}

function* unpaused(found: unknown): Iterable<ComplaintAt> {
  if (found === 'true') return;
  yield {
    steps: ['metadata', 'annotations', PAUSE],
    message: `found ${shown(found)}: the Schedule starts by itself`,
    expected: `${PAUSE}: "true"`,
    mend: 'let Experiment make the Schedule',
  };
}

function* endless(fault: unknown, steps: readonly Step[]): Iterable<ComplaintAt> {
  const [action, duration] = [valueAt(fault, ['action']), valueAt(fault, ['duration'])];
  if (AT_ONCE.includes(String(action))) {
    yield {
      steps: [...steps, 'action'],
      message: `${String(action)} has no duration: what it ends stays ended`,
      expected: 'an action that is taken back, such as pod-failure',
      mend: 'choose pod-failure',
    };
  }
  if (typeof duration === 'string' && /^([1-9]\d*(h|m|s))+$/.test(duration)) return;
  yield {
    steps: [...steps, 'duration'],
    message: `found ${shown(duration)}: nothing ends the experiment`,
    expected: 'a duration such as 5m',
    mend: 'give Experiment the time that it lasts',
  };
}
