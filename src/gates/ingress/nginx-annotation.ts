import type { KubeObject } from '../../model';
import { didYouMean } from '../schema/did-you-mean';
import { shown } from '../schema/json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../schema/object-rule';
import { ANNOTATIONS, NEEDS } from './annotation-values';
import { isNginxIngress } from './nginx-ingresses';

const OURS = 'nginx.org/';
/** Names of which the controller reads some, and those of the controller that it replaces. */
const READ = /^(?:nginx\.org|nginx\.com|nsm\.nginx\.com|appprotect(?:dos)?\.f5\.com|nginx\.ingress\.kubernetes\.io)\//;

const LEFT_OUT: readonly (readonly [pattern: RegExp, message: string, expected: string])[] = [
  [
    /snippets?$/,
    'puts NGINX’s own configuration into an Ingress, which the controller refuses (D-04)',
    'no snippet: what it would do by another annotation, or not at all',
  ],
  [
    /^nginx\.ingress\.kubernetes\.io\//,
    'is of ingress-nginx, which was retired; the F5 NGINX Ingress Controller does not read it (D-04)',
    `an annotation below ${OURS}`,
  ],
  [/^(?!nginx\.org\/)/, 'works with NGINX Plus only, which does not run here', `an annotation below ${OURS}`],
];

function* complaintsOf(annotations: Readonly<Record<string, string>>): Iterable<ComplaintAt> {
  for (const [name, value] of Object.entries(annotations)) {
    if (!READ.test(name)) continue;
    const complaint = complaintOf(name, value, annotations);
    if (complaint !== undefined) yield { steps: ['metadata', 'annotations', name], ...complaint };
  }
}

function complaintOf(
  name: string,
  value: string,
  annotations: Readonly<Record<string, string>>,
): Omit<ComplaintAt, 'steps'> | undefined {
  for (const [pattern, message, expected] of LEFT_OUT) {
    if (pattern.test(name)) return { message: `${name} ${message}`, expected, mend: 'take the annotation away' };
  }
  const short = name.slice(OURS.length);
  const known = Object.hasOwn(ANNOTATIONS, short) ? ANNOTATIONS[short] : undefined;
  if (known === undefined) {
    const meant = didYouMean(short, Object.keys(ANNOTATIONS));
    return {
      message: `the controller knows no annotation ${name}`,
      expected: 'an annotation of the F5 NGINX Ingress Controller 5.5',
      mend: meant === undefined ? 'take the annotation away' : `did you mean "${OURS}${meant}"?`,
    };
  }
  if (!known.fits.test(value)) {
    return { message: `found ${shown(value)}`, expected: known.means, mend: `write ${name} so` };
  }
  return withoutNeeded(short, annotations);
}

function withoutNeeded(
  short: string,
  annotations: Readonly<Record<string, string>>,
): Omit<ComplaintAt, 'steps'> | undefined {
  const missing = NEEDS.find(
    ([prefix, needed]) =>
      short.startsWith(prefix) && short !== needed && !Object.hasOwn(annotations, `${OURS}${needed}`),
  );
  if (missing === undefined) return undefined;
  const [, needed] = missing;
  return {
    message: `${OURS}${short} does nothing without ${OURS}${needed}`,
    expected: `${OURS}${needed} beside it`,
    mend: `add ${OURS}${needed}, or take ${OURS}${short} away`,
  };
}

const example = 'annotations: { nginx.org/limit-req-rate: 10r/s, nginx.org/limit-req-key: "${binary_remote_addr}" }';
const text: RuleTexts = {
  en: {
    rule: 'An Ingress of class nginx carries only annotations that the F5 NGINX Ingress Controller knows, with values it takes, and no snippets.',
    reason:
      'An annotation it does not know is passed over, and one with a bad value takes the whole host out of service; a snippet lets whoever writes an Ingress read every Secret of the controller.',
    example,
  },
  ko: {
    rule: 'nginx 클래스의 Ingress에는 F5 NGINX Ingress Controller가 아는 애너테이션만, 받아들이는 값으로 적고 스니펫은 쓰지 않는다.',
    reason:
      '모르는 애너테이션은 조용히 무시되고, 값이 잘못되면 그 호스트 전체가 서비스에서 빠진다. 스니펫을 허용하면 Ingress를 쓰는 사람이 컨트롤러의 모든 시크릿을 읽을 수 있다.',
    example,
  },
};

/** Annotations of Ingresses of class nginx are known and well-formed (D-04). */
export const nginxAnnotation = objectRule('nginx-annotation', text, function* (object: KubeObject) {
  if (isNginxIngress(object)) yield* complaintsOf(object.metadata.annotations ?? {});
});
