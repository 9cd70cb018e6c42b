import { recordsIn, shown, type Step } from '../json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../object-rule';
import { containersOf, podSpecsOf } from './pods';

const form = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

function complaint(value: unknown, steps: readonly Step[]): ComplaintAt[] {
  if (typeof value !== 'string' || (form.test(value) && value !== '.' && !value.startsWith('..'))) return [];
  return [
    {
      steps,
      message: `found ${shown(value)} as the name of an environment variable`,
      expected: "letters, digits, '_', '-' and '.', no digit first",
      mend: 'write it like DATABASE_HOST',
    },
  ];
}

const example = 'env: [{ name: DATABASE_HOST, value: db }]';
const text: RuleTexts = {
  en: {
    rule: "Names of environment variables are made of letters, digits, '_', '-' and '.', and do not start with a digit.",
    reason: 'Kubernetes before 1.30 refuses anything else, and no shell can read it.',
    example,
  },
  ko: {
    rule: "환경 변수의 이름은 글자, 숫자, '_', '-', '.'로 이루어지고 숫자로 시작하지 않는다.",
    reason: '1.30 이전의 쿠버네티스는 그 밖의 이름을 거부하고, 셸도 읽지 못한다.',
    example,
  },
};

/** Names of environment variables are ones that every supported version takes (before 1.30 not any text). */
export const envName = objectRule('env-name', text, object =>
  podSpecsOf(object).flatMap(pod =>
    containersOf(pod).flatMap(({ container, steps }) =>
      recordsIn(container.env).flatMap(([index, variable]) =>
        complaint(variable.name, [...steps, 'env', index, 'name']),
      ),
    ),
  ),
);
