import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { ProvingGroundError } from '../proving-ground-error';
import { tools } from './catalogue';
import type { Program, Tool } from './tool';
import { pinnedVersion } from './pinned-version';
import { programVersion } from './program-version';
import type { ToolPlaces } from './tool-places';

/** A program of the wrong version, which is never started. */
export interface Refusal {
  readonly path: string;
  /** Version it told; `undefined` when it told none. */
  readonly version: string | undefined;
}

/** What a search came to. */
export interface Search {
  readonly tool: Tool;
  readonly program: Program;
  /** Version that was looked for. */
  readonly version: string;
  /** Path of the program; absent when nobody has it in that version. */
  readonly path?: string;
  readonly refused: readonly Refusal[];
}

/** Folder in the cache that a tool is built into. */
export function builtFolder({ cache }: ToolPlaces, tool: Tool, version: string): string {
  return join(cache, 'tools', `${tool.name}@${version}`);
}

/** Looks for a program: first among the ready ones, then in `KUBEBUILDER_ASSETS`, then in the cache. */
export function searchProgram(places: ToolPlaces, tool: Tool, program: Program): Search {
  const version = pinnedVersion(places.root, tool);
  const refused: Refusal[] = [];
  for (const path of candidates(places, tool, program, version)) {
    if (!executable(path)) continue;
    const told = programVersion(path, tool, program);
    if (told === version) return { tool, program, version, path, refused };
    refused.push({ path, version: told });
  }
  return { tool, program, version, refused };
}

/**
 * Path of a program in the pinned version.
 * @throws ProvingGroundError when nobody has it, with what was refused and what to do
 */
export function findProgram(places: ToolPlaces, tool: Tool, name: string): string {
  const program = tool.programs.find(each => each.name === name);
  if (!program) throw new RangeError(`${tool.name} has no program ${name}`);
  const search = searchProgram(places, tool, program);
  if (search.path !== undefined) return search.path;
  const lines = [`${name} ${search.version} is missing: without it nobody can prove ${tool.proves}.`];
  const build = tool.onlyByName ? `npm run tools -- ${tool.folder}` : 'npm run tools';
  throw new ProvingGroundError([...lines, ...refusals(search), `Build it: ${build} (needs Go).`].join('\n'));
}

/** One sentence for each program that was refused. */
export function refusals({ program, version, refused }: Search): string[] {
  return refused.map(
    ({ path, version: told }) =>
      `${path} was refused: it is ${told === undefined ? 'of no version that it tells' : told}, and ${program.name} ${version} is wanted.`,
  );
}

/** Whether every run of the proofs needs it. */
export function neededByAll({ onlyByName }: Tool): boolean {
  return !onlyByName;
}

function candidates(places: ToolPlaces, tool: Tool, { name }: Program, version: string): string[] {
  return [
    ...(places.ready === undefined ? [] : [join(places.ready, `${tool.name}@${version}`, name)]),
    ...(places.assets === undefined || !tool.controlPlane ? [] : [join(places.assets, name)]),
    join(builtFolder(places, tool, version), name),
  ];
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * One sentence for each tool that nobody has in full, with the proofs that are missed, and for what was refused. Tools
 * that are built only by name are not missed here: the proof that needs one says so.
 */
export function missingTools(places: ToolPlaces): readonly string[] {
  return tools.filter(neededByAll).flatMap(tool => {
    const searches = tool.programs.map(program => searchProgram(places, tool, program));
    const missing = searches.filter(({ path }) => path === undefined);
    if (missing.length === 0) return [];
    const names = missing.map(({ program, version }) => `${program.name} ${version}`).join(', ');
    return [`Missing: ${names}. Nobody can prove here ${tool.proves}.`, ...missing.flatMap(refusals)];
  });
}
