import { ProvingGroundError } from '../proving-ground-error';
import { buildProgram, goVersion, wantedGo } from './build-program';
import { tools } from './catalogue';
import type { Tool } from './tool';
import { neededByAll, refusals, searchProgram, type Search } from './find-program';
import type { ToolPlaces } from './tool-places';

/** A program that is there, and where. */
export interface Provided {
  readonly program: string;
  readonly version: string;
  readonly path: string;
  /** Whether it was built just now. */
  readonly built: boolean;
}

/**
 * Builds what is missing.
 * @param names names or folders of tools (`kwok`, `kubernetes-1.30`), or `all`; none for what every run of the proofs needs
 * @param say progress, one sentence at a time
 * @throws ProvingGroundError for an unknown name, a failed build, or on a machine without Go that misses something
 */
export async function provideTools(
  places: ToolPlaces,
  names: readonly string[],
  say: (sentence: string) => void,
): Promise<readonly Provided[]> {
  const searches = chosen(names).flatMap(tool => tool.programs.map(program => searchProgram(places, tool, program)));
  for (const sentence of new Set(searches.flatMap(refusals))) say(sentence);
  const missing = searches.filter(({ path }) => path === undefined);
  if (missing.length > 0) requireGo(places.root, missing);
  const provided: Provided[] = [];
  for (const search of searches) provided.push(await provide(places, search, say));
  return provided;
}

async function provide(places: ToolPlaces, search: Search, say: (sentence: string) => void): Promise<Provided> {
  const { tool, program, version, path } = search;
  if (path !== undefined) return { program: program.name, version, path, built: false };
  say(`building ${program.name} ${version}; the first of a tool takes minutes`);
  return { program: program.name, version, path: await buildProgram(places, tool, program), built: true };
}

function chosen(names: readonly string[]): readonly Tool[] {
  const known = (name: string): Tool[] =>
    tools.filter(tool => name === 'all' || tool.name === name || tool.folder === name);
  for (const name of names) {
    if (known(name).length > 0) continue;
    throw new ProvingGroundError(
      `unknown tool ${name}. There are ${tools.map(({ folder }) => folder).join(', ')}, and all.`,
    );
  }
  return names.length === 0
    ? tools.filter(neededByAll)
    : tools.filter(tool => names.some(name => known(name).includes(tool)));
}

/** Without Go nothing can be built: says what to install and which proofs are missed. */
function requireGo(root: string, missing: readonly Search[]): void {
  if (goVersion() !== undefined) return;
  const misses = [...new Set(missing.map(({ tool }) => tool))];
  const wanted = misses.map(tool => wantedGo(root, tool)).find(Boolean);
  throw new ProvingGroundError(
    [
      `These tools are missing, and Go is not on this machine to build them. Nobody can prove here:`,
      ...misses.map(
        tool =>
          `  ${tool.proves} (${missing
            .filter(each => each.tool === tool)
            .map(nameOf)
            .join(', ')})`,
      ),
      `Install Go ${wanted} or newer (https://go.dev/dl), then npm run tools; or name a folder of ready tools in GARAM_TOOLS.`,
    ].join('\n'),
  );
}

function nameOf({ program, version }: Search): string {
  return `${program.name} ${version}`;
}
