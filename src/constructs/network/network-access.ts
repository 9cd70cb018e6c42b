import { isDeepStrictEqual } from 'node:util';
import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Endpoint, Origin, PodEndpoint, WorkloadDeclaration } from '../../model';
import { Place, TracedConstruct, wave } from '../structure';
import { samePods } from './same-pods';

/** What {@link NetworkAccess} needs to know of some pods. */
export interface NetworkAccessProps {
  /** Name of the policy: the workload's. */
  readonly name: string;
  readonly namespace: string;
  /** Labels that select the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** What the pods listen on. Who calls it is found in the other workloads' declarations. */
  readonly serves: readonly PodEndpoint[];
  /** What the pods call, read when all is declared. DNS is always allowed. */
  readonly calls: readonly Endpoint[];
  /** Callers that no workload declares: load balancers, nodes, an add-on's pods. */
  readonly openTo: readonly Origin[];
}

/**
 * The NetworkPolicy of one workload, both sides of each call: the caller's egress and the callee's ingress come from
 * the caller's one declaration, whichever is created first and in whichever namespace.
 */
export class NetworkAccess extends TracedConstruct {
  constructor(scope: Construct, id: string, props: NetworkAccessProps) {
    super(scope, id);
    new k8s.KubeNetworkPolicy(this, 'policy', {
      metadata: {
        name: props.name,
        namespace: props.namespace,
        labels: { 'app.kubernetes.io/name': props.name },
        annotations: wave('prerequisites'),
      },
      spec: {
        podSelector: { matchLabels: { ...props.selector } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: Lazy.any({ produce: () => this.ingress(props) }) as k8s.NetworkPolicyIngressRule[],
        egress: Lazy.any({ produce: () => egress(props) }) as k8s.NetworkPolicyEgressRule[],
      },
    });
  }

  /** Nothing where nobody calls: the API server drops an empty list, which would show as drift. */
  private ingress(props: NetworkAccessProps): k8s.NetworkPolicyIngressRule[] | undefined {
    const rules = props.serves.flatMap(endpoint => {
      const origins = props.openTo.filter(({ port: called = endpoint.port }) => called === endpoint.port);
      const from = [
        ...this.callersOf(endpoint)
          .filter(caller => !origins.some(origin => includes(origin, caller)))
          .map(caller => podPeer(caller, props.namespace)),
        ...origins.flatMap(origin => originPeers(origin, props.namespace)),
      ];
      return from.length > 0 ? [{ from, ports: [port(endpoint)] }] : [];
    });
    return rules.length > 0 ? rules : undefined;
  }

  private callersOf(endpoint: PodEndpoint): WorkloadDeclaration[] {
    return Place.of(this)
      .declarations.filter((declaration): declaration is WorkloadDeclaration => declaration.type === 'workload')
      .filter(workload => workload.calls.some(call => call.type === 'pods' && samePods(call, endpoint)));
  }
}

/** Whether some origin lets a caller in already. */
function includes(origin: Origin, { namespace, labels }: WorkloadDeclaration): boolean {
  if ('cidrs' in origin || origin.namespace !== namespace) return false;
  return Object.entries(origin.selector).every(([key, value]) => labels[key] === value);
}

function originPeers(origin: Origin, own: string): k8s.NetworkPolicyPeer[] {
  return 'cidrs' in origin ? origin.cidrs.map(cidr => ({ ipBlock: { cidr } })) : [podPeer(origin, own)];
}

function egress(props: NetworkAccessProps): k8s.NetworkPolicyEgressRule[] {
  const rules = props.calls.map(call => ({
    ...(!isByPort(call) && { to: peers(call, props.namespace) }),
    ports: [port(call)],
  }));
  // Two things outside may be at the same addresses: one rule says it.
  return [DNS, ...rules.filter((rule, at) => rules.findIndex(other => isDeepStrictEqual(other, rule)) === at)];
}

/** A rule that names nobody lets out to everybody, those among them that have no address. */
function isByPort(call: Endpoint): boolean {
  return call.type === 'outside' && call.byPort === true;
}

function peers(call: Endpoint, namespace: string): k8s.NetworkPolicyPeer[] {
  if (call.type === 'pods') return [podPeer(call, namespace)];
  return call.cidrs.map(cidr => ({ ipBlock: { cidr, ...(call.except && { except: [...call.except] }) } }));
}

function podPeer(
  pods: { readonly namespace: string; readonly selector: Readonly<Record<string, string>> },
  own: string,
): k8s.NetworkPolicyPeer {
  return {
    ...(pods.namespace !== own && {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': pods.namespace } },
    }),
    podSelector: { matchLabels: { ...pods.selector } },
  };
}

function port(endpoint: Endpoint): k8s.NetworkPolicyPort {
  return { port: k8s.IntOrString.fromNumber(endpoint.port), protocol: endpoint.protocol };
}

/** Every pod resolves names, and only at the cluster's own resolver. */
const DNS: k8s.NetworkPolicyEgressRule = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { port: k8s.IntOrString.fromNumber(53), protocol: 'UDP' },
    { port: k8s.IntOrString.fromNumber(53), protocol: 'TCP' },
  ],
};
