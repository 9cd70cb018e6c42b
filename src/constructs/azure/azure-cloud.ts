import type { Construct } from 'constructs';
import type { AzureCloud } from '../../model';
import { known, Place } from '../structure';

/** What a private endpoint needs of the virtual network, with assumed facts already taken for their values. */
export interface PrivateLink {
  readonly vnetId: string;
  readonly subnetId: string;
  /** Range that private endpoints take their addresses from, in CIDR notation. */
  readonly subnetCidr: string;
}

/** What an Azure construct needs of the place it stands in, with assumed facts already taken for their values. */
export interface Azure {
  readonly subscription: string;
  readonly tenant: string;
  readonly region: string;
  /** Name of the resource group that everything lies in; it exists. */
  readonly resourceGroup: string;
  /** Issuer of the cluster's service-account tokens, with `https://` and its final slash. */
  readonly oidcIssuer: string;
  /** Client id of the identity that Azure Service Operator works with. */
  readonly operatorClientId: string;
  /** Tags on everything that is created. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The Azure surroundings of a construct.
 * @throws when the construct's cluster does not stand in Azure.
 */
export function azureOf(construct: Construct): Azure {
  return resolved(cloudOf(construct));
}

/**
 * Where private endpoints of a construct's place are put.
 * @throws when the cluster does not stand in Azure, or its values name no network for private endpoints.
 */
export function privateLinkOf(construct: Construct): PrivateLink {
  const { privateLink } = cloudOf(construct);
  if (privateLink === undefined) {
    const { name } = Place.of(construct).cluster;
    throw new Error(
      `${construct.node.path} needs a private endpoint, but cluster ${name} has no cloud.privateLink: ` +
        'give its cloud the virtual network and the subnet of private endpoints',
    );
  }
  const { vnetId, subnetId, subnetCidr } = privateLink;
  return { vnetId: known(vnetId), subnetId: known(subnetId), subnetCidr: known(subnetCidr) };
}

function cloudOf(construct: Construct): AzureCloud {
  const { cluster } = Place.of(construct);
  if (cluster.cloud.type === 'azure') return cluster.cloud;
  throw new Error(
    `${construct.node.path} is an Azure construct, but cluster ${cluster.name} stands in cloud "${cluster.cloud.type}": ` +
      'give the cluster a cloud of type "azure", or leave the construct out of this environment',
  );
}

function resolved(cloud: AzureCloud): Azure {
  return {
    subscription: known(cloud.subscription),
    tenant: known(cloud.tenant),
    region: cloud.region,
    resourceGroup: known(cloud.resourceGroup),
    oidcIssuer: known(cloud.oidcIssuer),
    operatorClientId: known(cloud.operatorClientId),
    tags: cloud.tags,
  };
}

/** Id of the construct's resource group, as `owner.armId` and as the scope of a role. */
export function resourceGroupId(construct: Construct): string {
  const { subscription, resourceGroup } = azureOf(construct);
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
}

/** Id of something in the construct's resource group: `armIdOf(this, 'Microsoft.KeyVault/vaults', 'kv-shop')`. */
export function armIdOf(construct: Construct, type: string, name: string): string {
  return `${resourceGroupId(construct)}/providers/${type}/${name}`;
}

/** The place's tags, sorted by key. */
export function azureTags(construct: Construct): Record<string, string> {
  return Object.fromEntries(Object.entries(azureOf(construct).tags).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Options by which a command of the Azure CLI names the construct's subscription and resource group. */
export function azScope(construct: Construct): string {
  const { subscription, resourceGroup } = azureOf(construct);
  return `--subscription ${subscription} --resource-group ${resourceGroup}`;
}
