import type { Declared, ExceptionDeclaration, Finding, Rule } from '../../model';
import { didYouMean } from '../schema/did-you-mean';

const CODE = 'exception-used';

/** What people read of the rule that every exception is needed. It is checked where exceptions are applied (check.ts). */
export const exceptionUsed: Pick<Rule, 'code' | 'text'> = {
  code: CODE,
  text: {
    en: {
      rule: 'Every exception silences at least one finding of its rule on its object.',
      reason:
        'An exception that silences nothing is misspelt or outlived. It would hide the next real mistake on that object.',
      example:
        "{ type: 'exception', rule: 'pod-security', object: 'Deployment/shop/web', reason: '…', owner: 'platform-team', reviewBy: '2027-01-31' }",
    },
    ko: {
      rule: '모든 예외는 지정한 오브젝트에서 지정한 규칙의 지적을 하나 이상 덮어야 한다.',
      reason:
        '아무것도 덮지 않는 예외는 이름이 틀렸거나 수명이 다한 것이다. 그대로 두면 같은 오브젝트의 다음 실수를 숨긴다.',
      example:
        "{ type: 'exception', rule: 'pod-security', object: 'Deployment/shop/web', reason: '…', owner: 'platform-team', reviewBy: '2027-01-31' }",
    },
  },
};

/**
 * The finding about an exception that silenced nothing.
 * @param codes codes of all rules
 * @param objects objects of the exception's environment that its rule found something about
 */
export function unusedException(
  exception: Declared<ExceptionDeclaration>,
  codes: readonly string[],
  objects: readonly string[],
): Finding {
  const { rule, object, environment, provenance } = exception;
  const source = provenance.lines()[0];
  return {
    code: CODE,
    message: `the exception from ${rule} for ${object} silences nothing`,
    where: { environment, object, ...(source && { source }) },
    expected: codes.includes(rule) ? expectedObject(object, objects) : expectedRule(rule, codes),
    mend: 'correct the rule or the object that the exception names, or remove the exception',
  };
}

function expectedRule(rule: string, codes: readonly string[]): string {
  const meant = didYouMean(rule, codes);
  return `the code of a rule${meant === undefined ? '' : ` (did you mean ${meant}?)`}; npx garam explain lists them`;
}

function expectedObject(object: string, objects: readonly string[]): string {
  const meant = didYouMean(object, objects);
  return `an object that breaks the rule${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
}
