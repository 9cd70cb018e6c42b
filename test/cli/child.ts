import { run } from '../../src/cli';
import { repository } from '../../src/cli/project';
import { processTerminal } from '../../src/cli/terminal';

// Synthesizes the repository's environments into another folder: `child.ts <folder>`. Whether they keep the rules is
// asked elsewhere; here only the bytes count.
const [root = ''] = process.argv.slice(2);
void run(['synth'], { ...repository, root, rules: async () => [] }, processTerminal()).then(
  code => (process.exitCode = code),
);
