import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from './process-identity';

/** When a process is ended, first to last: who writes to a server ends before it. */
export const RANKS = ['client', 'controller', 'api-server', 'store'] as const;
export type Rank = (typeof RANKS)[number];

/** A process that was started, kept on disk so that it can be ended after a crash of whoever started it. */
export interface ProcessRecord {
  /** What it does (`kube-apiserver`). */
  readonly role: string;
  readonly rank: Rank;
  readonly pid: number;
  /** When it was started, as the system says it. */
  readonly start: string;
  /** Version of the program; absent for our own. */
  readonly version?: string;
  /** Loopback port it listens on. */
  readonly port?: number;
  /** File that it writes to. */
  readonly log: string;
  /** How it was started: so it is started again. */
  readonly path: string;
  readonly arguments: readonly string[];
  /** What it finds in its environment beside what everybody does: names of files and the like, no secrets. */
  readonly env: Readonly<Record<string, string>>;
}

const FOLDER = 'processes';

export function keepRecord(state: string, record: ProcessRecord): void {
  const folder = join(state, FOLDER);
  const file = join(folder, `${record.role}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(record, undefined, 2));
  renameSync(`${file}.new`, file);
}

export function forgetRecord(state: string, { role }: ProcessRecord): void {
  rmSync(join(state, FOLDER, `${role}.json`), { force: true });
}

/** Everything that was started under a state folder, dead or alive, in the order in which it is ended. */
export function records(state: string): readonly ProcessRecord[] {
  const folder = join(state, FOLDER);
  const found = names(folder).map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as ProcessRecord);
  return found.sort((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank));
}

/** Whether the process that was started still runs: another one may have its id by now. */
export function lives({ pid, start }: ProcessRecord): boolean {
  return startOf(pid) === start;
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder).filter(name => name.endsWith('.json'));
  } catch {
    return [];
  }
}
