import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { startPrometheus, toolPlaces } from '../../../src/proving-ground';
import { endProcesses } from '../../../src/proving-ground/process';
import type { Model } from '../../../src/model';
import { promtool } from '../alerts/promtool';
import { groupsOf, ruleObjects, type Group, type Rule } from '../alerts/rules';
import { everythingShown, MINUTES, openMetrics } from './fixture';
import { requestsOf } from './grafana';

/** Second since 1970 at which everything begins to be there: long past, so that no clock and no slow machine matters. */
const START = Date.UTC(2026, 0, 1) / 1000;

/** Last second of which there are readings: when somebody looks. */
export const NOW = START + MINUTES * 60;

/**
 * Works with a real Prometheus that has seen everything that an environment shows, and recorded what its rules record.
 * @param work gets its address
 */
export async function served<T>(model: Model, work: (url: string) => Promise<T>): Promise<T> {
  const state = mkdtempSync(join(tmpdir(), 'garam-served-'));
  try {
    await keep(state, openMetrics(everythingShown(model), START));
    await record(state, model, await start(state));
    await endProcesses(state); // it looks for new blocks once a minute, or when it starts
    return await work(await start(state));
  } finally {
    await endProcesses(state);
    rmSync(state, { recursive: true, force: true });
  }
}

/** Where the proving ground's Prometheus has its blocks. */
export const blocksIn = (state: string): string => join(state, 'prometheus');

/** It reads no target and no rule by itself: everything that it serves was there before. */
export const start = (state: string): Promise<string> =>
  startPrometheus({ places: toolPlaces(resolve(__dirname, '../../..')), state, config: {} });

/** Makes blocks of series as OpenMetrics text. */
export async function keep(state: string, text: string): Promise<void> {
  const file = join(state, 'everything.txt');
  mkdirSync(blocksIn(state));
  writeFileSync(file, text);
  await made('openmetrics', file, blocksIn(state));
}

/** Has promtool evaluate what panels read of the rules that record, as often as the environment's Prometheus does. */
async function record(state: string, model: Model, url: string): Promise<void> {
  const file = join(state, 'rules.yaml');
  writeFileSync(file, stringify({ groups: readByPanels(model) }));
  const time = [`--start=${START}`, `--end=${NOW}`, '--eval-interval=30s'];
  await made('rules', ...time, `--url=${url}`, `--output-dir=${blocksIn(state)}`, file);
}

/** A block is made for each rule: those of long windows that alerts alone read would take minutes. */
function readByPanels(model: Model): readonly Group[] {
  const queries = requestsOf(model, NOW).map(({ form }) => form['query'] ?? '');
  const isRead = ({ record: name }: Rule): boolean => name !== undefined && queries.some(query => query.includes(name));
  return ruleObjects(model)
    .flatMap(groupsOf)
    .map(group => ({ ...group, rules: group.rules.filter(isRead) }))
    .filter(({ rules }) => rules.length > 0);
}

/** @throws Error when promtool makes no blocks */
async function made(...args: readonly string[]): Promise<void> {
  const { isWell, said } = await promtool('tsdb', 'create-blocks-from', ...args);
  if (!isWell) throw new Error(`promtool tsdb create-blocks-from ${args.join(' ')}: ${said}`);
}
