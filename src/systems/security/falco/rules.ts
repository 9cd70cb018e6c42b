import { Yaml } from 'cdk8s';

export interface FalcoRulesProps {
  /** Namespaces of add-ons: their controllers live on the cluster's API. */
  readonly addOns: readonly string[];
  /** Workloads of systems that have rights on the cluster's API. */
  readonly callers: readonly { readonly name: string; readonly namespace: string }[];
  /** Namespaces of services that take their rights from tokens of their own, and never from the node. */
  readonly guarded: readonly string[];
}

/** Address at which EC2 tells whoever asks which rights a node has. */
const NODE_IDENTITY = '169.254.169.254';

/**
 * What this platform knows better than the stable rules (0.44). Who calls the cluster's API follows from
 * rights and add-ons, so that anybody else is a warning there; nobody works with a terminal in a container; and no service asks
 * for the rights of its node (LP-09).
 */
export function rules({ addOns, callers, guarded }: FalcoRulesProps): string {
  const ofAddOns = `k8s.ns.name in (${quoted(['kube-system', ...addOns])})`;
  const declared = callers.map(
    ({ name, namespace }) => `(k8s.ns.name = "${namespace}" and container.name = "${name}")`,
  );
  return Yaml.stringify([
    {
      macro: 'user_known_contact_k8s_api_server_activities',
      condition: [ofAddOns, ...declared].join(' or '),
    },
    warning('Contact K8S API Server From Container'),
    warning('Terminal shell in container'),
    {
      rule: 'Service asks for the rights of its node',
      desc: 'Services have roles of their own; one that asks EC2 for the role of the node wants what it was not given.',
      condition: `evt.type = connect and fd.sip = "${NODE_IDENTITY}" and container and k8s.ns.name in (${quoted(guarded)})`,
      output:
        'A service asks for the rights of its node (namespace=%k8s.ns.name pod=%k8s.pod.name container=%container.name ' +
        'process=%proc.name command=%proc.cmdline connection=%fd.name)',
      priority: 'CRITICAL',
      source: 'syscall',
      tags: ['container', 'network', 'aws', 'mitre_credential_access', 'T1552.005'],
    },
  ]);
}

/** A stable rule whose findings are notices elsewhere. */
function warning(rule: string): object {
  return { rule, priority: 'WARNING', override: { priority: 'replace' } };
}

/** Names for a list of Falco's; hyphens need the quotation marks. */
function quoted(names: readonly string[]): string {
  return [...new Set(names)].map(name => `"${name}"`).join(', ');
}
