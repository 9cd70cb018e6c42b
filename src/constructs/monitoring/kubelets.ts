import type { Construct, IConstruct } from 'constructs';
import type { Cluster, ContractDeclaration, OutsideEndpoint } from '../../model';
import { known, Place, TracedConstruct } from '../structure';
import { AlarmedPods } from './alarmed-pods';
import { KubeletMonitor } from './kubelet-monitor';
import { CONTAINERS, VOLUMES } from './kubelet-parts';
import { WatchedService } from './watched-service';

/** Where kubelets listen, on every node, with TLS and for who may. */
const PORT = 10250;

export interface KubeletsProps {
  /** Namespace of the Prometheus. */
  readonly namespace: string;
  /** How network policies of the place know nodes: by address, or by nothing but the port (Cilium). */
  readonly nodes: 'by-address' | 'by-port';
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

/**
 * Has Prometheus read every kubelet of the place: how full volumes are, always, and what containers use where somebody
 * wants to hear of it. It is made when all who do are known.
 */
export class Kubelets extends TracedConstruct {
  constructor(scope: Construct, id: string, { namespace, nodes, requirements }: KubeletsProps) {
    super(scope, id);
    const place = Place.of(this);
    const { cluster } = place;
    this.declare(knownCertificates(cluster, requirements));
    const endpoint: OutsideEndpoint = {
      type: 'outside',
      service: 'kubelets',
      cidrs: known(cluster.network.nodeCidrs),
      ...(nodes === 'by-port' && { byPort: true }),
      port: PORT,
      protocol: 'TCP',
    };
    new KubeletMonitor(this, 'volumes', { namespace, endpoint, part: VOLUMES });
    if (place.node.findAll().some(isUseTold))
      new KubeletMonitor(this, 'containers', { namespace, endpoint, part: CONTAINERS });
  }
}

/** Whether somebody is told of what pods use. */
function isUseTold(each: IConstruct): boolean {
  return each instanceof AlarmedPods || (each instanceof WatchedService && each.used !== undefined);
}

/** How kubeadm's kubelets come to certificates of the cluster's own authority (kubernetes.io, "Certificate Management with kubeadm"). */
const BY_KUBEADM = [
  'kubectl -n kube-system edit configmap kubelet-config # serverTLSBootstrap: true',
  'kubeadm upgrade node phase kubelet-config && systemctl restart kubelet # on every node',
  'kubectl get csr --field-selector spec.signerName=kubernetes.io/kubelet-serving --output name | xargs kubectl certificate approve # and anew whenever one expires',
].join('\n');

/** Prometheus shows its token to nobody whose certificate the cluster's own authority has not signed. */
function knownCertificates({ name, cloud }: Cluster, requirements: readonly string[]): ContractDeclaration {
  return {
    type: 'contract',
    id: `${name}-kubelet-certificates`,
    owner: 'platform team',
    statement: `The kubelets of ${name} have their certificates from the cluster’s own authority, with the address of the node.`,
    // A cloud's own clusters are made that way.
    ...(cloud.type === 'none' && { make: BY_KUBEADM }),
    check:
      'kubectl get nodes --output name | cut -d / -f 2 | xargs -I {} kubectl get --raw /api/v1/nodes/{}/proxy/configz | ' +
      'jq .kubeletconfig.serverTLSBootstrap | sort --unique',
    expect: 'true',
    requirements,
  };
}
