import { resolve } from 'node:path';
import { findProgram, ProvingGroundError, toolPlaces, tools } from '../src/proving-ground';

const ROOT = resolve(__dirname, '..');

/**
 * Path of a real program that judges us. Where nobody has it, the reason is printed and the proof is left out; where
 * all proofs are wanted (`GARAM_REQUIRE_TOOLS=1`, as in CI), that is an error.
 */
export function realTool(toolName: string, programName: string): string | undefined {
  const tool = tools.find(({ name }) => name === toolName);
  if (!tool)
    throw new Error(`no tool is called ${toolName}; the catalogue names ${tools.map(({ name }) => name).join(', ')}`);
  try {
    return findProgram(toolPlaces(ROOT), tool, programName);
  } catch (error) {
    if (!(error instanceof ProvingGroundError) || process.env['GARAM_REQUIRE_TOOLS'] === '1') throw error;
    process.stderr.write(`${error.message}\n`);
    return undefined;
  }
}
