import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Program, Tool } from './tool';

const FIRST_VERSION = /\bv?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)(\+unknown)?/;

/**
 * Asks a program its version, or the linker's note where it tells none.
 * @returns the version without `v`; `undefined` when it does not run or names none
 */
export function programVersion(path: string, tool: Tool, program: Program): string | undefined {
  const words = program.versionArguments ?? ['--version'];
  if (words.length === 0) return linkedVersion(path, tool.module);
  const { error, status, stdout, stderr } = spawnSync(path, [...words], {
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, ARGOCD_BINARY_NAME: program.name },
  });
  if (error || status !== 0) return undefined;
  const text = `${stdout}\n${stderr}`;
  const kubectl = /"gitVersion":\s*"v([^"]+)"/.exec(text);
  if (kubectl) return kubectl[1];
  const found = FIRST_VERSION.exec(text);
  // Argo CD that was built without its version says v99.99.99+unknown; the linker noted the module all the same.
  return found?.[2] ? linkedVersion(path, tool.module) : found?.[1];
}

/** Version of a module in a Go program's build information. */
function linkedVersion(path: string, module: string): string | undefined {
  const bytes = readFileSync(path);
  const at = bytes.indexOf(`\t${module}\tv`);
  return at < 0 ? undefined : /\tv(\S+)/.exec(bytes.toString('latin1', at, at + module.length + 64))?.[1];
}
