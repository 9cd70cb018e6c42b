import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Project } from '../../src/cli/project';
import type { Terminal } from '../../src/cli/terminal';
import type { Finding, KubeObject, Manifest, Model, Rule } from '../../src/model';
import { environmentOf, manifestOf } from '../gates/model-of';

const scratch: string[] = [];
afterAll(() => scratch.forEach(folder => rmSync(folder, { recursive: true, force: true })));

/** A folder that is removed when the test file ends. */
export function scratchFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'garam-cli-')));
  scratch.push(folder);
  return folder;
}

/** A ConfigMap with one value. */
export function settings(name: string, level: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data: { level } };
}

/** A rule that wants no ConfigMap to say `loud`. */
export const quiet: Rule = {
  code: 'quiet-level',
  text: {
    en: { rule: 'Nothing is loud.', reason: 'It disturbs.', example: 'data:\n  level: quiet' },
    ko: { rule: '시끄러우면 안 된다.', reason: '방해가 된다.', example: 'data:\n  level: quiet' },
  },
  check: model => model.manifests.filter(({ object }) => levelOf(object) === 'loud').map(loudness),
};

const levelOf = (object: KubeObject): unknown => (object.data as Record<string, unknown> | undefined)?.level;

function loudness(manifest: Manifest): Finding {
  const source = manifest.provenance.lines()[0];
  return {
    code: 'quiet-level',
    message: 'the level is "loud"',
    where: {
      environment: manifest.environment,
      object: `ConfigMap/shop/${manifest.object.metadata.name}`,
      path: '$.data.level',
      file: manifest.path,
      ...(source && { source }),
    },
    expected: 'quiet',
    mend: 'set it to quiet',
  };
}

/** A project in a folder of its own with the environment `test`; its objects can be exchanged between two runs. */
export interface FixtureProject extends Project {
  objects: readonly KubeObject[];
  declarations: Model['declarations'];
}

/** A project that synthesizes the given objects, under the rule `quiet-level`. */
export function projectOf(
  root: string,
  objects: readonly KubeObject[],
  overrides: Partial<Project> = {},
): FixtureProject {
  const project: FixtureProject = {
    root,
    objects,
    declarations: [],
    rules: async () => [quiet],
    explained: async () => [quiet],
    prices: async () => [],
    compileErrors: async () => [],
    async synthesize() {
      const manifests = project.objects.map(object => manifestOf(object));
      const model = { environments: [environmentOf()], manifests, declarations: project.declarations };
      return { model, files: manifests.map(({ path, text }) => ({ path, text })) };
    },
    ...overrides,
  };
  return project;
}

/** A terminal that remembers. */
export interface Recording extends Terminal {
  stdout: string;
  stderr: string;
}

/** A terminal that remembers, with colour or without. */
export function recording(colour = false): Recording {
  const terminal: Recording = {
    stdout: '',
    stderr: '',
    out: text => void (terminal.stdout += text),
    err: text => void (terminal.stderr += text),
    colour: { out: colour, err: colour },
  };
  return terminal;
}

/** Every file below a folder, by its path. */
export function treeOf(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(paths.map(path => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}
