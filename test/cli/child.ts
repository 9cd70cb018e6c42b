import { run } from '../../src/cli';
import { repository } from '../../src/cli/project';
import { processTerminal } from '../../src/cli/terminal';

// Synthesizes the repository's environments into another folder: `child.ts <folder>`. Whether they keep the rules is
// asked elsewhere; here only the bytes count.
const [root = ''] = process.argv.slice(2);
const synthesize = async (): ReturnType<typeof repository.synthesize> => {
  const { model, files } = await repository.synthesize();
  // An exception from a rule that nobody asks silences nothing, which would be a finding.
  const declarations = model.declarations.filter(({ type }) => type !== 'exception');
  return { model: { ...model, declarations }, files };
};
void run(['synth'], { ...repository, root, synthesize, rules: async () => [] }, processTerminal()).then(
  code => (process.exitCode = code),
);
