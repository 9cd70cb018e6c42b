import { nginxCertificate } from '../../../src/gates/ingress/nginx-certificate';
import type { KubeObject } from '../../../src/model';
import { modelOf } from '../model-of';
import { ingress, found } from './nginx-ingress';

describe('nginx-certificate', () => {
  const certificate = (dnsNames: readonly string[]): KubeObject => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { secretName: 'web-tls', dnsNames },
  });
  const secured = (entry: object): KubeObject => ingress('web', { tls: [entry] });
  const entry = { hosts: ['web.example.com'], secretName: 'web-tls' };

  test.each([['web.example.com'], ['*.example.com']])('a Certificate for %s will do', name => {
    expect(found(nginxCertificate, secured(entry), certificate([name]))).toEqual([]);
  });

  test.each([['api.example.com'], ['*.web.example.com'], ['*.com']])('a Certificate for %s will not', name => {
    expect(found(nginxCertificate, secured(entry), certificate([name]))).toEqual([
      expect.stringContaining(`found web.example.com, but Certificate web is for ${name}`),
    ]);
  });

  test('a Secret that is declared needs both keys', () => {
    const provenance = { construct: 'web', lines: () => [] };
    const declared = (...keys: readonly string[]) =>
      modelOf([secured(entry)], {
        declarations: [
          {
            type: 'secret',
            source: 'by-hand',
            namespace: 'shop',
            name: 'web-tls',
            entries: keys.map(key => ({ key, meaning: 'certificate' })),
            consumers: ['web'],
            create: [],
            environment: 'test',
            provenance,
          },
        ],
      });
    expect(nginxCertificate.check(declared('tls.crt', 'tls.key'))).toEqual([]);
    expect(nginxCertificate.check(declared('tls.crt', 'key'))).toEqual([
      expect.objectContaining({ message: 'found "web-tls", a Secret without tls.key' }),
    ]);
  });

  test('an entry without a Secret, and a host that no rule serves', () => {
    expect(found(nginxCertificate, secured({ hosts: ['web.example.com'] }))).toEqual([
      expect.stringContaining('$.spec.tls[0]: found no secretName'),
    ]);
    const two = { ...entry, hosts: ['web.example.com', 'old.example.com'] };
    expect(found(nginxCertificate, secured(two), certificate(['*.example.com']))).toEqual([
      expect.stringContaining('$.spec.tls[0].hosts[1]: found old.example.com, which no rule of the Ingress serves'),
    ]);
  });
});
