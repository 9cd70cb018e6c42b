import { text } from './form';

/** Issuer of the tokens of AKS's ServiceAccounts, as federated credentials compare it. */
export const issuer = text(
  'https:// and the host and path of the issuer, with its final slash',
  /https:\/\/(?:[a-z0-9-]+\.)+[a-z]+\/(?:[A-Za-z0-9-]+\/)+/,
);

export const resourceGroup = text(
  "1 to 90 letters, digits, '-', '_', '.' and brackets, no '.' at the end",
  /[\w().-]{0,89}[\w()-]/,
);

const ID =
  '/subscriptions/[0-9a-f-]{36}/resourceGroups/[\\w().-]{1,90}/providers/Microsoft\\.Network/virtualNetworks/[\\w.-]+';

export const vnet = text('the id of a virtual network (/subscriptions/…/virtualNetworks/vnet)', new RegExp(ID));

export const subnetId = text(
  'the id of a subnet (/subscriptions/…/virtualNetworks/vnet/subnets/private)',
  new RegExp(`${ID}/subnets/[\\w.-]+`),
);

export const storageAccount = text('the name of a storage account: 3 to 24 small letters and digits', /[a-z0-9]{3,24}/);

// Names below are also those of Kubernetes objects, which have small letters only.

export const postgresServer = text(
  "the name of a PostgreSQL server: 3 to 63 small letters, digits and '-', none of them '-' at an end",
  /[a-z0-9][a-z0-9-]{1,61}[a-z0-9]/,
);

/**
 * Machine of a flexible server:
 * https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-compute
 */
export const postgresMachine = text(
  'a machine of a PostgreSQL server (Standard_B2s, Standard_D2ds_v5, Standard_E4ds_v5)',
  /Standard_(?:B(?:1ms|2s|(?:2|4|8|12|16|20)ms)|[DE](?:2|4|8|16|20|32|48|64|96)(?:s_v3|ds_v4|a?ds_v5))/,
);

export const redisCache = text(
  "the name of an Azure Managed Redis: 2 to 60 small letters, digits and single '-', none of them '-' at an end",
  /(?!.*--)[a-z0-9][a-z0-9-]{0,58}[a-z0-9]/,
);

export const serviceBus = text(
  "the name of a Service Bus: 6 to 50 small letters, digits and '-', a letter first, no '-', -sb or -mgmt at the end",
  /(?!.*-(?:sb|mgmt)$)[a-z][a-z0-9-]{4,48}[a-z0-9]/,
);

export const keyVault = text(
  "the name of a Key Vault: 3 to 24 small letters, digits and single '-', a letter first, no '-' at the end",
  /(?!.*--)[a-z][a-z0-9-]{1,22}[a-z0-9]/,
);

export const logWorkspace = text(
  "the name of a Log Analytics workspace: 4 to 63 small letters, digits and '-', none of them '-' at an end",
  /[a-z0-9][a-z0-9-]{2,61}[a-z0-9]/,
);
