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

type KeptManifest = Omit<Manifest, 'provenance' | 'text'> & Kept;

/** What an earlier test file of this run has kept; `undefined` for the first, and without a place to keep it. */
export function keptModel(): Model | undefined {
  const file = process.env[FILE];
  const text = read(file);
  if (file === undefined || text === undefined) return undefined;
  const { environments, manifests, declarations } = JSON.parse(text) as {
    environments: Model['environments'];
    manifests: KeptManifest[];
    declarations: (Omit<Declared, 'provenance'> & Kept)[];
  };
  return { environments, manifests: withTexts(manifests, file), declarations: declarations.map(thawed) as Declared[] };
}

/** Texts are as long as all the rest, and few test files ask for one: they are read when one is asked for. */
function withTexts(manifests: readonly KeptManifest[], file: string): Manifest[] {
  let texts: readonly string[] | undefined;
  const textOf = (index: number): string => {
    texts ??= JSON.parse(readFileSync(textsOf(file), 'latin1')) as readonly string[];
    return texts[index] as string;
  };
  return manifests.map((each, index) => ({
    ...thawed(each),
    get text() {
      return textOf(index);
    },
  }));
}

function textsOf(file: string): string {
  return `${file}.texts`;
}

/** Keeps a model for the test files that follow: lines are looked up now, since nobody can look them up from a file. */
export function keepModel(model: Model): void {
  const file = process.env[FILE];
  if (file === undefined) return;
  const { environments, manifests, declarations } = model;
  const textless = manifests.map(({ text: _text, ...rest }) => asData(rest));
  // Texts first: whoever finds the model finds its texts.
  const texts = manifests.map(({ text }) => text);
  write(textsOf(file), texts);
  write(file, { environments, manifests: textless, declarations: declarations.map(asData) });
}

/**
 * Two workers may write it at the same time: each writes a file of its own, the last rename wins. It is ASCII, because
 * other letters make reading and parsing take twice as long.
 */
function write(file: string, value: unknown): void {
  const escaped = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(value).replace(/[\u0080-\uffff]/g, escaped), 'latin1');
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
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}
