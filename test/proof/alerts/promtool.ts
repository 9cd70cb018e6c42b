import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realTool } from '../../real-tool';
import type { Group } from './rules';

/** What must be firing at a time. */
export interface Expected {
  readonly eval_time: string;
  readonly alertname: string;
  readonly exp_alerts: readonly {
    readonly exp_labels: Readonly<Record<string, string>>;
    readonly exp_annotations: Readonly<Record<string, string>>;
  }[];
}

/** Series over time, and what must be firing when. */
export interface UnitTest {
  readonly name: string;
  readonly interval: string;
  /** Seconds since 1970 at which it begins; promtool knows it from 3.9.0 on (prometheus/prometheus#17636). @default 0 */
  readonly start_timestamp?: number;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly alert_rule_test: readonly Expected[];
  /** Values of expressions at a time; `ALERTS` tells what is firing without its sentences. */
  readonly promql_expr_test?: readonly {
    readonly expr: string;
    readonly eval_time: string;
    readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
  }[];
}

/** The real promtool, where it is built; its reason printed where it is not. */
export const PROMTOOL = realTool('prometheus', 'promtool');

/** How promtool ended, and what it said. */
export interface Run {
  /** Whether it found nothing wrong. */
  readonly isWell: boolean;
  readonly said: string;
}

/** Exit codes of promtool: nothing found, something wrong with what it was given, something that its linter warns of. */
const [WELL, ...WRONG] = [0, 1, 3];

/**
 * Runs promtool.
 * @throws Error when it could not judge: it did not start, was killed, or ended in a way of its own
 */
export function promtool(...args: readonly string[]): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = execFile(PROMTOOL ?? 'promtool', [...args], { maxBuffer: 1 << 30 }, (error, stdout, stderr) => {
      const { exitCode, signalCode } = child;
      const said = `${stdout}${stderr}`;
      if (exitCode === WELL) return resolve({ isWell: true, said });
      if (exitCode !== null && WRONG.includes(exitCode)) return resolve({ isWell: false, said: said || String(error) });
      reject(new Error(`promtool judged nothing, it ended with ${signalCode ?? exitCode}: ${error}\n${said}`));
    });
  });
}

/** What promtool complains of: nothing when all is well. */
async function complaint(...args: readonly string[]): Promise<string> {
  const { isWell, said } = await promtool(...args);
  return isWell ? '' : said;
}

/** Tests that are evaluated alike. */
export interface TestFile {
  /** Time between two evaluations (`30s`). */
  readonly interval: string;
  readonly tests: readonly UnitTest[];
}

/** What promtool says of rules under tests. */
export async function unitTests(groups: readonly Group[], files: readonly TestFile[]): Promise<string> {
  return inFolder(folder => {
    writeFileSync(join(folder, RULES), rulesText(groups));
    const paths = files.map((file, index) => {
      const path = join(folder, `tests-${index}.yaml`);
      writeFileSync(path, testText(file));
      return path;
    });
    return complaint('test', 'rules', ...paths);
  });
}

/** Name of the file of rules beside a file of tests. */
export const RULES = 'rules.yaml';

/** A file of rules as promtool reads it: JSON is YAML, and written in a tenth of the time. */
export function rulesText(groups: readonly Group[]): string {
  return JSON.stringify({ groups });
}

/** A file of tests as promtool reads it; the rules lie beside it. */
export function testText({ interval, tests }: TestFile): string {
  return JSON.stringify({ rule_files: [RULES], evaluation_interval: interval, tests });
}

/** What promtool says of rules, with its warnings as errors. */
export async function checkRules(groups: readonly Group[]): Promise<string> {
  return inFolder(folder => {
    const file = join(folder, RULES);
    writeFileSync(file, rulesText(groups));
    return complaint('check', 'rules', '--lint=all', '--lint-fatal', file);
  });
}

/** Works in a folder that is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'garam-alerts-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
