import { Option } from 'commander';
import type { Carry, MakeVerb } from '..';
import type { ClusterOptions } from './cluster';
import type { CommonOptions } from '../terminal';

/** `tools` and `cluster`: the real programs that prove us, and a control plane made of them. */
export function addProvingGround(verb: MakeVerb, carry: Carry): void {
  verb('tools', 'build the real programs that prove us, as far as they are missing (npm run tools)')
    .argument('[name...]', 'only these (kwok, kubernetes-1.30), or all: those, too, that only some proofs need')
    .action((names: readonly string[], options: CommonOptions) =>
      carry(options, async (...all) => (await import('./tools')).tools(...all, names)),
    );
  verb('cluster', 'start and stop a control plane on this machine: up, down, status, kubeconfig (npm run cluster)')
    .argument('<action>', 'up, down, status or kubeconfig')
    .option('--name <name>', 'its name, where there are several', 'garam')
    .option('--environment <environment>', 'with the version and the nodes of this environment')
    .option('--argocd', 'with Argo CD, which syncs what HEAD commits for the environment')
    .addOption(new Option('--kubernetes <line>', 'its version').choices(['1.30', '1.36']))
    .action((action: string, options: CommonOptions & ClusterOptions) =>
      carry(options, async (...all) => (await import('./cluster')).cluster(...all, action, options)),
    );
}
