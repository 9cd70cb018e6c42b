import { Certificate, NginxIngress, type DomainProof, type NginxIngressProps } from '../../../src/constructs/routing';
import type { PodEndpoint } from '../../../src/model';
import { objectOf, testSystem } from '../place';
import { read } from '../read';

const service = (name: string): PodEndpoint => ({
  type: 'pods',
  service: name,
  namespace: 'shop',
  selector: { app: name },
  port: 8080,
  protocol: 'TCP',
});

function ingress(changes: Partial<NginxIngressProps> = {}) {
  const system = testSystem();
  new NginxIngress(system.app, 'shop', {
    namespace: 'shop',
    host: 'shop.example.com',
    routes: { '/users': service('user-service'), '/trips': service('trip-service') },
    answers: [{ service: service('user-service'), paths: ['/users'], module: 'http_401', requirements: ['TG-01'] }],
    ...changes,
  });
  return objectOf(system, 'Ingress', 'shop');
}

describe('an ingress of F5 NGINX', () => {
  test('names its class, one host and a service for each prefix (D-04)', () => {
    expect(read(ingress(), 'spec')).toEqual({
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'shop.example.com',
          http: {
            paths: ['user-service', 'trip-service'].map(name => ({
              path: name === 'user-service' ? '/users' : '/trips',
              pathType: 'Prefix',
              backend: { service: { name, port: { number: 8080 } } },
            })),
          },
        },
      ],
    });
    expect(ingress().metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '10' });
  });

  test('limits by address, bounds bodies and answers, and keeps browsers to HTTPS, where it is asked to', () => {
    const rateLimit = { requestsPerSecond: 10, burst: 20 };
    const object = ingress({ certificate: 'shop-tls', rateLimit, maxBody: '8m', answerWithin: 90 });
    expect(read(object, 'spec.tls')).toEqual([{ hosts: ['shop.example.com'], secretName: 'shop-tls' }]);
    expect(object.metadata.annotations).toMatchInlineSnapshot(`
      {
        "argocd.argoproj.io/sync-wave": "10",
        "nginx.org/client-max-body-size": "8m",
        "nginx.org/hsts": "true",
        "nginx.org/limit-req-burst": "20",
        "nginx.org/limit-req-key": "\${binary_remote_addr}",
        "nginx.org/limit-req-no-delay": "true",
        "nginx.org/limit-req-rate": "10r/s",
        "nginx.org/limit-req-reject-code": "429",
        "nginx.org/limit-req-zone-size": "10m",
        "nginx.org/proxy-read-timeout": "90s",
      }
    `);
  });
});

describe('a certificate', () => {
  function issued(proof: DomainProof) {
    const system = testSystem();
    new Certificate(system.app, 'shop', {
      namespace: 'shop',
      hosts: ['shop.example.com'],
      proof,
      contact: 'a@example.com',
    });
    return system;
  }
  const route53: DomainProof = { type: 'route53', region: 'ap-northeast-2', hostedZoneId: 'Z0123456789' };

  test('comes in the last wave with its issuer: an authority that does not answer holds up nothing', () => {
    for (const [kind, name] of [
      ['Certificate', 'shop'],
      ['Issuer', 'shop-issuer'],
    ] as const) {
      expect(objectOf(issued(route53), kind, name).metadata.annotations).toEqual({
        'argocd.argoproj.io/sync-wave': '20',
      });
    }
    expect(read(objectOf(issued(route53), 'Certificate', 'shop'), 'spec')).toMatchObject({
      secretName: 'shop-tls',
      dnsNames: ['shop.example.com'],
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'shop-issuer' },
    });
  });

  test.each<readonly [DomainProof, object]>([
    [
      { type: 'azure-dns', subscription: 's', resourceGroup: 'rg', zone: 'example.com', clientId: 'id' },
      {
        azureDNS: {
          subscriptionID: 's',
          resourceGroupName: 'rg',
          hostedZoneName: 'example.com',
          managedIdentity: { clientID: 'id' },
        },
      },
    ],
    [
      { type: 'cloudflare', token: { secret: 't', key: 'k' } },
      { cloudflare: { apiTokenSecretRef: { name: 't', key: 'k' } } },
    ],
    [route53, { route53: { region: 'ap-northeast-2', hostedZoneID: 'Z0123456789' } }],
  ])('proves its domain by DNS: %j', (proof, dns01) => {
    expect(read(objectOf(issued(proof), 'Issuer', 'shop-issuer'), 'spec.acme.solvers')).toEqual([{ dns01 }]);
  });
});
