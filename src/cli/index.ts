import { Command, CommanderError, Option } from 'commander';
import type { Language } from '../model';
import { tell, type ExitCode } from './failure';
import { recover } from '../synth/writer';
import type { ListOptions } from './answers/list';
import type { CostOptions } from './answers/cost';
import type { PlanOptions } from './answers/plan';
import type { Project } from './project';
import { addProvingGround } from './proving-ground';
import { Voice, type CommonOptions, type Terminal } from './terminal';

type Verb = (project: Project, voice: Voice) => Promise<ExitCode>;

/**
 * Runs one command.
 * @param argv arguments without node and script
 * @returns exit code: 0 fine, 1 findings, 2 bad input or usage, 3 a fault of our own
 */
export async function run(argv: readonly string[], project: Project, terminal: Terminal): Promise<ExitCode> {
  let ending: ExitCode = 0;
  const program = commands(terminal, async (options, verb) => {
    ending = await carryOut(project, new Voice(terminal, options), verb);
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return ending;
  } catch (error) {
    // commander has said what is wrong; help and version are no mistakes, unless nothing else was asked.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return tell(error, project, new Voice(terminal, {}));
  }
}

/** `npm start`, without the reading of a command line. */
export function start(project: Project, terminal: Terminal): Promise<ExitCode> {
  return carryOut(project, new Voice(terminal, {}), async (...all) => (await import('./synth')).synth(...all));
}

/** An interrupted run is settled before anything else; whatever goes wrong is told. */
async function carryOut(project: Project, voice: Voice, verb: Verb): Promise<ExitCode> {
  try {
    recover(project.root);
    return await verb(project, voice);
  } catch (error) {
    return tell(error, project, voice);
  }
}

/** Carries a verb out under what every verb understands. */
export type Carry = (options: CommonOptions, verb: Verb) => Promise<void>;

function commands(terminal: Terminal, carry: Carry): Command {
  const program = new Command('garam')
    .description('Turns the environments’ values into dist/ and argocd/, which Argo CD syncs.')
    .exitOverride()
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      getOutHasColors: () => terminal.colour.out,
      getErrHasColors: () => terminal.colour.err,
    })
    .showHelpAfterError('(garam --help tells what there is)')
    .addHelpText('after', '\nExit codes: 0 fine, 1 findings, 2 bad input or usage, 3 a fault of Garam.');
  const verb = (usage: string, description: string): Command => common(program.command(usage).description(description));
  verb('synth', 'synthesize, check, and write what changed (npm start)').action((options: CommonOptions) =>
    carry(options, async (...all) => (await import('./synth')).synth(...all)),
  );
  verb('check', 'check types, rules, and that what is committed is what a fresh synthesis gives')
    .option('--against <ref>', 'check the way from a branch, tag or commit to here, too')
    .action((options: CommonOptions & { readonly against?: string }) =>
      carry(options, async (...all) => (await import('./check')).check(...all, options.against)),
    );
  addPlan(verb, carry);
  addList(verb, carry);
  addExplain(verb, carry);
  addNet(verb, carry);
  addAccounts(verb, carry);
  addProvingGround(verb, carry);
  return program;
}

/** Adds the options that every verb has. */
function common(command: Command): Command {
  return command
    .option('--json', 'answer as JSON')
    .option('--no-color', 'no colour, also on a terminal (so does NO_COLOR)');
}

/** Makes a verb with the options that every verb has. */
export type MakeVerb = (usage: string, description: string) => Command;

function addPlan(verb: MakeVerb, carry: Carry): void {
  verb('plan', 'tell what the working tree does to the clusters, beside what a revision has brought there')
    .requiredOption('--against <ref>', 'branch, tag or commit to compare with')
    .addOption(new Option('--format <format>', 'how to tell it').choices(['text', 'markdown', 'json']).default('text'))
    .action((options: CommonOptions & PlanOptions) =>
      carry({ ...options, json: options.json === true || options.format === 'json' }, async (...all) =>
        (await import('./answers/plan')).plan(...all, options),
      ),
    );
}

function addList(verb: MakeVerb, carry: Carry): void {
  verb('list', 'list environments, or the objects of one')
    .argument('[environment]', 'only this one')
    .option('--assumed', 'list the values that no document gives, and where they stand')
    .option('--contract', 'list what must be so outside Kubernetes, and how to see whether it is')
    .option('--secrets', 'list the secrets that are fetched from outside, and how to create them')
    .option('--at <time>', 'list which services run at a time and which sleep (2026-11-23T10:00+09:00)')
    .action((environment: string | undefined, options: CommonOptions & ListOptions) =>
      carry(options, async (...all) => (await import('./answers/list')).list(...all, environment, options)),
    );
}

function addExplain(verb: MakeVerb, carry: Carry): void {
  verb('explain', 'tell a rule, its reason and an example')
    .argument('[code]', 'the rule (image-pinned); without it all are listed')
    .addOption(new Option('--lang <language>', 'language').choices(['en', 'ko']).default('en'))
    .action((code: string | undefined, options: CommonOptions & { readonly lang: Language }) =>
      carry(options, async (...all) => (await import('./answers/explain')).explain(...all, code, options.lang)),
    );
}

function addNet(verb: MakeVerb, carry: Carry): void {
  const net = verb('net', 'show who reaches whom under the NetworkPolicies of an environment')
    .argument('<environment>', 'whose network')
    .action((environment: string, options: CommonOptions) =>
      carry(options, async (...all) => (await import('./answers/net')).net(...all, environment)),
    );
  common(net.command('why').description('tell which policy lets a connection through, or stops it'))
    .argument('<environment>', 'whose network')
    .argument('<from>', 'who calls: a name of the matrix, or an address')
    .argument('<to:port>', 'who is called: fablink-backend:8000, kube-dns:53/UDP, 192.0.2.7:443')
    .action((environment: string, from: string, target: string, _: CommonOptions, { parent }: Command) =>
      // Its parent reads the options that both have, wherever they stand.
      carry(parent?.opts() ?? {}, async (...all) =>
        (await import('./answers/net')).why(...all, environment, from, target),
      ),
    );
}

function addAccounts(verb: MakeVerb, carry: Carry): void {
  verb('cost', 'tell what environments cost a month, and what their savings come to')
    .argument('[environment]', 'only this one')
    .addOption(new Option('--format <format>', 'how to tell it').choices(['text', 'markdown', 'json']).default('text'))
    .action((environment: string | undefined, options: CommonOptions & CostOptions) =>
      carry({ ...options, json: options.json === true || options.format === 'json' }, async (...all) =>
        (await import('./answers/cost')).cost(...all, environment, options),
      ),
    );
  verb('capacity', 'tell what node pools offer and who asks for it')
    .argument('[environment]', 'only this one')
    .action((environment: string | undefined, options: CommonOptions) =>
      carry(options, async (...all) => (await import('./answers/capacity')).capacity(...all, environment)),
    );
}
