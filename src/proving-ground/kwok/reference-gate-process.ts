import { KubeClient, kubeAccess } from '../client';
import { markReferences } from './reference-gate';
import { markClaims } from './volume-gate';

// The gates before pods and volumes as a process of its own: `reference-gate-process.ts <kubeconfig>`.

const INTERVAL_MS = 250;

async function watch(kubeconfig: string): Promise<never> {
  const client = new KubeClient(kubeAccess(kubeconfig));
  for (;;) {
    for (const look of [markReferences, markClaims]) {
      try {
        await look(client);
      } catch (error) {
        // An object may go while it is looked at; a server that is stopped ends this process first.
        process.stderr.write(`${String(error)}\n`);
      }
    }
    await new Promise(resolve => setTimeout(resolve, INTERVAL_MS));
  }
}

void watch(process.argv[2] ?? '');
