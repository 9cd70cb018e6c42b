import type { Declared, ExceptionDeclaration, Finding, Model, Rule } from '../model';
import { unusedException } from './exception/exception-used';

/** What the gates say about a model. */
export interface Verdict {
  /** Everything that has to be mended before anything is written, sorted by environment, place and code. */
  readonly findings: readonly Finding[];
  /** Findings that an exception silences. */
  readonly excepted: readonly Excepted[];
  /** Exceptions that silence nothing; each has its finding, too. */
  readonly unusedExceptions: readonly Declared<ExceptionDeclaration>[];
}

/** A finding, and the exception that allows it. */
export interface Excepted {
  readonly finding: Finding;
  readonly exception: Declared<ExceptionDeclaration>;
}

/** Asks every rule about the model and applies the exceptions. Review dates are not looked at: there is no clock here. */
export function check(model: Model, rules: readonly Rule[]): Verdict {
  const found = rules.flatMap(rule => rule.check(model));
  const exceptions = model.declarations.filter(isException);
  const excepted = found.flatMap(finding =>
    exceptionsFor(finding, exceptions).map(exception => ({ finding, exception })),
  );
  const silenced = new Set(excepted.map(({ finding }) => finding));
  const used = new Set(excepted.map(({ exception }) => exception));
  const unusedExceptions = exceptions.filter(exception => !used.has(exception));
  const codes = rules.map(({ code }) => code);
  const findings = [
    ...found.filter(finding => !silenced.has(finding)),
    ...unusedExceptions.map(exception => unusedException(exception, codes, brokenBy(exception, found))),
  ];
  return { findings: findings.sort(byPlace), excepted, unusedExceptions };
}

function isException(declaration: Declared): declaration is Declared<ExceptionDeclaration> {
  return declaration.type === 'exception';
}

function exceptionsFor(
  { code, where }: Finding,
  exceptions: readonly Declared<ExceptionDeclaration>[],
): readonly Declared<ExceptionDeclaration>[] {
  return exceptions.filter(
    ({ rule, object, environment }) => rule === code && environment === where.environment && object === where.object,
  );
}

function brokenBy({ rule, environment }: Declared<ExceptionDeclaration>, found: readonly Finding[]): readonly string[] {
  return found
    .filter(({ code, where }) => code === rule && where.environment === environment)
    .flatMap(({ where }) => (where.object === undefined ? [] : [where.object]));
}

/** Order of code units, lines as numbers: the same in every locale. */
function byPlace(a: Finding, b: Finding): number {
  const [left, right] = [place(a), place(b)];
  const index = left.findIndex((part, i) => part !== right[i]);
  if (index < 0) return 0;
  return (left[index] as string | number) < (right[index] as string | number) ? -1 : 1;
}

function place({ code, message, where }: Finding): readonly (string | number)[] {
  const { environment, source, file, object, path } = where;
  return [
    environment,
    source?.file ?? file ?? '',
    source?.line ?? 0,
    source?.column ?? 0,
    code,
    object ?? '',
    path ?? '',
    message,
  ];
}
