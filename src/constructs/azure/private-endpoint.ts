import type { Construct } from 'constructs';
import { PrivateEndpoint as Endpoint, PrivateEndpointsPrivateDnsZoneGroup } from '../../../imports/network.azure.com';
import { TracedConstruct } from '../structure';
import { asoMetadata, inResourceGroup } from './aso-object';
import { azureOf, privateLinkOf } from './azure-cloud';
import { PRIVATE_SERVICES, PrivateDnsZone, type PrivateService } from './private-dns-zone';

/** A private endpoint. The id is its name in Azure. */
export interface PrivateEndpointProps {
  readonly namespace: string;
  readonly service: PrivateService;
  /** The object in the same namespace that it leads to. */
  readonly target: { readonly group: string; readonly kind: string; readonly name: string };
}

/** An address of the virtual network that leads to one resource, and its name in the private zone (TG-18). */
export class PrivateEndpoint extends TracedConstruct {
  constructor(scope: Construct, id: string, { namespace, service, target }: PrivateEndpointProps) {
    super(scope, id);
    const { part } = PRIVATE_SERVICES[service];
    const zone = PrivateDnsZone.of(this, { namespace, service });
    const { group, kind, name } = target;
    new Endpoint(this, 'endpoint', {
      metadata: asoMetadata({ name: id, namespace, stateful: false }),
      spec: {
        azureName: id,
        ...inResourceGroup(this, azureOf(this).region),
        subnet: { reference: { armId: privateLinkOf(this).subnetId } },
        privateLinkServiceConnections: [
          { name: part, groupIds: [part], privateLinkServiceReference: { group, kind, name } },
        ],
      },
    });
    new PrivateEndpointsPrivateDnsZoneGroup(this, 'names', {
      metadata: asoMetadata({ name: `${id}-names`, namespace, stateful: false }),
      spec: {
        azureName: 'default',
        owner: { name: id },
        privateDnsZoneConfigs: [
          {
            name: part,
            privateDnsZoneReference: { group: 'network.azure.com', kind: 'PrivateDnsZone', name: zone.zoneName },
          },
        ],
      },
    });
  }
}
