import { Duration } from 'cdk8s';
import { Namespace, type NamespaceProps } from '../../../src/constructs/tenancy';
import { Job, size } from '../../../src/constructs/workload';
import { objectOf, testSystem } from '../place';
import { read } from '../read';

function namespace(props?: NamespaceProps, jobs = 1) {
  const system = testSystem();
  new Namespace(system.base, 'shop', props);
  for (let index = 0; index < jobs; index++) {
    new Job(system.app, `job-${index}`, {
      namespace: 'shop',
      run: 'after-sync',
      image: { repository: 'registry.example.com/job', tag: '1' },
      command: ['true'],
      size: size('10m', '16Mi', '20m', '32Mi'),
      user: 1000,
      deadline: Duration.minutes(1),
    });
  }
  return system;
}

describe('a namespace', () => {
  test('enforces, audits and warns by one Pod Security level, restricted unless said otherwise', () => {
    expect(objectOf(namespace(), 'Namespace', 'shop').metadata).toMatchInlineSnapshot(`
      {
        "annotations": {
          "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
          "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
        },
        "labels": {
          "app.kubernetes.io/managed-by": "garam",
          "app.kubernetes.io/part-of": "shop",
          "pod-security.kubernetes.io/audit": "restricted",
          "pod-security.kubernetes.io/enforce": "restricted",
          "pod-security.kubernetes.io/warn": "restricted",
        },
        "name": "shop",
      }
    `);
    const labels = objectOf(namespace({ podSecurity: 'baseline' }), 'Namespace', 'shop').metadata.labels;
    expect(labels?.['pod-security.kubernetes.io/enforce']).toBe('baseline');
  });

  test('denies all traffic until something is declared', () => {
    expect(read(objectOf(namespace(), 'NetworkPolicy', 'default-deny'), 'spec')).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('grants exactly what its workloads can use at most', () => {
    expect(read(objectOf(namespace({}, 3), 'ResourceQuota', 'quota'), 'spec.hard')).toMatchInlineSnapshot(`
      {
        "limits.cpu": "60m",
        "limits.memory": "96Mi",
        "pods": "3",
        "requests.cpu": "30m",
        "requests.memory": "48Mi",
      }
    `);
    expect(read(objectOf(namespace(), 'LimitRange', 'limits'), 'spec.limits')).toMatchInlineSnapshot(`
      [
        {
          "max": {
            "cpu": "20m",
            "memory": "32Mi",
          },
          "type": "Container",
        },
      ]
    `);
  });

  test('is refused while nothing runs in it', () => {
    expect(() => objectOf(namespace({}, 0), 'ResourceQuota', 'quota')).toThrow(/no workload is declared in it/);
  });
});
