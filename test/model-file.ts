import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Declared, Manifest, Model, Provenance, SourceLine } from '../src/model';

/** Variable that names the file in which one run of jest keeps the real model: dozens of test files read it. */
const FILE = 'GARAM_TEST_MODEL';

/** Before all tests: a place for this run's model, so that no run reads another's. */
export default function beforeAllTests(): void {
  process.env[FILE] = join(mkdtempSync(join(tmpdir(), 'garam-model-')), 'model');
}

/** After all tests: nothing stays. */
export function afterAllTests(): void {
  const file = process.env[FILE];
  if (file !== undefined) rmSync(dirname(file), { recursive: true, force: true });
}

interface Kept {
  readonly provenance: Omit<Provenance, 'lines'> & { readonly lines: readonly SourceLine[] };
}

/** What an earlier test file of this run has kept; `undefined` for the first, and without a place to keep it. */
export function keptModel(): Model | undefined {
  const text = read(process.env[FILE]);
  if (text === undefined) return undefined;
  const { environments, manifests, declarations } = JSON.parse(text) as {
    environments: Model['environments'];
    manifests: (Omit<Manifest, 'provenance'> & Kept)[];
    declarations: (Omit<Declared, 'provenance'> & Kept)[];
  };
  return { environments, manifests: manifests.map(thawed), declarations: declarations.map(thawed) as Declared[] };
}

/** Keeps a model for the test files that follow: lines are looked up now, since nobody can look them up from a file. */
export function keepModel(model: Model): void {
  const file = process.env[FILE];
  if (file === undefined) return;
  const { environments, manifests, declarations } = model;
  const frozen = { environments, manifests: manifests.map(asData), declarations: declarations.map(asData) };
  // Two workers may keep it at the same time: each writes a file of its own, the last rename wins.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(frozen));
  renameSync(`${file}.${process.pid}`, file);
}

function asData<T extends { readonly provenance: Provenance }>(each: T): Omit<T, 'provenance'> & Kept {
  return { ...each, provenance: { ...each.provenance, lines: each.provenance.lines() } };
}

function thawed<T extends Kept>(each: T): Omit<T, 'provenance'> & { readonly provenance: Provenance } {
  const { lines, ...provenance } = each.provenance;
  return { ...each, provenance: { ...provenance, lines: () => lines } };
}

function read(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
