import { apiFromAddOn } from '../../../src/gates/reference/cluster/api-from-add-on';
import { realModel } from '../../real-model';

const real = realModel();

describe('kinds that are no part of Kubernetes', () => {
  test('are all brought by add-ons in the real environments', () => {
    expect(apiFromAddOn.check(real)).toEqual([]);
  });

  test('are missed when their add-on leaves the list, each object by name', () => {
    const environments = real.environments.map(environment => ({
      ...environment,
      apis: environment.apis.filter(api => api !== 'external-secrets.io'),
    }));
    const findings = apiFromAddOn.check({ ...real, environments });
    const fetched = real.manifests
      .filter(({ tree, object }) => tree === 'dist' && object.apiVersion.startsWith('external-secrets.io/'))
      .map(
        ({ environment, object: { kind, metadata } }) =>
          `${environment} ${kind}/${metadata.namespace}/${metadata.name}`,
      );
    expect(fetched).toContain('fablink-dev ExternalSecret/fablink-dev/fablink-backend-secrets');
    expect(findings.map(({ where }) => `${where.environment} ${where.object}`).sort()).toEqual(fetched.sort());
    expect(findings[0]?.message).toBe('no add-on of fablink-dev brings the API group external-secrets.io');
  });

  test('come with the group that was meant, where one is close', () => {
    const environments = real.environments.map(environment => ({
      ...environment,
      apis: environment.apis.map(api => (api === 'elbv2.k8s.aws' ? 'elbv3.k8s.aws' : api)),
    }));
    const [finding] = apiFromAddOn.check({ ...real, environments });
    expect(finding?.expected).toContain('did you mean elbv3.k8s.aws?');
  });
});
