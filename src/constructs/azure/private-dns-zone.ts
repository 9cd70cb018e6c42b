import { PrivateDnsZone as Zone, PrivateDnsZonesVirtualNetworkLink } from '../../../imports/network.azure.com';
import { System, TracedConstruct } from '../structure';
import { asoMetadata } from './aso-object';
import { azureTags, privateLinkOf, resourceGroupId } from './azure-cloud';
import type { Construct } from 'constructs';

/**
 * Services that can have a private endpoint, with the part that is connected and the zone that its public name leads to.
 * Microsoft's table: https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
export const PRIVATE_SERVICES = {
  'service-bus': { part: 'namespace', zone: 'privatelink.servicebus.windows.net' },
  'key-vault': { part: 'vault', zone: 'privatelink.vaultcore.azure.net' },
  postgresql: { part: 'postgresqlServer', zone: 'privatelink.postgres.database.azure.com' },
  redis: { part: 'redisEnterprise', zone: 'privatelink.redis.azure.net' },
  blob: { part: 'blob', zone: 'privatelink.blob.core.windows.net' },
} as const;

/** A service of {@link PRIVATE_SERVICES}. */
export type PrivateService = keyof typeof PRIVATE_SERVICES;

/** Private zones know no region. */
const LOCATION = 'global';

export interface PrivateDnsZoneProps {
  readonly namespace: string;
  readonly service: PrivateService;
}

/** The names of one service, as machines of the virtual network resolve them: to private addresses. */
export class PrivateDnsZone extends TracedConstruct {
  /** Name of the zone, and of its object. */
  readonly zoneName: string;

  constructor(scope: Construct, id: string, { namespace, service }: PrivateDnsZoneProps) {
    super(scope, id);
    this.zoneName = PRIVATE_SERVICES[service].zone;
    const tags = azureTags(this);
    new Zone(this, 'zone', {
      metadata: asoMetadata({ name: this.zoneName, namespace, stateful: false }),
      spec: { azureName: this.zoneName, location: LOCATION, owner: { armId: resourceGroupId(this) }, tags },
    });
    new PrivateDnsZonesVirtualNetworkLink(this, 'link', {
      metadata: asoMetadata({ name: `${service}-private-names`, namespace, stateful: false }),
      spec: {
        azureName: `${service}-private-names`,
        location: LOCATION,
        owner: { name: this.zoneName },
        // Machines are not entered into it: the zone holds private endpoints only.
        registrationEnabled: false,
        virtualNetwork: { reference: { armId: privateLinkOf(this).vnetId } },
        tags,
      },
    });
  }

  /** The zone of a service in the system of `construct`, made when it is asked for first: a zone exists once. */
  static of(construct: Construct, props: PrivateDnsZoneProps): PrivateDnsZone {
    const layer = System.of(construct).cloud;
    const id = `${props.service}-private-names`;
    const made = layer.node.tryFindChild(id);
    return made instanceof PrivateDnsZone ? made : new PrivateDnsZone(layer, id, props);
  }
}
