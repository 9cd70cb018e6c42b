import { join } from 'node:path';
import type { ProcessRecord } from './process-record';
import { startProcess, type Launch } from './start-process';

/** A TypeScript file of ours that runs as a process of its own. */
export interface Script extends Pick<Launch, 'role' | 'rank' | 'arguments' | 'port'> {
  readonly file: string;
}

/** Starts one of our own scripts as a process that outlives us. @param root root of the repository, with tsconfig.json */
export function startScript(root: string, state: string, { file, ...launch }: Script): ProcessRecord {
  return startProcess(state, {
    ...launch,
    path: process.execPath,
    arguments: ['-r', require.resolve('ts-node/register'), file, ...launch.arguments],
    env: { TS_NODE_PROJECT: join(root, 'tsconfig.json') },
  });
}
