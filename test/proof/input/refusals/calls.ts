import { join, resolve } from 'node:path';
import * as ts from 'typescript';
import { valueFiles } from '../types';

const ROOT = resolve(__dirname, '../../../..');

/** A call of a factory in an environment's file, and what is written in its place. */
export interface RefusedCall {
  /** What was done and where, for a message of the test. */
  readonly name: string;
  /** Path from the repository's root. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** A call that the factory refuses, though its types are right. */
  readonly spoilt: string;
  /** A call that it accepts and that stands nowhere else: where its value turns up is the path that a message must name. */
  readonly mark: string;
}

/** What a run says of a refused call. */
export interface Told {
  readonly exit: number;
  readonly text: string;
  /** `<environment>, <path>` of every value that the call makes. */
  readonly places: readonly string[];
}

const scheduled = (count: string, days = "['Mon']", start = '08:00', end = '20:00'): string =>
  `scheduled({ count: ${count}, hours: { days: ${days}, start: '${start}', end: '${end}', timeZone: 'UTC' } })`;

/** A call that is accepted, and such that are not, by the factory's name. */
const CALLS: Readonly<Record<string, { readonly mark: string; readonly spoilt: readonly string[] }>> = {
  fixed: { mark: 'fixed(977)', spoilt: ['fixed(0)', 'fixed(-1)', 'fixed(1.5)', 'fixed(NaN)', 'fixed(2 - 2)'] },
  autoscaled: {
    mark: 'autoscaled({ min: 977, max: 978, cpuPercent: 50 })',
    spoilt: [
      'autoscaled({ min: 3, max: 2, cpuPercent: 50 })',
      'autoscaled({ min: 0, max: 2, cpuPercent: 50 })',
      'autoscaled({ min: 1.5, max: 2, cpuPercent: 50 })',
      'autoscaled({ min: 2, max: 4, cpuPercent: 50, minAvailable: 2 })',
    ],
  },
  scheduled: {
    mark: scheduled('977'),
    spoilt: [
      scheduled('0'),
      scheduled('-1'),
      scheduled('1.5'),
      scheduled('1', '[]'),
      scheduled('1', "['Mon', 'Mon']"),
      scheduled('1', "['Mon']", '20:00', '08:00'),
      scheduled('1', "['Mon']", '08:00', '08:00'),
      scheduled('1', "['Mon']", '8:00'),
      scheduled('1', "['Mon']", '08:00', '24:00'),
    ],
  },
  size: {
    mark: "size('977m', '977Mi', '978m', '978Mi')",
    spoilt: [
      "size('2', '1Gi', '1', '1Gi')",
      "size('1', '2Gi', '1', '1Gi')",
      "size('0m', '1Gi', '1', '1Gi')",
      "size('-1', '1Gi', '1', '1Gi')",
      "size('1', '0Mi', '1', '1Gi')",
      "size('1', '1Gi', '1e3m', '1Gi')",
    ],
  },
};

const DURATION = /^Duration\.\w+$/;

function callsOf(callee: string): (typeof CALLS)[string] | undefined {
  if (!DURATION.test(callee)) return CALLS[callee];
  return { mark: `${callee}(977)`, spoilt: [`${callee}(-1)`, `${callee}(-0.5)`, `${callee}(2 - 3)`] };
}

/** Every call of such a factory in the environments' files, spoilt in every way. */
export function refusedCalls(): RefusedCall[] {
  return valueFiles().flatMap(path => {
    const file = ts.createSourceFile(path, ts.sys.readFile(path) ?? '', ts.ScriptTarget.ES2022, true);
    const found: RefusedCall[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) found.push(...spoiltWays(file, node));
      ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  });
}

function spoiltWays(file: ts.SourceFile, call: ts.CallExpression): RefusedCall[] {
  const calls = callsOf(call.expression.getText());
  if (calls === undefined) return [];
  const [start, end] = [call.getStart(), call.getEnd()];
  const place = file.fileName.slice(join(ROOT, '/').length);
  const line = file.getLineAndCharacterOfPosition(start).line + 1;
  return calls.spoilt.map(spoilt => ({
    name: `${place}:${line}: ${spoilt}`,
    file: place,
    start,
    end,
    spoilt,
    mark: calls.mark,
  }));
}

/** What the message leaves out of environment, path, value, expectation and line; `undefined` when it is all there. */
export function leftOut({ name, file, spoilt }: RefusedCall, { exit, text, places }: Told): string | undefined {
  const missing = [
    ...(exit === 2 ? [] : [`exit code ${exit}`]),
    ...(places.some(place => text.includes(`\n  in ${place}\n`)) ? [] : [`one of the places ${places.join('; ')}`]),
    ...(text.split('\n')[0]?.includes(spoilt) ? [] : ['the value']),
    ...(/\n {2}expected: .{10}/.test(text) ? [] : ['the expectation']),
    ...(text.includes(`\n  --> ${file}:`) ? [] : ['the line']),
    ...(/^\s+at /m.test(text) ? ['(it shows a stack)'] : []),
  ];
  return missing.length === 0 ? undefined : `${name}: the message lacks ${missing.join(', ')}: ${text}`;
}
