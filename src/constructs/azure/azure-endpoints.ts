import type { Construct } from 'constructs';
import type { OutsideEndpoint } from '../../model';
import { privateLinkOf } from './azure-cloud';

/** How something of Azure is reached: at its public address, or at a private one inside the virtual network. */
export type Reach = 'public' | 'private-endpoint';

/**
 * Azure answers on the internet; nothing that is private may be reached that way. Its own ranges are thousands, change
 * weekly and hold everybody's machines as well (the same as decision 013 says of AWS).
 */
const INTERNET = {
  cidrs: ['0.0.0.0/0'],
  except: ['10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
} as const;

/** Something of Azure at its public address. */
export function publicEndpoint(service: string, port: number): OutsideEndpoint {
  return { type: 'outside', service, ...INTERNET, port, protocol: 'TCP' };
}

/** Something of Azure behind a private endpoint: any address of the subnet, because Azure chooses which. */
export function privateEndpointOf(construct: Construct, service: string, port: number): OutsideEndpoint {
  return { type: 'outside', service, cidrs: [privateLinkOf(construct).subnetCidr], port, protocol: 'TCP' };
}

/** Something of Azure, wherever it is reached. */
export function endpointOf(construct: Construct, reach: Reach, service: string, port: number): OutsideEndpoint {
  return reach === 'public' ? publicEndpoint(service, port) : privateEndpointOf(construct, service, port);
}

/** Where a pod changes the token of its ServiceAccount for one of Azure: whoever has an Azure identity calls it. */
export const ENTRA_ID: OutsideEndpoint = publicEndpoint('entra-id', 443);
