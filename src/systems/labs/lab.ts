import type { LabCheck, Words } from '../../model';

/** A learning scenario: what it is about, and how Prometheus tells whether it came out (LP-21). */
export interface Lab {
  readonly number: number;
  readonly title: Words;
  readonly goal: Words;
  readonly checks: readonly LabCheck[];
}

/**
 * A check as the Job reads it: PromQL that gives nothing unless it holds, below a comment that says what does. The last
 * line is the comparison, so that what stands above it is what is measured.
 */
export function checkFile({ what, measure, holds }: LabCheck): string {
  return [`# ${what.en} | ${what.ko}`, `(${measure})`, holds, ''].join('\n');
}

/** The files of a lab's checks, in their order. */
export function checkFiles({ checks }: Lab): Readonly<Record<string, string>> {
  return Object.fromEntries(
    checks.map((check, index) => [`${String(index + 1).padStart(2, '0')}-${check.name}.promql`, checkFile(check)]),
  );
}
