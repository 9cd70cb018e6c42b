import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProvingGroundError } from '../proving-ground-error';
import type { Tool } from './tool';

/** Version that the tool's go.mod pins, without `v` (`3.6.16`). */
export function pinnedVersion(root: string, tool: Tool): string {
  const file = join(root, 'tools', tool.folder, 'go.mod');
  const version = requiredVersion(readFileSync(file, 'utf8'), tool.module);
  if (version === undefined) throw new ProvingGroundError(`${file} does not require ${tool.module}`);
  return version;
}

/** Version of a module among a go.mod's requirements, without `v`. Replacements and tool lines do not count. */
export function requiredVersion(goMod: string, module: string): string | undefined {
  const line = goMod.split('\n').find(each => {
    const words = each
      .trim()
      .replace(/^require\s+/, '')
      .split(/\s+/);
    return words[0] === module && /^v\d/.test(words[1] ?? '');
  });
  return line && /\sv(\d\S*)/.exec(line)?.[1];
}
