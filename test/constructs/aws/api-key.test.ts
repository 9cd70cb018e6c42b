import { ApiKey } from '../../../src/constructs/aws';
import { declarationsOf } from '../../../src/constructs/structure';
import { objectOf, testSystem } from '../place';

const system = testSystem();
const key = new ApiKey(system.cloud, 'shop-client', {
  namespace: 'shop',
  description: 'Client of the shop',
  requirements: ['XX-01'],
});

test('an API key has no value in git, and none that a Secret would hold', () => {
  expect(objectOf(system, 'APIKey', 'shop-client').spec).toEqual({
    description: 'Client of the shop',
    enabled: true,
    name: 'shop-client',
    tags: { Environment: 'unit', Project: 'test' },
  });
});

test('an API key is kept, because nobody could make the same value again', () => {
  expect(objectOf(system, 'APIKey', 'shop-client').metadata.annotations).toMatchObject({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    'services.k8s.aws/deletion-policy': 'retain',
  });
});

test('its value goes from AWS to AWS without being shown', () => {
  const [handover] = declarationsOf(key);
  expect(handover).toMatchObject({
    requirements: ['XX-01'],
    make: expect.stringMatching(/\| aws secretsmanager create-secret .*file:\/\/\/dev\/stdin$/),
  });
});
