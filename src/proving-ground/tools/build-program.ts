import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ProvingGroundError } from '../proving-ground-error';
import type { Program, Tool } from './tool';
import { builtFolder } from './find-program';
import { pinnedVersion } from './pinned-version';
import { programVersion } from './program-version';
import type { ToolPlaces } from './tool-places';

/** Version of Go on this machine (`1.26.8`); `undefined` without Go. */
export function goVersion(): string | undefined {
  const { error, stdout } = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8', env: process.env });
  return error ? undefined : stdout.trim().replace(/^go/, '');
}

/** The oldest Go that a tool's go.mod is content with. */
export function wantedGo(root: string, tool: Tool): string | undefined {
  return /^go (\S+)/m.exec(readFileSync(join(root, 'tools', tool.folder, 'go.mod'), 'utf8'))?.[1];
}

/**
 * Builds a program into the cache, small and static. A killed build leaves nothing that is taken for a program.
 * @returns path of the program
 * @throws ProvingGroundError with the compiler's words, or when the program tells another version
 */
export async function buildProgram(places: ToolPlaces, tool: Tool, program: Program): Promise<string> {
  const version = pinnedVersion(places.root, tool);
  const folder = builtFolder(places, tool, version);
  const staging = join(folder, `.building-${process.pid}`);
  try {
    mkdirSync(staging, { recursive: true });
    const built = join(staging, program.name);
    await go(goBuild(places.root, tool, version, program, built));
    const told = programVersion(built, tool, program);
    if (told !== version) throw new ProvingGroundError(`${program.name} was built as ${told}, not ${version}`);
    const path = join(folder, program.name);
    renameSync(built, path);
    return path;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** The linker leaves it out (`-s -w`): the compiler, which makes it for a twelfth of its time, need not. */
const NO_DEBUG_INFORMATION = '-gcflags=all=-dwarf=false';

function goBuild(root: string, tool: Tool, version: string, program: Program, output: string): string[] {
  const variables = Object.entries(tool.variables(version)).map(([name, value]) => `-X ${name}=${value}`);
  const ldflags = ['-s', '-w', ...variables].join(' ');
  const folder = join(root, 'tools', tool.folder);
  const flags = ['-mod=readonly', '-trimpath', NO_DEBUG_INFORMATION, '-ldflags', ldflags];
  return ['-C', folder, 'build', ...flags, '-o', output, program.package];
}

function go(words: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('go', words, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-20_000)));
    child.once('error', reject);
    child.once('close', status => {
      if (status === 0) resolve();
      else reject(new ProvingGroundError(`go ${words.join(' ')}\n${said.trim()}`));
    });
  });
}
