import { CONTAINER, dev, namesOf, SERVICES } from './output';

const QUEUES = ['ai-schedule-generation', 'location-search', 'notification'] as const;

test('TG-12 the Service Bus namespace sb-tripgen-dev is of the Basic tier', () => {
  expect(namesOf(dev.all('Namespace', 'servicebus.azure.com'))).toEqual(['Namespace/sb-tripgen-dev']);
  expect(dev.value('Namespace/sb-tripgen-dev', 'spec')).toMatchObject({
    azureName: 'sb-tripgen-dev',
    sku: { name: 'Basic', tier: 'Basic' },
    disableLocalAuth: true,
  });
});

test('TG-12 exactly three queues, of the smallest size that Azure has, for 14 days, without looking for duplicates', () => {
  expect(namesOf(dev.all('NamespacesQueue'))).toEqual(QUEUES.map(queue => `NamespacesQueue/${queue}`));
  for (const queue of QUEUES) {
    expect(dev.value(`NamespacesQueue/${queue}`, 'spec')).toMatchObject({
      maxSizeInMegabytes: 1024,
      defaultMessageTimeToLive: 'P14D',
      requiresDuplicateDetection: false,
      owner: { name: 'sb-tripgen-dev' },
    });
  }
});

test.each(QUEUES)('TG-12 the document’s 256 MB of %s stay visible beside what Azure offers', queue => {
  const contract = dev.contract(`sb-tripgen-dev-${queue}-size`);
  expect(contract.statement).toContain('256 MB');
  expect(contract.expect).toBe('1024');
});

test.each(SERVICES)('TG-12 %s signs in with an identity of its own and no key', service => {
  const identity = `tripgen-dev-${service}`;
  expect(dev.value(`FederatedIdentityCredential/${identity}`, 'spec')).toMatchObject({
    owner: { name: identity },
    subject: `system:serviceaccount:tripgen-dev:${service}`,
  });
  expect(dev.value(`Deployment/${service}`, 'spec.template.metadata.labels')).toMatchObject({
    'azure.workload.identity/use': 'true',
  });
  const client = {
    name: 'AZURE_CLIENT_ID',
    valueFrom: { configMapKeyRef: { name: `${identity}-identity`, key: 'clientId' } },
  };
  expect(dev.value(`Deployment/${service}`, `${CONTAINER}.env`)).toContainEqual(client);
});

test('TG-12 each queue has one reader, and nobody has a right on more than the queues it uses', () => {
  const rights = dev.declared('contract').flatMap(({ id }) => {
    const [, service, role, queue] = /^tripgen-dev-(.+)-servicebus-(sender|receiver)-(.+)$/.exec(id) ?? [];
    return service === undefined ? [] : [{ service, role, queue: String(queue) }];
  });
  const readers = rights.filter(each => each.role === 'receiver').map(each => `${each.queue}: ${each.service}`);
  // Decision 060: no document says who takes what.
  expect(readers.sort()).toEqual([
    'ai-schedule-generation: ai-service',
    'location-search: location-service',
    'notification: user-service',
  ]);
  for (const service of SERVICES) {
    const data = dev.value(`ConfigMap/${service}-config`, 'data') as Record<string, string>;
    const named = Object.entries(data).flatMap(([key, queue]) => (key.startsWith('TRIPGEN_QUEUE_') ? [queue] : []));
    expect(named.sort()).toEqual(rights.flatMap(each => (each.service === service ? [each.queue] : [])).sort());
  }
});

test.each(SERVICES)('TG-12 %s pools no clients and retries after a fixed delay', service => {
  expect(dev.value(`ConfigMap/${service}-config`, 'data')).toMatchObject({
    SPRING_JMS_SERVICEBUS_POOL_ENABLED: 'false',
    SPRING_CLOUD_AZURE_SERVICEBUS_RETRY_MODE: 'fixed',
    SPRING_CLOUD_AZURE_SERVICEBUS_NAMESPACE: 'sb-tripgen-dev',
  });
});
