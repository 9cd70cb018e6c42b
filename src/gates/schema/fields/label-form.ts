import type { KubeObject } from '../../../model';
import { everyField, isRecord, shown, type Step } from '../json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';
import { dnsSubdomain } from './name-forms';

const namePart = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const valueForm = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

function isQualified(key: string): boolean {
  const slash = key.indexOf('/');
  if (slash < 0) return namePart.test(key);
  return dnsSubdomain.fits(key.slice(0, slash)) && namePart.test(key.slice(slash + 1));
}

/** `labels` of any metadata (a pod template's too), selectors, and where pods may run. */
function holds(name: string, steps: readonly Step[]): 'labels' | 'annotations' | undefined {
  const parent = steps[steps.length - 2];
  if (name === 'labels' || name === 'annotations') return parent === 'metadata' ? name : undefined;
  if (name === 'matchLabels' || name === 'nodeSelector') return 'labels';
  return undefined;
}

function badKey(one: string, key: string, steps: readonly Step[]): ComplaintAt {
  return {
    steps,
    message: `found the ${one} key ${shown(key)}`,
    expected: "a name of at most 63 letters, digits, '-', '_', '.', with a DNS prefix before '/' if any",
    mend: 'write it like app.kubernetes.io/name',
  };
}

/** Keys of labels in a list. */
function keysOf(list: unknown, steps: readonly Step[]): readonly ComplaintAt[] {
  return (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((key, index) =>
    typeof key === 'string' && !isQualified(key) ? [badKey('label', key, [...steps, index])] : [],
  );
}

function* complaintsAbout(
  map: Readonly<Record<string, unknown>>,
  what: 'labels' | 'annotations',
  steps: readonly Step[],
): Iterable<ComplaintAt> {
  const one = what.slice(0, -1);
  for (const [key, value] of Object.entries(map)) {
    if (!isQualified(key)) yield badKey(one, key, [...steps, key]);
    if (what === 'annotations' || typeof value !== 'string' || valueForm.test(value)) continue;
    yield {
      steps: [...steps, key],
      message: `found the label value ${shown(value)}`,
      expected: "at most 63 letters, digits, '-', '_', '.', a letter or digit at both ends",
      mend: 'shorten it, or make it an annotation',
    };
  }
}

function* annotationSize(object: KubeObject): Iterable<ComplaintAt> {
  const annotations = Object.entries(object.metadata.annotations ?? {});
  // A value that is no text is the schema's to find.
  const bytes = annotations.reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(`${value}`),
    0,
  );
  if (bytes <= 262144) return;
  yield {
    steps: ['metadata', 'annotations'],
    message: `found ${bytes} bytes of annotations`,
    expected: 'at most 262144 bytes in all',
    mend: 'move the text into a ConfigMap',
  };
}

const example = 'labels: { app.kubernetes.io/name: order-service }';
const text: RuleTexts = {
  en: {
    rule: 'Keys and values of labels and selectors, and keys of annotations, are ones that the API server takes.',
    reason: 'The schema takes any text; the API server refuses the whole object for one bad label.',
    example,
  },
  ko: {
    rule: '레이블과 셀렉터의 키와 값, 애너테이션의 키는 API 서버가 받아들이는 형식이어야 한다.',
    reason: '스키마는 아무 글자나 받지만, API 서버는 잘못된 레이블 하나 때문에 객체 전체를 거부한다.',
    example,
  },
};

/** Keys and values of labels and selectors, and keys of annotations, are ones that the API server takes. */
export const labelForm = objectRule('label-form', text, object => {
  const complaints: ComplaintAt[] = [...annotationSize(object)];
  everyField(object, (name, value, steps) => {
    const what = holds(name, steps);
    if (what !== undefined && isRecord(value)) complaints.push(...complaintsAbout(value, what, [...steps]));
    if (name === 'matchLabelKeys') complaints.push(...keysOf(value, [...steps]));
  });
  const selector = object.kind === 'Service' && isRecord(object.spec) ? object.spec.selector : undefined;
  if (isRecord(selector)) complaints.push(...complaintsAbout(selector, 'labels', ['spec', 'selector']));
  return complaints;
});
