import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from '../../../../src/gates/pod/once';
import { formsOf } from '../forms';
import { Experience, type Likeness } from './experience';
import type { Mutant } from './mutants';
import { inFolder, promtool, RULES, rulesText, testText, type UnitTest } from '../promtool';
import type { ShippedAlert } from '../rules';
import { testsOf } from '../tests-of';
import { verdictsOf } from './verdicts';
import { seeded } from '../../../seeded';

/** Mutants that one promtool judges: its start costs as much as some of them. */
const TOGETHER = 40;

/** As many as there are processors on a small machine. */
const AT_ONCE = 2;

/** Rules that are to be judged by the tests of the alert that they belong to. */
type Judged = Likeness & Pick<Mutant, 'groups'>;

/** Name of the file of one test. */
const TESTS = 'test.yaml';

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

/** A test in a file of its own: what dies of one needs no other. */
interface TestOnDisk {
  readonly test: UnitTest;
  readonly path: string;
}

/** Some rules, and the tests that nobody has tried on them. */
interface Trial<T> {
  readonly form: Form<T>;
  readonly left: readonly TestOnDisk[];
}

/** Those whose alert's own tests all pass: for mutants, the survivors. */
export async function survivors<T extends Judged>(forms: readonly Form<T>[]): Promise<readonly T[]> {
  return inFolder(async folder => {
    const files = new TestFiles(folder);
    const experience = new Experience();
    // Likes stand beside each other: mixed, the first of them teach the others.
    let open: readonly Trial<T>[] = shuffled(forms).map(form => ({ form, left: files.of(form[0].alert) }));
    const alive: T[] = [];
    while (open.length > 0) {
      const passed = await inTurns(open, some => passing(files, experience, some));
      alive.push(...passed.filter(({ left }) => left.length === 0).flatMap(({ form }) => form));
      open = passed.filter(({ left }) => left.length > 0);
    }
    return alive;
  });
}

/** In an order of its own, the same for each run. */
function shuffled<T>(all: readonly T[]): readonly T[] {
  const next = seeded(1);
  const placed = all.map(each => ({ each, place: next() }));
  return placed.sort((a, b) => a.place - b.place).map(({ each }) => each);
}

/** Files of tests on disk, each alert's once. */
class TestFiles {
  private readonly known = new Map<ShippedAlert, readonly TestOnDisk[]>();
  private folders = 0;

  constructor(private readonly folder: string) {}

  of(alert: ShippedAlert): readonly TestOnDisk[] {
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

  private write(alert: ShippedAlert): readonly TestOnDisk[] {
    return testsOf(alert).flatMap(({ interval, tests }) =>
      tests.map(test => {
        const path = join(this.newFolder(), TESTS);
        writeFileSync(path, testText({ interval, tests: [test] }));
        return { test, path };
      }),
    );
  }
}

/** Does some at a time, as many as there are processors. */
async function inTurns<T>(all: readonly T[], work: (some: readonly T[]) => Promise<readonly T[]>): Promise<T[]> {
  const turns = Array.from({ length: Math.ceil(all.length / TOGETHER) }, (_, index) =>
    all.slice(index * TOGETHER, (index + 1) * TOGETHER),
  );
  const done: T[] = [];
  const worker = async (): Promise<void> => {
    for (let some = turns.shift(); some; some = turns.shift()) done.push(...(await work(some)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return done;
}

/** Tries on each the test that promises most. @returns those that pass it, with the tests that are left */
async function passing<T extends Judged>(
  files: TestFiles,
  experience: Experience,
  trials: readonly Trial<T>[],
): Promise<readonly Trial<T>[]> {
  const report = join(files.newFolder(), 'junit.xml');
  const tried = trials.flatMap(({ form, left }) => {
    const next = experience.best(form[0], left);
    return next ? [{ form, next, left: left.filter(each => each !== next), path: fileOf(files, form[0], next) }] : [];
  });
  const run = await promtool('test', 'rules', `--junit=${report}`, ...tried.map(({ path }) => path));
  const failed = verdictsOf(
    readFileSync(report, 'utf8'),
    tried.map(({ path }) => path),
    run,
  );
  tried.forEach(({ form, next }, index) => experience.note(form[0], next.test, failed[index] === true));
  return tried.filter((_, index) => !failed[index]);
}

/** Rules beside a test. @returns where the test lies */
function fileOf(files: TestFiles, { groups }: Judged, { path }: TestOnDisk): string {
  const folder = files.newFolder();
  writeFileSync(join(folder, RULES), rulesText(groups));
  symlinkSync(path, join(folder, TESTS));
  return join(folder, TESTS);
}
