import { AcmCertificate } from '../../../src/constructs/aws';
import { declarationsOf } from '../../../src/constructs/structure';
import { objectOf, testSystem } from '../place';

const system = testSystem();
const certificate = new AcmCertificate(system.cloud, 'shop-certificate', {
  namespace: 'shop',
  domain: 'api.example.com',
  requirements: ['FP-10'],
});

test('a certificate is asked for by name and outlives its object, because a domain uses it', () => {
  const object = objectOf(system, 'Certificate', 'shop-certificate');
  expect(object.spec).toMatchObject({ domainName: 'api.example.com', keyAlgorithm: 'RSA_2048' });
  expect(object.metadata.annotations).toMatchObject({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    'services.k8s.aws/deletion-policy': 'retain',
  });
});

test('the owner of the zone is told which record ACM waits for', () => {
  expect(declarationsOf(certificate)).toMatchObject([
    {
      id: 'shop-certificate-validation',
      make: expect.stringContaining('DomainValidationOptions[0].ResourceRecord'),
      expect: 'ISSUED',
    },
  ]);
});
