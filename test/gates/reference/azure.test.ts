import { azureOwner } from '../../../src/gates/reference/azure/azure-owner';
import { azureTrust } from '../../../src/gates/reference/azure/azure-trust';
import type { AzureCloud, KubeObject } from '../../../src/model';
import { clusterOf, environmentOf, modelOf } from '../model-of';

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop';
const ISSUER = 'https://koreacentral.oic.prod-aks.azure.com/tenant/cluster/';
const cloud: AzureCloud = {
  type: 'azure',
  subscription: '00000000-0000-0000-0000-000000000001',
  tenant: '00000000-0000-0000-0000-000000000002',
  region: 'koreacentral',
  resourceGroup: { assumed: true, value: 'rg-shop', reason: 'for a test' },
  oidcIssuer: ISSUER,
  operatorClientId: '00000000-0000-0000-0000-000000000003',
  tags: {},
};

const object = (apiVersion: string, kind: string, name: string, spec: object): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
  spec,
});
const BUS = 'servicebus.azure.com/v1api20240101';
const NET = 'network.azure.com/v1api20240301';
const MSI = 'managedidentity.azure.com/v1api20230131';
const variable = (configMap: string) => ({
  name: 'AZURE_CLIENT_ID',
  valueFrom: { configMapKeyRef: { name: configMap, key: 'clientId' } },
});

const owner = { armId: GROUP };
const bus = object(BUS, 'Namespace', 'sb-shop', { owner });
const queue = object(BUS, 'NamespacesQueue', 'orders', { owner: { name: 'sb-shop' } });
const endpoint = object(NET, 'PrivateEndpoint', 'private', {
  owner,
  subnet: { reference: { armId: '/subscriptions/x/subnets/y' } },
  privateLinkServiceConnections: [
    { privateLinkServiceReference: { group: 'servicebus.azure.com', kind: 'Namespace', name: 'sb-shop' } },
  ],
});
const identity = object(MSI, 'UserAssignedIdentity', 'id-web', {
  owner,
  operatorSpec: { configMaps: { clientId: { name: 'id-web-identity', key: 'clientId' } } },
});
const credential = object(MSI, 'FederatedIdentityCredential', 'id-web', {
  owner: { name: 'id-web' },
  issuer: ISSUER,
  subject: 'system:serviceaccount:shop:web',
});
const account = object('v1', 'ServiceAccount', 'web', {});
const web = object('apps/v1', 'Deployment', 'web', {
  template: { spec: { serviceAccountName: 'web', containers: [{ name: 'web', env: [variable('id-web-identity')] }] } },
});
const ALL = [bus, queue, endpoint, identity, credential, account, web];

/** Findings with one object replaced, or left out. */
function found(replaced?: KubeObject, by?: object): readonly string[] {
  const objects = ALL.flatMap(each => (each !== replaced ? [each] : by === undefined ? [] : [{ ...each, spec: by }]));
  const model = modelOf(objects, { environments: [environmentOf({ cluster: clusterOf({ cloud }) })] });
  return [azureOwner, azureTrust].flatMap(rule =>
    rule
      .check(model)
      .map(
        ({ code, where, message, expected, mend }) =>
          `${code} ${where.object} ${where.path}: ${message}; ${expected}; ${mend}`,
      ),
  );
}
const spec = ({ spec: of }: KubeObject): object => of as object;

describe('what objects of Azure Service Operator name', () => {
  it('exists', () => {
    expect(found()).toEqual([]);
  });

  it.each<[string, KubeObject, object | undefined, RegExp[]]>([
    [
      'an owner that is misspelt',
      queue,
      { owner: { name: 'sb-shp' } },
      [
        /^azure-owner NamespacesQueue\/shop\/orders \$\.spec\.owner\.name: found "sb-shp", .* no Namespace .*did you mean "sb-shop"/,
      ],
    ],
    [
      'an owner of another kind',
      queue,
      { owner: { name: 'id-web' } },
      [/^azure-owner NamespacesQueue\/shop\/orders \$\.spec\.owner\.name: found "id-web"/],
    ],
    [
      'an owner that is not there, and whatever else refers to it',
      bus,
      undefined,
      [
        /^azure-owner NamespacesQueue/,
        /^azure-owner PrivateEndpoint\/shop\/private \$\.spec\.privateLinkServiceConnections\[0\]/,
      ],
    ],
    [
      'a resource group that no object here makes',
      bus,
      { owner: { name: 'rg-shop' } },
      [/^azure-owner Namespace\/shop\/sb-shop \$\.spec\.owner\.name: .*has no ResourceGroup/],
    ],
    [
      "a resource group that is not the environment's",
      bus,
      { owner: { armId: `${GROUP}-prod` } },
      [/^azure-owner Namespace\/shop\/sb-shop \$\.spec\.owner\.armId: .*rg-shop-p.*; \/subscriptions\/.*\/rg-shop;/],
    ],
    [
      'a ServiceAccount that is not there',
      account,
      undefined,
      [/^azure-trust FederatedIdentityCredential\/shop\/id-web \$\.spec\.subject: .*has no ServiceAccount/],
    ],
    [
      'a subject that is none',
      credential,
      { ...spec(credential), subject: 'web' },
      [
        /^azure-trust FederatedIdentityCredential.*found the subject "web"; system:serviceaccount:<namespace>:<name>/,
        /^azure-trust Deployment/,
      ],
    ],
    [
      'the issuer of another cluster',
      credential,
      { ...spec(credential), issuer: ISSUER.slice(0, -1) },
      [/^azure-trust FederatedIdentityCredential\/shop\/id-web \$\.spec\.issuer: .*no token of this cluster/],
    ],
    [
      "somebody else's identity",
      web,
      {
        template: {
          spec: { serviceAccountName: 'api', containers: [{ name: 'web', env: [variable('id-web-identity')] }] },
        },
      },
      [
        /^azure-trust Deployment\/shop\/web \$\.spec\.template\.spec\.containers\[0\]\.env\[0\]: .*"id-web", which does not trust system:serviceaccount:shop:api; pods of system:serviceaccount:shop:web/,
      ],
    ],
    ['an identity that trusts nobody', credential, undefined, [/^azure-trust Deployment\/shop\/web .*pods of nobody/]],
  ])('finds %s', (_, which, by, says) => {
    expect(found(which, by)).toEqual(says.map(each => expect.stringMatching(each) as string));
  });

  it('looks at nothing of other clouds', () => {
    const model = modelOf([{ ...queue, apiVersion: 'sqs.services.k8s.aws/v1alpha1' }]);
    expect(azureOwner.check(model)).toEqual([]);
  });
});
