import { readFileSync } from 'node:fs';
import { KubeClient, kubeAccess } from '../client';
import { StandInLoop } from './stand-in-loop';
import { standInsFor } from './stand-ins-for';

// Stand-ins as a process of its own: `stand-ins-process.ts <kubeconfig> <kinds.json>`.

const [kubeconfig = '', kinds = ''] = process.argv.slice(2);
const objects = JSON.parse(readFileSync(kinds, 'utf8')) as readonly { apiVersion: string; kind: string }[];
new StandInLoop(new KubeClient(kubeAccess(kubeconfig)), standInsFor(objects));
