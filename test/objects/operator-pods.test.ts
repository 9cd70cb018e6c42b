import { madeByOperator } from '../../src/gates/pod/operator-pods';
import { operatorPodsOf } from '../../src/objects/operator-pods';
import { podTemplatesOf } from '../../src/views/net/pod-template';
import { named, realModel } from '../real-model';

const operated = realModel().manifests.filter(({ object }) => ['Prometheus', 'Alertmanager'].includes(object.kind));

test('gates and the view of the network take the pods of the operator for the same', () => {
  expect(operated.length).toBeGreaterThan(3);
  for (const manifest of operated) {
    const { server, labels, ports } = operatorPodsOf(manifest.object) ?? {};
    expect(ports?.length).toBeGreaterThan(0);
    const { namespace } = manifest.object.metadata;
    expect(podTemplatesOf(manifest)).toEqual([{ name: server, namespace, labels, ports }]);
    expect(madeByOperator(manifest.object)).toMatchObject({
      labels,
      pod: {
        spec: {
          containers: [{ name: server, ports: ports?.map(({ name, port }) => ({ name, containerPort: port })) }],
        },
      },
    });
  }
});

test('labels that an object asks for are on its pods, and the operator’s own win', () => {
  const [manifest] = operated.filter(named('learn', 'Alertmanager/monitoring'));
  if (manifest === undefined) throw new Error('learn has no Alertmanager');
  const podMetadata = { labels: { tier: 'watch', 'app.kubernetes.io/name': 'else' } };
  const object = { ...manifest.object, spec: { podMetadata } };
  expect(operatorPodsOf(object)?.labels).toEqual({
    tier: 'watch',
    'app.kubernetes.io/name': 'alertmanager',
    'app.kubernetes.io/instance': 'monitoring',
    'app.kubernetes.io/managed-by': 'prometheus-operator',
    alertmanager: 'monitoring',
  });
});

test('a kind of the same name of another group, and other kinds of the operator, make no pods', () => {
  const metadata = { name: 'main', namespace: 'monitoring' };
  expect(operatorPodsOf({ apiVersion: 'example.com/v1', kind: 'Prometheus', metadata })).toBeUndefined();
  expect(operatorPodsOf({ apiVersion: 'monitoring.coreos.com/v1', kind: 'PodMonitor', metadata })).toBeUndefined();
});
