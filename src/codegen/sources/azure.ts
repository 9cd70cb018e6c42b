import type { CrdSource } from './source';

/**
 * Azure Service Operator publishes its CRDs inside releases only, not as files at a tag. What stands here is a
 * CustomResourceDefinition around the JSON schemas that the CRDs catalogue took from them: the same fields, without
 * the operator's conversion versions, printer columns and validations. Azure Managed Redis needs a version that the
 * catalogue lacks; it was added from the operator's own list of fields (decision 053).
 */
const standIn = (name: string, sha256: string, commit = '7b1e26ef9dee'): CrdSource => {
  const group = name.slice(name.indexOf('.') + 1);
  return {
    name,
    repository: 'datreeio/CRDs-catalog',
    tag: 'main',
    commit,
    path: group,
    sha256,
    licence: 'MIT',
    standIn: `derived from the schemas of ${group} in the CRDs catalogue; lacks conversion, printer columns, validations`,
  };
};

/** The same, written from the names, types and limits of the spec's fields alone: of the status it has the conditions (decision 145). */
const specOnly = (name: string, sha256: string, commit: string): CrdSource => {
  const source = standIn(name, sha256, commit);
  return { ...source, standIn: `${source.standIn}, all of the status but its conditions` };
};

/** CRDs of Azure Service Operator 2, as far as they are used. */
export const azure: readonly CrdSource[] = [
  standIn(
    'userassignedidentities.managedidentity.azure.com',
    '924e9fa659d6ec1904cfcf93182b73d33413c85b7c5d4c4640a9fe77bc3120b7',
  ),
  standIn(
    'federatedidentitycredentials.managedidentity.azure.com',
    '094d97a7a48869b2ca76af0818fd5410d55d15cb99aecc5a997b2aaded17b6d1',
  ),
  standIn('namespaces.servicebus.azure.com', '042e44ee32adf88d7fd8ec1e2a6348ca1cb3b7f6d2484e16f6059368e84f2f55'),
  standIn('namespacesqueues.servicebus.azure.com', 'f60294866d582ceb187e765ea73f1c10c64baf409dde688df51b03a35807eeaa'),
  standIn(
    'flexibleservers.dbforpostgresql.azure.com',
    'c2187f4b5100aea3cbe057e8a2a156209816b8f610bdd04a98a1e951c80a78f9',
  ),
  standIn(
    'flexibleserversconfigurations.dbforpostgresql.azure.com',
    '1d1856fdf4410093b6920b3049541b98f782ced46e0f7ecd5504142b636f2c66',
  ),
  standIn(
    'flexibleserversdatabases.dbforpostgresql.azure.com',
    'd6aba77e2ca550fa164ca2af1f67e66ed2923959bf81498afd013181d83277a8',
  ),
  standIn('redisenterprises.cache.azure.com', '56b031c04eb6c41eb4c5fe7bd5e70a60bf6011c6230c5c54f3db4ef68101f76c'),
  standIn(
    'redisenterprisedatabases.cache.azure.com',
    '5b6a8662d6ade239b61d1d532685bed7d277f36dfc72b6a17d2218ba9782b379',
  ),
  standIn('vaults.keyvault.azure.com', 'dedc01c708235f2383a7dda4ff52fc3092442d8b74fcc605438508a80d77c550'),
  standIn('privateendpoints.network.azure.com', '30f3038bf2ee6ffd07a4dfb47e0cdfae911fc880f1ec4e06d0d66bb54a77ed4a'),
  standIn(
    'privateendpointsprivatednszonegroups.network.azure.com',
    '9a6900ac6763b92ce431f717213e8f63705943506fd2b682be8104f73ab7d0f0',
  ),
  standIn('privatednszones.network.azure.com', '2663222bf572118b0d0348903c450ffcba45f083e181e26594944222ff4e7069'),
  standIn(
    'privatednszonesvirtualnetworklinks.network.azure.com',
    '8c95d39b2e79381e0f857b3a3861eef7549ebb9b0efbffb8eb913141bd5341b4',
  ),
  standIn('storageaccounts.storage.azure.com', '9acd48eb162d66e276cab27a04ecc0afb51a9771385b8c91e69a855e18518d3a'),
  standIn(
    'storageaccountsblobservices.storage.azure.com',
    'b83bfd57ece31485dbf7bfc6c14d1cbebe9ae9e070aeeb3064568a6c6736e956',
  ),
  standIn(
    'storageaccountsblobservicescontainers.storage.azure.com',
    'a620cf4fc9c671ba6eaabd7523ab8fc48a85505322b8f39f73d02992882b9849',
  ),
  standIn('actiongroups.insights.azure.com', '61865605dfe262eeded2bd12eff88d2756e8c567edd605f6fab2e6900ae63b68'),
  standIn('components.insights.azure.com', '5d0c7feef79f29837da6c349ed6240823706e6b6b4d6e898158a13f3ae7e1638'),
  specOnly(
    'metricalerts.insights.azure.com',
    '07a46288a2c338f43c69389710a884cde7d0ae626b3aabe5568ee3326ecb20e2',
    '5ab6ef95b3f8',
  ),
  specOnly(
    'diagnosticsettings.insights.azure.com',
    '59d8784acbd8f718cba2e83ad7e31409036ce5bde4ef8ba6de44e021bc2364f0',
    'a66242d2e97c',
  ),
  specOnly(
    'workspaces.operationalinsights.azure.com',
    'd7ddd65c71aeae95caaf55fb1a7592b767d23a8b6e42eca6f97a77a2824f85fb',
    'a66242d2e97c',
  ),
];
