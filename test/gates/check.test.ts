import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { check, explained, rules } from '../../src/gates';
import { upgradeRules } from '../../src/gates/upgrade';
import type { Declared, ExceptionDeclaration, Finding, Rule } from '../../src/model';
import { modelOf } from './model-of';

const finding = (object: string, overrides: Partial<Finding> = {}, line = 1): Finding => ({
  code: 'no-b',
  message: 'found b',
  where: { environment: 'test', object, source: { file: 'src/systems/test/index.ts', line, column: 1 } },
  expected: 'a',
  mend: 'write a',
  ...overrides,
});

const ruleOf = (code: string, findings: readonly Finding[]): Rule => {
  const text = { rule: code, reason: code, example: code };
  return { code, text: { en: text, ko: text }, check: () => findings };
};

const exception = (
  overrides: Partial<ExceptionDeclaration> = {},
  environment = 'test',
): Declared<ExceptionDeclaration> => ({
  type: 'exception',
  rule: 'no-b',
  object: 'Job/shop/b',
  reason: 'the document asks for it',
  owner: 'platform-team',
  reviewBy: '2000-01-01',
  environment,
  provenance: { construct: 'test', lines: () => [{ file: 'src/systems/test/b.ts', line: 9, column: 5 }] },
  ...overrides,
});

function isRule(value: unknown): value is Rule {
  return typeof value === 'object' && value !== null && 'code' in value && 'check' in value;
}

describe('the gates', () => {
  test('collect the findings of every rule and sort them by place, lines as numbers', () => {
    const first = [finding('Job/shop/b', {}, 10), finding('Job/shop/a', {}, 9)];
    const second = [finding('Job/shop/a', { code: 'no-a' }, 9)];
    const { findings } = check(modelOf([]), [ruleOf('no-b', first), ruleOf('no-a', second)]);
    expect(findings.map(({ code, where }) => `${where.source?.line} ${code}`)).toEqual(['9 no-a', '9 no-b', '10 no-b']);
  });

  test('an exception silences its rule on its object in its environment, however old it is, and nothing else', () => {
    const model = modelOf([], { declarations: [exception()] });
    const other = finding('Job/shop/b', { code: 'no-a' });
    const elsewhere = finding('Job/shop/b', { where: { environment: 'prod', object: 'Job/shop/b' } });
    const found = [finding('Job/shop/b'), finding('Job/shop/c'), elsewhere];
    const verdict = check(model, [ruleOf('no-b', found), ruleOf('no-a', [other])]);
    expect(verdict.findings).toEqual([elsewhere, other, finding('Job/shop/c')]);
    expect(verdict.excepted).toEqual([{ finding: finding('Job/shop/b'), exception: model.declarations[0] }]);
    expect(verdict.unusedExceptions).toEqual([]);
  });

  test.each([
    ['of a misspelt object', { object: 'Job/shop/bb' }, 'an object that breaks the rule (did you mean Job/shop/b?)'],
    ['of a misspelt rule', { rule: 'no-bb' }, 'the code of a rule (did you mean no-b?); npx garam explain lists them'],
  ])('an exception %s is a finding that names its line', (_, overrides, expected) => {
    const model = modelOf([], { declarations: [exception(overrides)] });
    const { findings, unusedExceptions } = check(model, [ruleOf('no-b', [finding('Job/shop/b')])]);
    expect(unusedExceptions).toEqual(model.declarations);
    expect(findings).toHaveLength(2);
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'exception-used',
        expected,
        where: expect.objectContaining({ source: { file: 'src/systems/test/b.ts', line: 9, column: 5 } }),
      }),
    );
  });

  test('an exception whose rule finds nothing is a finding', () => {
    const model = modelOf([], { declarations: [exception()] });
    expect(check(model, [ruleOf('no-b', [])]).findings.map(({ code }) => code)).toEqual(['exception-used']);
  });
});

describe('the list of rules', () => {
  test('names every code once, in kebab-case', () => {
    const codes = explained.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter(code => !/^[a-z]+(-[a-z0-9]+)*$/.test(code))).toEqual([]);
    expect(codes).toHaveLength(rules.length + upgradeRules.length + 1);
  });

  test('forgets no rule that a file of src/gates exports', async () => {
    const folder = join(__dirname, '../../src/gates');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
    const modules = await Promise.all(files.map(file => import(join(folder, file)) as Promise<object>));
    const exported = modules.flatMap((module): unknown[] => Object.values(module));
    const listed = new Set<object>([...rules, ...upgradeRules]);
    const forgotten = exported.filter(isRule).filter(rule => !listed.has(rule));
    expect(forgotten.map(({ code }) => code)).toEqual([]);
  });

  test('has a text for each in English and in Korean', () => {
    const lacking = explained.flatMap(({ code, text: { en, ko } }) => {
      const complete = [en, ko].every(({ rule, reason, example }) => rule && reason && example);
      const korean = [ko.rule, ko.reason].every(sentence => /[가-힣]/.test(sentence));
      const english = [en.rule, en.reason].every(sentence => !/[가-힣]/.test(sentence));
      return complete && korean && english ? [] : [code];
    });
    expect(lacking).toEqual([]);
  });
});
