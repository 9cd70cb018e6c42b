import { Duration } from 'cdk8s';
import { ServiceBus, type QueueProps, type ServiceBusTier } from '../../../src/constructs/azure';
import { objectOf, objectsOf } from '../place';
import { read } from '../read';
import { AKS, azureSystem, contractsOf, PRIVATE_AKS, RESOURCE_GROUP } from './azure-place';

const ORDERS: QueueProps = { name: 'orders', sizeMegabytes: 256, timeToLive: Duration.days(14) };
const PREMIUM: ServiceBusTier = { type: 'premium', messagingUnits: 1 };

function bus(tier: ServiceBusTier, queues: readonly QueueProps[] = [ORDERS], name = 'sb-shop') {
  const system = azureSystem(tier.type === 'basic' ? AKS : PRIVATE_AKS);
  const made = new ServiceBus(system.cloud, name, { namespace: 'shop', tier, queues, requirements: ['TG-12'] });
  return { system, made };
}

test('a Basic namespace is public and takes identities only (TG-12)', () => {
  const { system, made } = bus({ type: 'basic' });
  expect(read(objectOf(system, 'Namespace', 'sb-shop'), 'spec')).toEqual({
    azureName: 'sb-shop',
    location: 'koreacentral',
    owner: { armId: RESOURCE_GROUP },
    disableLocalAuth: true,
    minimumTlsVersion: '1.2',
    publicNetworkAccess: 'Enabled',
    sku: { name: 'Basic', tier: 'Basic' },
    tags: { Environment: 'unit', Project: 'shop' },
  });
  expect(made.host).toBe('sb-shop.servicebus.windows.net');
  expect(made.endpoints.map(({ port, cidrs }) => [port, cidrs])).toEqual([
    [5671, ['0.0.0.0/0']],
    [443, ['0.0.0.0/0']],
  ]);
  expect(objectsOf(system).map(({ kind }) => kind)).toEqual(['Namespace', 'NamespacesQueue']);
});

test('a queue has the nearest size that Basic offers, 14 days and no duplicate detection, and the difference is told', () => {
  const { system, made } = bus({ type: 'basic' });
  expect(read(objectOf(system, 'NamespacesQueue', 'orders'), 'spec')).toEqual({
    azureName: 'orders',
    owner: { name: 'sb-shop' },
    maxSizeInMegabytes: 1024,
    defaultMessageTimeToLive: 'P14D',
    requiresDuplicateDetection: false,
  });
  expect(made.deviations).toEqual([
    expect.objectContaining({ subject: 'queue orders, size', asked: '256 MB', offered: '1024 MB' }),
  ]);
  const contract = contractsOf(system).get('sb-shop-orders-size');
  expect(contract?.statement).toMatch(
    /holds 1024 MB, not the 256 MB of the document: queues of tier basic hold 1, 2, 3/,
  );
  expect(contract).toMatchObject({ expect: '1024', requirements: ['TG-12'] });
});

test('a time to live that is no number of days is written in seconds', () => {
  const { system } = bus(PREMIUM, [{ ...ORDERS, timeToLive: Duration.hours(36) }]);
  expect(read(objectOf(system, 'NamespacesQueue', 'orders'), 'spec.defaultMessageTimeToLive')).toBe('PT129600S');
});

test('messages that nobody took outlive the objects', () => {
  const { system } = bus({ type: 'basic' });
  for (const { metadata } of objectsOf(system)) {
    expect(metadata.annotations).toMatchObject({
      'serviceoperator.azure.com/reconcile-policy': 'detach-on-delete',
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    });
  }
});

test('a Premium namespace stands in several zones behind a private endpoint (TG-18)', () => {
  const { system, made } = bus(PREMIUM, [{ ...ORDERS, sizeMegabytes: 5120 }]);
  expect(read(objectOf(system, 'Namespace', 'sb-shop'), 'spec')).toMatchObject({
    publicNetworkAccess: 'Disabled',
    zoneRedundant: true,
    sku: { name: 'Premium', tier: 'Premium', capacity: 1 },
  });
  expect(objectOf(system, 'PrivateEndpoint', 'sb-shop-private')).toBeDefined();
  expect(made.endpoints.map(({ cidrs }) => cidrs)).toEqual([['192.0.2.128/26'], ['192.0.2.128/26']]);
  expect(made.deviations).toEqual([]);
  expect(contractsOf(system).size).toBe(0);
});

test('rights are of one queue, and a queue that is not there has none', () => {
  const { made } = bus({ type: 'basic' });
  const scope = `${RESOURCE_GROUP}/providers/Microsoft.ServiceBus/namespaces/sb-shop/queues/orders`;
  expect(made.grantSend('orders')).toEqual({ role: 'servicebus-sender', scope });
  expect(made.grantReceive('orders')).toEqual({ role: 'servicebus-receiver', scope });
  expect(() => made.grantSend('order')).toThrow(/has no queue order: name one of orders/);
});

test.each<[string, ServiceBusTier, QueueProps, string, string]>([
  [
    'larger than Basic has',
    { type: 'basic' },
    { ...ORDERS, sizeMegabytes: 5121 },
    'sb-shop',
    'offers 1024, 2048, 3072, 4096, 5120 MB',
  ],
  [
    'longer than Basic keeps',
    { type: 'basic' },
    { ...ORDERS, timeToLive: Duration.days(15) },
    'sb-shop',
    'from 1 second to 14 days',
  ],
  ['shorter than a second', PREMIUM, { ...ORDERS, timeToLive: Duration.seconds(0) }, 'sb-shop', 'from 1 second up'],
  ['in a namespace that Azure refuses', { type: 'basic' }, ORDERS, 'shop-sb', 'no end in -sb or -mgmt'],
])('a queue %s is refused', (_, tier, queue, name, message) => {
  expect(() => bus(tier, [queue], name)).toThrow(message);
});
