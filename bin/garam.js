#!/usr/bin/env node
'use strict';
const { join } = require('node:path');

// TypeScript is run as it stands, types stripped, whatever the working directory.
const root = join(__dirname, '..');
require('ts-node').register({ cwd: root, project: join(root, 'tsconfig.json'), swc: true, transpileOnly: true });

// cdk8s would leave its keys unsorted: same commit, same bytes.
delete process.env.CDK8S_DISABLE_SORT;

const { run } = require('../src/cli');
const { repository } = require('../src/cli/project');
const { processTerminal } = require('../src/cli/terminal');

run(process.argv.slice(2), repository, processTerminal()).then(code => (process.exitCode = code));
