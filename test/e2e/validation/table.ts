import type { ServerVerdict } from './verdict';
import type { Violation } from '../../gates/violations';

/** A planted violation, and what came of it. */
export interface Row {
  readonly violation: Violation;
  /** Codes of the gates' findings. */
  readonly codes: readonly string[];
  readonly server: ServerVerdict;
}

/** Who refuses a violation. */
export type Refuser = 'gate and server' | 'gate' | 'server' | 'nobody';

export function refuserOf({ codes, server }: Pick<Row, 'codes' | 'server'>): Refuser {
  if (codes.length > 0) return server.refused === undefined ? 'gate' : 'gate and server';
  return server.refused === undefined ? 'nobody' : 'server';
}

/** How many rows each refuser has. */
export function tally(rows: readonly Pick<Row, 'codes' | 'server'>[]): Readonly<Record<Refuser, number>> {
  const count = (who: Refuser): number => rows.filter(row => refuserOf(row) === who).length;
  return {
    'gate and server': count('gate and server'),
    gate: count('gate'),
    server: count('server'),
    nobody: count('nobody'),
  };
}

const LONGEST = 140;

/** docs/validation.md: one line a violation, in the order of the lists. */
export function validationPage(rows: readonly Row[], version: string): string {
  const { gate, 'gate and server': both, server } = tally(rows);
  const atPod = rows.filter(row => row.server.refused === 'pod').length;
  return `# What refuses what

<!-- Written by test/e2e/validation.e2e.ts with GARAM_UPDATE=1; compared by it otherwise. -->

${rows.length} violations, each planted in a copy of a real object of dist/ or argocd/. The gates see the whole model with it; a real
API server ${version} gets the object by server-side apply with strict validation, and of a workload that it accepts
the pod. Where it refuses and no gate does, a gate is missing, and the proof fails.

| who refuses            | violations |
| ---------------------- | ---------- |
| gate and API server    | ${cell(both, 10)} |
| of these, only the pod | ${cell(atPod, 10)} |
| gate alone             | ${cell(gate, 10)} |
| API server alone       | ${cell(server, 10)} |

What the gates refuse alone is accepted by the server and fails later: at the pod, at a controller, at night.

<!-- prettier-ignore -->
| violation | object | gates | API server |
| --- | --- | --- | --- |
${rows.map(lineOf).join('\n')}
`;
}

function cell(value: number, width: number): string {
  return String(value).padEnd(width);
}

function lineOf({ violation, codes, server }: Row): string {
  return `| ${violation.name} | ${violation.object} | ${codes.join(', ')} | ${answerOf(server)} |`;
}

function answerOf({ refused, says }: ServerVerdict): string {
  if (refused === undefined) return says === '' ? 'accepts' : `accepts, ${plain(says)}`;
  return `${refused === 'pod' ? 'refuses the pod' : 'refuses'}: ${plain(says)}`;
}

/** What stands before the reason: which object, or which step. */
const PREAMBLE = /^.*? is invalid: \[?|^failed to [^(]*\(.*?\)(?: to proper version)?: /s;

/** A whole value as Go prints it, with addresses that differ each time. */
const GO_VALUE = /\b\w+\.\w+\{.*\}: /s;

/** Limits that a container breaks: the server tells them in any order. */
const LIMITS = /(?<=is forbidden: \[)(?:maximum|minimum) .*(?=\])/s;

/** The server's first reason, short enough for a line and without what Markdown reads. */
function plain(says: string): string {
  const sorted = says.replace(LIMITS, list =>
    list
      .split(/, (?=maximum|minimum)/)
      .sort()
      .join(', '),
  );
  const reason = sorted.replace(PREAMBLE, '').replace(GO_VALUE, '').replaceAll(/\s+/g, ' ');
  const short = reason.length > LONGEST ? `${reason.slice(0, LONGEST)}…` : reason;
  return short.replaceAll(/[\\|<>*_`[\]]/g, character => `\\${character}`);
}
