import { realModel } from '../../real-model';

const prometheuses = realModel().manifests.filter(({ object }) => object.kind === 'Prometheus');

test.each(prometheuses.map(each => [each.environment, each] as const))(
  'in %s Prometheus may look behind Services where Alertmanager is, by slices of endpoints',
  (environment, { object }) => {
    const { alerting, serviceDiscoveryRole } = object.spec as {
      alerting: { alertmanagers: readonly { namespace: string }[] };
      serviceDiscoveryRole: string;
    };
    expect(serviceDiscoveryRole).toBe('EndpointSlice');
    for (const { namespace } of alerting.alertmanagers) {
      const role = realModel().manifests.find(
        each =>
          each.environment === environment &&
          each.object.kind === 'Role' &&
          each.object.apiVersion === 'rbac.authorization.k8s.io/v1' &&
          each.object.metadata.namespace === namespace &&
          each.object.metadata.name === 'prometheus-discovery',
      );
      expect(role?.object).toMatchObject({
        rules: [
          { apiGroups: [''], resources: ['services'], verbs: ['get', 'list', 'watch'] },
          { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
        ],
      });
    }
  },
);
