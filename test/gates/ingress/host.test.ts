import { nginxHost } from '../../../src/gates/ingress/nginx-host';
import { type Spec, ingress, found } from './nginx-ingress';

describe('nginx-host', () => {
  const of = (type: 'master' | 'minion'): Spec => ({
    annotations: { 'nginx.org/mergeable-ingress-type': type },
    host: 'shop.example.com',
    paths: type === 'master' ? 0 : 1,
  });

  test('two hosts, and a master with two minions, go together', () => {
    const objects = [ingress('a'), ingress('b'), ingress('m', of('master')), ingress('n', of('minion'))];
    expect(found(nginxHost, ...objects, ingress('o', of('minion')))).toEqual([]);
  });

  test('a host that two Ingresses claim is told at the second, in whatever namespace', () => {
    const second = ingress('b', { host: 'a.example.com' });
    const elsewhere = { ...second, metadata: { ...second.metadata, namespace: 'stall' } };
    expect(found(nginxHost, ingress('a'), elsewhere)).toEqual([
      expect.stringMatching(
        /^Ingress\/stall\/b \$\.spec\.rules\[0\]\.host: found a\.example\.com, which Ingress\/shop\/a has already/,
      ),
    ]);
    expect(found(nginxHost, ingress('a'), ingress('b', { host: 'a.example.com', className: 'alb' }))).toEqual([]);
  });

  test('a host has one master, and not an Ingress besides', () => {
    const alone = ingress('z', { host: 'shop.example.com' });
    expect(found(nginxHost, ingress('m', of('master')), alone)).toHaveLength(1);
    expect(found(nginxHost, ingress('m', of('master')), ingress('n', of('master')))).toHaveLength(1);
  });

  test('a minion without a master is passed over', () => {
    expect(found(nginxHost, ingress('n', of('minion')))).toEqual([expect.stringContaining('which has no master')]);
    const other = { ...of('master'), host: 'other.example.com' };
    expect(found(nginxHost, ingress('m', other), ingress('n', of('minion')))).toHaveLength(1);
  });

  test.each([
    ['a rule without a host', ingress('a', { host: undefined }), 'found a rule without a host'],
    ['a master with paths', ingress('m', { ...of('master'), paths: 1 }), 'found paths in a master'],
  ])('%s is refused', (_, object, message) => {
    expect(found(nginxHost, object)).toEqual([expect.stringContaining(message)]);
  });

  test('a minion has paths and no certificate of its own', () => {
    const tls = [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }];
    const master = ingress('m', of('master'));
    expect(found(nginxHost, master, ingress('n', { ...of('minion'), paths: 0 }))).toEqual([
      expect.stringContaining('a minion without paths'),
    ]);
    expect(found(nginxHost, master, ingress('n', { ...of('minion'), tls }))).toEqual([
      expect.stringContaining('$.spec.tls: found a certificate in a minion'),
    ]);
  });

  test('a master is for one host', () => {
    const master = ingress('m', of('master'));
    const spec = master.spec as { rules: object[] };
    const two = { ...master, spec: { ...spec, rules: [...spec.rules, { host: 'b.example.com' }] } };
    expect(found(nginxHost, two)).toEqual([expect.stringContaining('found 2 rules in a master')]);
  });
});
