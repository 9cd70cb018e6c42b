import { forgetRecord, lives, RANKS, records, type ProcessRecord } from './process-record';

/** How long a process may take to end by itself. The API server waits for its requests: about 4 s. */
const PATIENCE_SECONDS = 60;

/**
 * Ends everything that was started under a state folder, whoever started it: clients first, then controllers, the API
 * server, the store. Ended all at once, the API server would keep its port for minutes.
 * @returns the processes that still lived
 */
export async function endProcesses(state: string): Promise<readonly ProcessRecord[]> {
  const all = records(state);
  const living = all.filter(lives);
  for (const rank of RANKS)
    await Promise.all(living.filter(record => record.rank === rank).map(record => endProcess(record)));
  for (const record of all) forgetRecord(state, record);
  return living;
}

/** Ends one process and waits until it is gone. @param first `SIGKILL` for one that crashes */
export async function endProcess(record: ProcessRecord, first: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  signal(record, first);
  const end = Date.now() + PATIENCE_SECONDS * 1000;
  while (lives(record)) {
    if (Date.now() > end) signal(record, 'SIGKILL');
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

function signal(record: ProcessRecord, name: NodeJS.Signals): void {
  if (!lives(record)) return;
  try {
    process.kill(record.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
