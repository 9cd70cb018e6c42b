import { everyField, shown, type Step } from '../json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';

const names = new Set([
  'port',
  'containerPort',
  'hostPort',
  'targetPort',
  'nodePort',
  'endPort',
  'healthCheckNodePort',
]);

function isPort(name: string, steps: readonly Step[]): boolean {
  // A backend of an Ingress writes `port: { number: 80 }`.
  return names.has(name) || (name === 'number' && steps[steps.length - 2] === 'port');
}

const example = 'ports: [{ containerPort: 8080 }]';
const text: RuleTexts = {
  en: {
    rule: 'Every port is a number of 1 to 65535.',
    reason: 'The schema takes any 32-bit number; the API server refuses it at the sync.',
    example,
  },
  ko: {
    rule: '모든 포트는 1에서 65535 사이의 수다.',
    reason: '스키마는 32비트 수를 모두 받지만, API 서버는 동기화 때 거부한다.',
    example,
  },
};

/** Every port is a number of 1 to 65535; the schema takes any 32-bit number. */
export const portRange = objectRule('port-range', text, object => {
  const complaints: ComplaintAt[] = [];
  everyField(object.spec, (name, value, steps) => {
    // A broken number is the schema's to find.
    if (!Number.isInteger(value) || !isPort(name, steps)) return;
    if (Number(value) >= 1 && Number(value) <= 65535) return;
    complaints.push({
      steps: ['spec', ...steps],
      message: `found the port ${shown(value)}`,
      expected: 'a port of 1 to 65535',
      mend: 'set the port that the process listens on',
    });
  });
  return complaints;
});
