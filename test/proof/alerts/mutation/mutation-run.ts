import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from '../../../../src/gates/pod/once';
import { formsOf } from '../forms';
import type { Mutant } from './mutants';
import { inFolder, promtool, RULES, rulesText, testText, type TestFile } from '../promtool';
import type { ShippedAlert } from '../rules';
import { testsOf } from '../tests-of';
import { verdictsOf } from './verdicts';

/** Mutants that one promtool judges: its start costs as much as some of them. */
const TOGETHER = 40;

/** As many as there are processors on a small machine. */
const AT_ONCE = 2;

/** Rules that are to be judged by the tests of the alert that they belong to. */
type Judged = Pick<Mutant, 'alert' | 'groups'>;

/** Some that differ in names alone: the first is judged for all of them. */
export type Form<T> = readonly [T, ...T[]];

const formIn = once((alert: ShippedAlert) => formsOf({ groups: alert.groups, files: testsOf(alert) }));

/** Puts those together that differ in names alone. */
export function byForm<T extends Judged>(all: readonly T[]): readonly Form<T>[] {
  const forms = new Map<string, [T, ...T[]]>();
  for (const each of all) {
    const form = formIn(each.alert)(each.groups);
    const same = forms.get(form);
    if (same) same.push(each);
    else forms.set(form, [each]);
  }
  return [...forms.values()];
}

/** Those whose alert's own tests all pass: for mutants, the survivors. The cheapest tests come first. */
export async function survivors<T extends Judged>(forms: readonly Form<T>[]): Promise<readonly T[]> {
  return inFolder(async folder => {
    const files = new TestFiles(folder);
    let alive = forms;
    for (let round = 0; ; round++) {
      const judged = alive.filter(([{ alert }]) => round < files.of(alert).length);
      if (judged.length === 0) return alive.flat();
      const killed = await inTurns(judged, some => killedBy(files, some, round));
      alive = alive.filter(each => !killed.has(each));
    }
  });
}

/** Files of tests on disk, each alert's once. */
class TestFiles {
  private readonly known = new Map<ShippedAlert, readonly string[]>();
  private folders = 0;

  constructor(private readonly folder: string) {}

  of(alert: ShippedAlert): readonly string[] {
    const known = this.known.get(alert) ?? this.write(alert);
    this.known.set(alert, known);
    return known;
  }

  /** A new folder, for promtool looks for rules beside tests. */
  newFolder(): string {
    const folder = join(this.folder, String(this.folders++));
    mkdirSync(folder);
    return folder;
  }

  private write(alert: ShippedAlert): readonly string[] {
    return oneByOne(testsOf(alert)).map(file => {
      const path = join(this.newFolder(), 'tests.yaml');
      writeFileSync(path, testText(file));
      return path;
    });
  }
}

/** Each test in a file of its own: what dies of one needs no other. */
function oneByOne(files: readonly TestFile[]): readonly TestFile[] {
  return files.flatMap(({ interval, tests }) => tests.map(test => ({ interval, tests: [test] })));
}

async function inTurns<T>(all: readonly T[], work: (some: readonly T[]) => Promise<readonly T[]>): Promise<Set<T>> {
  const turns = Array.from({ length: Math.ceil(all.length / TOGETHER) }, (_, index) =>
    all.slice(index * TOGETHER, (index + 1) * TOGETHER),
  );
  const done = new Set<T>();
  const worker = async (): Promise<void> => {
    for (let some = turns.shift(); some; some = turns.shift()) for (const each of await work(some)) done.add(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done;
}

/** Those that fail in a round of tests. */
async function killedBy<T extends Judged>(
  files: TestFiles,
  forms: readonly Form<T>[],
  round: number,
): Promise<readonly Form<T>[]> {
  const report = join(files.newFolder(), 'junit.xml');
  const paths = forms.map(([{ alert, groups }]) => {
    const folder = files.newFolder();
    writeFileSync(join(folder, RULES), rulesText(groups));
    symlinkSync(files.of(alert)[round] ?? '', join(folder, 'tests.yaml'));
    return join(folder, 'tests.yaml');
  });
  const run = await promtool('test', 'rules', `--junit=${report}`, ...paths);
  const failed = verdictsOf(readFileSync(report, 'utf8'), paths, run);
  return forms.filter((_, index) => failed[index]);
}
