import { WorkloadIdentity, type WorkloadIdentityProps } from '../../../src/constructs/azure';
import { objectOf } from '../place';
import { read } from '../read';
import { azureSystem, contractsOf, declared, RESOURCE_GROUP } from './azure-place';

function identity(props: Partial<WorkloadIdentityProps> = {}) {
  const system = azureSystem();
  const made = new WorkloadIdentity(system.cloud, 'id-web', {
    namespace: 'shop',
    serviceAccount: 'web',
    requirements: ['XX-01'],
    ...props,
  });
  return { system, made };
}

test('exactly one ServiceAccount of this cluster takes the identity', () => {
  expect(read(objectOf(identity().system, 'FederatedIdentityCredential', 'id-web'), 'spec')).toEqual({
    azureName: 'web',
    owner: { name: 'id-web' },
    issuer: 'https://koreacentral.oic.prod-aks.azure.com/tenant/cluster/',
    subject: 'system:serviceaccount:shop:web',
    audiences: ['api://AzureADTokenExchange'],
  });
});

test('the client id goes into a ConfigMap that is declared, and workloads are told where', () => {
  const { system, made } = identity();
  const at = { name: 'id-web-identity', key: 'clientId' };
  expect(read(objectOf(system, 'UserAssignedIdentity', 'id-web'), 'spec')).toEqual({
    azureName: 'id-web',
    location: 'koreacentral',
    owner: { armId: RESOURCE_GROUP },
    operatorSpec: { configMaps: { clientId: at } },
    tags: { Environment: 'unit', Project: 'shop' },
  });
  expect(made.identity).toEqual({ type: 'azure', clientId: { configMap: at.name, key: at.key } });
  const written = { namespace: 'shop', name: at.name, keys: ['clientId'], madeBy: 'Azure Service Operator' };
  expect(declared(system)).toEqual([{ type: 'made-by-controller', kind: 'ConfigMap', ...written }]);
  expect(() => made.clientIdSecret).toThrow(/writes its client id into no Secret: make it with inSecret: true/);
});

test('on demand it goes into a Secret, too', () => {
  const { system, made } = identity({ inSecret: true });
  expect(made.clientIdSecret).toEqual({ name: 'id-web-identity', key: 'clientId' });
  expect(read(objectOf(system, 'UserAssignedIdentity', 'id-web'), 'spec.operatorSpec.secrets')).toEqual({
    clientId: made.clientIdSecret,
  });
  expect(declared(system).map(each => 'kind' in each && each.kind)).toEqual(['ConfigMap', 'Secret']);
});

test('rights are contracts: the command that gives one, and the one that finds it missing', () => {
  const scope = `${RESOURCE_GROUP}/providers/Microsoft.KeyVault/vaults/kv-shop`;
  const { system } = identity({ grants: [{ role: 'secrets-user', scope }] });
  const principal =
    '"$(az identity show --subscription 00000000-0000-0000-0000-000000000001 --resource-group rg-shop --name id-web --query principalId --output tsv)"';
  expect(contractsOf(system).get('id-web-secrets-user-kv-shop')).toMatchObject({
    owner: 'platform team',
    statement: 'Identity id-web has the role "Key Vault Secrets User" on kv-shop.',
    make: `az role assignment create --role "Key Vault Secrets User" --scope ${scope} --assignee-object-id ${principal} --assignee-principal-type ServicePrincipal`,
    check: `az role assignment list --role "Key Vault Secrets User" --scope ${scope} --assignee ${principal} --query 'length(@)' --output tsv`,
    expect: '1',
    requirements: ['XX-01'],
  });
});
