import { mkdirSync } from 'node:fs';
import { start } from './cli';
import { repository } from './cli/project';
import { processTerminal } from './cli/terminal';

// Every environment → model → gates → dist/, argocd/ and the generated pages of docs/. (`npm start`, `npx cdk8s synth`)

// cdk8s would leave its keys unsorted: same commit, same bytes.
delete process.env.CDK8S_DISABLE_SORT;

// cdk8s-cli expects the folder that it names; what it lists there is none of ours, so it stays empty.
const { CDK8S_OUTDIR: outputOfCdk8s } = process.env;
if (outputOfCdk8s) mkdirSync(outputOfCdk8s, { recursive: true });

void start(repository, processTerminal()).then(code => (process.exitCode = code));
