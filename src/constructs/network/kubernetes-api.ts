import type { Construct } from 'constructs';
import type { OutsideEndpoint } from '../../model';
import { known, Place } from '../structure';

/** Port of the cluster IP, which is also that of API servers which a cloud runs. */
const HTTPS = 443;

/**
 * The cluster's own API, by its cluster IP and by the addresses behind it: which of the two a network plugin sees
 * differs. A public one is behind the cluster IP, too (docs/decisions/monitoring/144-where-the-api-server-is.md).
 */
export function kubernetesApi(construct: Construct): readonly OutsideEndpoint[] {
  const { network } = Place.of(construct).cluster;
  const port = network.apiServerPort ? known(network.apiServerPort) : HTTPS;
  const behind = [known(network.vpcCidr), ...(network.apiServerCidrs ? known(network.apiServerCidrs) : [])];
  return port === HTTPS
    ? [endpoint(HTTPS, [network.serviceCidr, ...behind])]
    : [endpoint(HTTPS, [network.serviceCidr]), endpoint(port, behind)];
}

const endpoint = (port: number, cidrs: readonly string[]): OutsideEndpoint => ({
  type: 'outside',
  service: 'kubernetes-api',
  cidrs,
  port,
  protocol: 'TCP',
});
