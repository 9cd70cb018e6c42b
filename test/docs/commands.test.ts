import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli';
import { repository } from '../../src/cli/project';
import { environments } from '../../src/environments';
import { explained } from '../../src/gates';
import { pages, ROOT, type Page } from './pages';

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

/** What `npx garam help [verb]` prints. */
async function help(...verb: readonly string[]): Promise<string> {
  let text = '';
  const print = (more: string): void => void (text += more);
  await run(['help', ...verb], repository, { out: print, err: print, colour: { out: false, err: false } });
  return text;
}

/** Verbs of the program, and what it says of each. */
async function verbs(): Promise<ReadonlyMap<string, string>> {
  const list = (await help()).split('Commands:')[1] ?? '';
  const names = [...list.matchAll(/^ {2}(\w+)/gm)].map(match => match[1] as string);
  return new Map(await Promise.all(names.map(async name => [name, await help(name)] as const)));
}

/** Scripts of npm that a page names and that do not exist. */
function missingScripts({ text }: Page): readonly string[] {
  const named = [...text.matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)].map(
    match => (match[1] ?? match[2]) as string,
  );
  return named.filter(name => scripts[name] === undefined);
}

/** TypeScript files that a page runs and that do not exist. */
function missingPrograms({ text }: Page): readonly string[] {
  return [...text.matchAll(/npx ts-node (\S+\.ts)/g)]
    .map(match => match[1] as string)
    .filter(path => !existsSync(join(ROOT, path)));
}

const NAMES = new Set([...environments.map(({ name }) => name), ...explained.map(({ code }) => code)]);

/** Calls of `npx garam` that the program would not understand. `<…>` stands for anything. */
function strangeCalls({ text }: Page, known: ReadonlyMap<string, string>): readonly string[] {
  const calls = [...text.matchAll(/npx garam((?: (?:--)?[\w<>-]+)*)/g)].map(match => (match[1] as string).trim());
  return calls.filter(call => {
    const [verb = '', ...words] = call.split(' ');
    if (verb === '--help') return false;
    const told = known.get(verb);
    if (told === undefined) return verb !== '';
    return words.some(word => word.startsWith('--') && !new RegExp(`${word}\\b`).test(told));
  });
}

/** Rules and environments that a page asks `list` and `explain` for, and that do not exist. */
function strangeNames({ text }: Page): readonly string[] {
  return [...text.matchAll(/npx garam (?:list|explain) ([a-z][\w-]*-[\w-]+)/g)]
    .map(match => match[1] as string)
    .filter(name => !NAMES.has(name));
}

describe('commands of the documentation', () => {
  const all = pages();

  test.each(all)('$path names scripts and programs that exist', page => {
    expect([...missingScripts(page), ...missingPrograms(page)]).toEqual([]);
  });

  test('every call of garam is one that the program understands', async () => {
    const known = await verbs();
    expect([...known.keys()]).toEqual(expect.arrayContaining(['synth', 'check', 'list', 'explain']));
    expect(all.flatMap(page => strangeCalls(page, known).map(call => `${page.path}: ${call}`))).toEqual([]);
  });

  // The recipe for a new rule makes one that does not exist here.
  test('every rule and environment that is asked for exists, but for the one that a recipe makes', () => {
    expect(new Set(all.flatMap(strangeNames))).toEqual(new Set(['revision-history']));
  });

  test('an unknown script, program, verb, option and rule are named', async () => {
    const text =
      '`npm run gone`, `npx ts-node src/gone.ts`, `npx garam gone`, `npx garam list --gone`, `npx garam explain no-rule`';
    const page = { path: 'page.md', text };
    expect(missingScripts(page)).toEqual(['gone']);
    expect(missingPrograms(page)).toEqual(['src/gone.ts']);
    expect(strangeCalls(page, await verbs())).toEqual(['gone', 'list --gone']);
    expect(strangeNames(page)).toEqual(['no-rule']);
  });
});
