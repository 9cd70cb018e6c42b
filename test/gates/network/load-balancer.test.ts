import { eksPolicyPorts } from '../../../src/gates/network/eks-policy-ports';
import { gracefulShutdown } from '../../../src/gates/network/graceful-shutdown';
import { nodePort } from '../../../src/gates/network/node-port';
import { readinessGate } from '../../../src/gates/network/readiness-gate';
import type { Rule } from '../../../src/model';
import { named } from '../../real-model';
import { said, withPlants, type Plant } from '../pod-planting';
import { DEV, PROD, SERVICE, INGRESS, BINDING, POLICY } from './backend';

const BACKEND = 'Deployment/fablink-backend';
const RELEASED = 'Rollout/fablink-backend';

const POD = ['spec', 'template', 'spec'];

const MAIN = [...POD, 'containers', 0];

const PRE_STOP = [...MAIN, 'lifecycle', 'preStop'];

const ATTRIBUTES = ['metadata', 'annotations', 'alb.ingress.kubernetes.io/target-group-attributes'];

const GATE = 'elbv2.k8s.aws/pod-readiness-gate-inject';

const manyPorts = Array.from({ length: 25 }, (_, index) => ({ port: 5000 + index, protocol: 'TCP' }));

const NOT_ALONE = 'Rollout/fablink-prod/fablink-backend $.spec.template.spec';

const defects: readonly [defect: string, rule: Rule, plants: readonly Plant[], said: string][] = [
  [
    'a Service port in front of another container port',
    eksPolicyPorts,
    [[DEV, SERVICE, ['spec', 'ports', 0, 'port'], 80]],
    'Service/fablink-dev/fablink-backend $.spec.ports[0].port: found port 80 in front of port 8000 of Deployment/fablink-dev/fablink-backend, which a NetworkPolicy selects',
  ],
  [
    'a Service port named otherwise than the container’s',
    eksPolicyPorts,
    [[DEV, SERVICE, ['spec', 'ports', 0, 'name'], 'web']],
    'Service/fablink-dev/fablink-backend $.spec.ports[0].name: found the name "web" in front of the port named http of Deployment/fablink-dev/fablink-backend, which a NetworkPolicy selects',
  ],
  [
    'more ports for a range than the VPC CNI keeps',
    eksPolicyPorts,
    [
      [PROD, POLICY, ['spec', 'egress', 1, 'to'], [{ ipBlock: { cidr: '10.0.0.0/8' } }]],
      [PROD, POLICY, ['spec', 'egress', 1, 'ports'], manyPorts],
    ],
    'NetworkPolicy/fablink-prod/fablink-backend $.spec.egress[1].to[0]: found 25 pairs of port and protocol for 10.0.0.0/8',
  ],
  [
    'no sleep before the stop',
    gracefulShutdown,
    [[PROD, RELEASED, [...MAIN, 'lifecycle'], undefined]],
    `${NOT_ALONE}.containers[0].lifecycle.preStop: container fablink-backend is behind a load balancer (Ingress/fablink-prod/fablink-backend) and does not sleep before it stops`,
  ],
  [
    'a command before the stop that is no sleep',
    gracefulShutdown,
    [[PROD, RELEASED, [...PRE_STOP, 'exec', 'command'], ['nosleep', '30']]],
    `${NOT_ALONE}.containers[0].lifecycle.preStop: container fablink-backend is behind a load balancer (Ingress/fablink-prod/fablink-backend) and does not sleep before it stops`,
  ],
  [
    'a sleep shorter than the deregistration delay',
    gracefulShutdown,
    [
      [PROD, INGRESS, ATTRIBUTES, 'stickiness.enabled=false,deregistration_delay.timeout_seconds=40'],
      [PROD, RELEASED, [...POD, 'terminationGracePeriodSeconds'], 90],
    ],
    `${NOT_ALONE}.containers[0].lifecycle.preStop: container fablink-backend is behind a load balancer (Ingress/fablink-prod/fablink-backend) and sleeps 30 s before it stops`,
  ],
  [
    'no time to end after the sleep',
    gracefulShutdown,
    [[PROD, RELEASED, [...POD, 'terminationGracePeriodSeconds'], 34]],
    `${NOT_ALONE}.terminationGracePeriodSeconds: found 34 s, of which the sleep before the stop takes 30 s`,
  ],
  [
    'the usual time to end after a long sleep',
    gracefulShutdown,
    [[PROD, RELEASED, [...POD, 'terminationGracePeriodSeconds'], undefined]],
    `${NOT_ALONE}.terminationGracePeriodSeconds: found nothing, which means 30 s, of which the sleep before the stop takes 30 s`,
  ],
  [
    'a sleep of less than five seconds behind a node port',
    gracefulShutdown,
    [[DEV, BACKEND, PRE_STOP, { sleep: { seconds: 4 } }]],
    'Deployment/fablink-dev/fablink-backend $.spec.template.spec.containers[0].lifecycle.preStop: container fablink-backend is behind a load balancer (Service/fablink-dev/fablink-backend) and sleeps 4 s before it stops',
  ],
  [
    'a namespace without readiness gates',
    readinessGate,
    [[PROD, 'Namespace/fablink-prod', ['metadata', 'labels', GATE], undefined]],
    `Ingress/fablink-prod/fablink-backend $.metadata.annotations["alb.ingress.kubernetes.io/target-type"]: sends to pods by their addresses, but the namespace fablink-prod has no label ${GATE}`,
  ],
  [
    'a binding of pods without readiness gates',
    readinessGate,
    [[DEV, BINDING, ['spec', 'targetType'], 'ip']],
    `TargetGroupBinding/fablink-dev/fablink-backend $.spec.targetType: sends to pods by their addresses, but the namespace fablink-dev has no label ${GATE}`,
  ],
];

test.each(defects)('%s is found in real output', (_, rule, plants, message) => {
  expect(said(rule, withPlants(...plants))).toContain(message);
});

test.each(defects)('%s is found once', (_, rule, plants) => {
  expect(said(rule, withPlants(...plants)).length).toBeLessThanOrEqual(rule === nodePort ? 2 : 1);
});

test.each([
  [{ sleep: { seconds: 30 } }],
  [{ exec: { command: ['/bin/sleep', '30'] } }],
  [{ exec: { command: ['sh', '-c', 'sleep 30; nginx -s quit'] } }],
])('the preStop %j is a sleep', preStop => {
  expect(said(gracefulShutdown, withPlants([PROD, RELEASED, PRE_STOP, preStop]))).toEqual([]);
});

test('pods that an action of the Ingress forwards to are behind a load balancer', () => {
  const action = { type: 'forward', forwardConfig: { targetGroups: [{ serviceName: 'fablink-backend' }] } };
  const model = withPlants(
    [PROD, RELEASED, [...MAIN, 'lifecycle'], undefined],
    [PROD, INGRESS, ['spec'], { ingressClassName: 'alb' }],
    [PROD, INGRESS, ['metadata', 'annotations', 'alb.ingress.kubernetes.io/actions.split'], JSON.stringify(action)],
  );
  expect(said(gracefulShutdown, model)).toHaveLength(1);
});

test('pods that no load balancer reaches need no sleep', () => {
  const model = withPlants([PROD, RELEASED, [...MAIN, 'lifecycle'], undefined]);
  const inside = { ...model, manifests: model.manifests.filter(manifest => !named(PROD, INGRESS)(manifest)) };
  expect(said(gracefulShutdown, inside)).toEqual([]);
});

test('ports translate where no policy is enforced by the VPC CNI', () => {
  const model = withPlants([DEV, SERVICE, ['spec', 'ports', 0, 'port'], 80]);
  const environments = model.environments.map(each => ({
    ...each,
    cluster: { ...each.cluster, cloud: { type: 'none' } as const },
  }));
  expect(said(eksPolicyPorts, { ...model, environments })).toEqual([]);
});
