import { ReservedNamespace } from '../../src/constructs/tenancy';
import { objectOf, testSystem } from './place';
import { read } from './read';

function reserved() {
  const system = testSystem();
  new ReservedNamespace(system.base, 'chaos');
  return system;
}

describe('a reserved namespace', () => {
  test('is restricted, stays when it leaves git, and denies all traffic', () => {
    const { metadata } = objectOf(reserved(), 'Namespace', 'chaos');
    for (const mode of ['enforce', 'audit', 'warn'])
      expect(metadata.labels?.[`pod-security.kubernetes.io/${mode}`]).toBe('restricted');
    expect(metadata.annotations?.['argocd.argoproj.io/sync-options']).toBe('Prune=false,Delete=false');
    expect(read(objectOf(reserved(), 'NetworkPolicy', 'default-deny'), 'spec')).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('grants nothing: no pod starts there', () => {
    expect(read(objectOf(reserved(), 'ResourceQuota', 'quota'), 'spec.hard')).toEqual({
      pods: '0',
      'requests.cpu': '0m',
      'requests.memory': '0Mi',
      'limits.cpu': '0m',
      'limits.memory': '0Mi',
    });
  });
});
