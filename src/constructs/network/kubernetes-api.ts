import type { Construct } from 'constructs';
import type { OutsideEndpoint } from '../../model';
import { known, Place } from '../structure';

/**
 * The cluster's own API, by its cluster IP and by the addresses behind it: which of the two a network plugin sees
 * differs. A public one is behind the cluster IP, too (docs/decisions/monitoring/144-where-the-api-server-is.md).
 */
export function kubernetesApi(construct: Construct): OutsideEndpoint {
  const { network } = Place.of(construct).cluster;
  return {
    type: 'outside',
    service: 'kubernetes-api',
    cidrs: [
      network.serviceCidr,
      known(network.vpcCidr),
      ...(network.apiServerCidrs ? known(network.apiServerCidrs) : []),
    ],
    port: 443,
    protocol: 'TCP',
  };
}
