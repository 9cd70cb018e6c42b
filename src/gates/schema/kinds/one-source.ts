import { isRecord, recordsIn, shown, type Step } from '../json-path';
import { containersOf, podSpecsOf, type PodSpecAt } from '../fields/pods';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';

type Fields = Readonly<Record<string, unknown>>;

const ENV_FROM = ['configMapRef', 'secretRef'];
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** Exactly one of the named fields is set. */
function* unlessOne(fields: Fields, names: readonly string[], steps: readonly Step[]): Iterable<ComplaintAt> {
  const set = names.filter(name => fields[name] !== undefined);
  if (set.length === 1) return;
  yield {
    steps,
    message: `found ${set.length === 0 ? shown(fields) : set.join(' and ')}`,
    expected: `exactly one of ${names.join(', ')}`,
    mend: set.length === 0 ? 'add the one that is meant' : 'keep the one that is meant',
  };
}

/** A source that is an object of the cluster has its name. */
function* unlessNamed(source: unknown, field: string, steps: readonly Step[]): Iterable<ComplaintAt> {
  if (!isRecord(source) || (source[field] !== undefined && source[field] !== '')) return;
  yield { steps: [...steps, field], message: 'found no name', expected: 'the name of an object', mend: 'name it' };
}

function* inContainer(container: Fields, steps: readonly Step[]): Iterable<ComplaintAt> {
  for (const [index, source] of recordsIn(container.envFrom)) {
    yield* unlessOne(source, ENV_FROM, [...steps, 'envFrom', index]);
    for (const name of ENV_FROM) yield* unlessNamed(source[name], 'name', [...steps, 'envFrom', index, name]);
  }
  for (const [index, { valueFrom, value }] of recordsIn(container.env)) {
    const at = [...steps, 'env', index, 'valueFrom'];
    if (!isRecord(valueFrom)) continue;
    const sources = ['configMapKeyRef', 'secretKeyRef', 'fieldRef', 'resourceFieldRef', 'fileKeyRef'];
    yield* unlessOne(valueFrom, sources, at);
    for (const name of ['configMapKeyRef', 'secretKeyRef']) yield* unlessNamed(valueFrom[name], 'name', [...at, name]);
    if (value !== undefined && value !== '') yield* unlessOne({ value, valueFrom }, ['value', 'valueFrom'], at);
  }
  for (const name of PROBES) {
    const probe = container[name];
    if (isRecord(probe)) yield* unlessOne(probe, HANDLERS, [...steps, name]);
  }
}

/** Every field of a volume but its name is a source. */
function* inVolumes(pod: PodSpecAt): Iterable<ComplaintAt> {
  for (const [index, volume] of recordsIn(pod.spec.volumes)) {
    yield* unlessNamed(volume.configMap, 'name', [...pod.steps, 'volumes', index, 'configMap']);
    yield* unlessNamed(volume.secret, 'secretName', [...pod.steps, 'volumes', index, 'secret']);
    const sources = Object.keys(volume).filter(name => name !== 'name' && volume[name] !== undefined);
    if (sources.length === 1) continue;
    yield {
      steps: [...pod.steps, 'volumes', index],
      message: `found ${sources.length === 0 ? 'no source' : sources.join(' and ')} of the volume ${shown(volume.name)}`,
      expected: 'exactly one source',
      mend: 'keep the one that is meant, or write emptyDir: {}',
    };
  }
}

const example = 'envFrom: [{ configMapRef: { name: settings } }, { secretRef: { name: passwords } }]';
const text: RuleTexts = {
  en: {
    rule: 'A volume, a variable and a probe have exactly one source, and it has its name: of several fields, one is set.',
    reason: 'The schema lets all of them stand, or none; the API server refuses the workload at the sync.',
    example,
  },
  ko: {
    rule: '볼륨, 변수, 프로브의 출처는 정확히 하나이고 이름이 있다. 여러 필드 가운데 하나만 쓴다.',
    reason: '스키마는 모두 쓰거나 하나도 안 써도 받지만, API 서버는 동기화 때 워크로드를 거부한다.',
    example,
  },
};

/** A volume, a variable and a probe have exactly one source; the schema lets all of them stand, or none. */
export const oneSource = objectRule('one-source', text, function* (object) {
  for (const pod of podSpecsOf(object)) {
    yield* inVolumes(pod);
    for (const { container, steps } of containersOf(pod)) yield* inContainer(container, steps);
  }
});
