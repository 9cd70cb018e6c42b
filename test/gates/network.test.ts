import { networkRules } from '../../src/gates/network';
import { cidrValid } from '../../src/gates/network/cidr-valid';
import { eksPolicyPorts } from '../../src/gates/network/eks-policy-ports';
import { gracefulShutdown } from '../../src/gates/network/graceful-shutdown';
import { nodePort } from '../../src/gates/network/node-port';
import { policyCoversPods } from '../../src/gates/network/policy-covers-pods';
import { readinessGate } from '../../src/gates/network/readiness-gate';
import type { Declared, KubeObject, NodePortDeclaration, Rule } from '../../src/model';
import { named, realModel, redeclared, without } from '../real-model';
import { said, withObjects, withPlants, type Plant } from './pod-planting';

const DEV = 'fablink-dev';
const PROD = 'fablink-prod';
const BACKEND = 'Deployment/fablink-backend';
const SERVICE = 'Service/fablink-backend';
const INGRESS = 'Ingress/fablink-backend';
const BINDING = 'TargetGroupBinding/fablink-backend';
const POLICY = 'NetworkPolicy/fablink-backend';
const POD = ['spec', 'template', 'spec'];
const MAIN = [...POD, 'containers', 0];
const PRE_STOP = [...MAIN, 'lifecycle', 'preStop'];
const ATTRIBUTES = ['metadata', 'annotations', 'alb.ingress.kubernetes.io/target-group-attributes'];
const GATE = 'elbv2.k8s.aws/pod-readiness-gate-inject';

test.each(networkRules.map(rule => [rule.code, rule] as const))('%s is silent about the real output', (_, rule) => {
  expect(said(rule, realModel())).toEqual([]);
});

const manyPorts = Array.from({ length: 25 }, (_, index) => ({ port: 5000 + index, protocol: 'TCP' }));
const NOT_ALONE = 'Deployment/fablink-prod/fablink-backend $.spec.template.spec';

const defects: readonly [defect: string, rule: Rule, plants: readonly Plant[], said: string][] = [
  [
    'a node port other than the contract’s',
    nodePort,
    [
      [DEV, SERVICE, ['spec', 'ports', 0, 'nodePort'], 30081],
      [DEV, BINDING, ['spec', 'networking', 'ingress', 0, 'ports', 0, 'port'], 30081],
    ],
    'Service/fablink-dev/fablink-backend $.spec.ports[0].nodePort: found 30081, but FD-05 fixes 30080',
  ],
  [
    'a node port that nobody states',
    nodePort,
    [
      [DEV, SERVICE, ['spec', 'ports', 0, 'nodePort'], undefined],
      [DEV, BINDING, ['spec', 'networking'], undefined],
    ],
    'Service/fablink-dev/fablink-backend $.spec.ports[0].nodePort: found no node port, which means a random one, but FD-05 fixes 30080',
  ],
  [
    'a node port without a contract',
    nodePort,
    [[PROD, SERVICE, ['spec', 'type'], 'NodePort']],
    'Service/fablink-prod/fablink-backend $.spec.ports[0].nodePort: a random node port is opened, and no contract declares it',
  ],
  [
    'a declared node port that no Service opens',
    nodePort,
    [[DEV, SERVICE, ['metadata', 'name'], 'fablink-backnd']],
    'Service/fablink-dev/fablink-backend : node port 30080 is declared (FD-05), and no Service opens it',
  ],
  [
    'a binding that lets traffic in on another port',
    nodePort,
    [[DEV, BINDING, ['spec', 'networking', 'ingress', 0, 'ports', 0, 'port'], 8000]],
    'TargetGroupBinding/fablink-dev/fablink-backend $.spec.networking.ingress[0].ports[0].port: lets traffic in on 8000, but Service/fablink-dev/fablink-backend listens on 30080 of each node',
  ],
  [
    'a range without a prefix',
    cidrValid,
    [[DEV, POLICY, ['spec', 'egress', 1, 'to', 0, 'ipBlock', 'cidr'], '192.0.2.128']],
    'NetworkPolicy/fablink-dev/fablink-backend $.spec.egress[1].to[0].ipBlock.cidr: found "192.0.2.128", which is no address range',
  ],
  [
    'a range with a wrong byte',
    cidrValid,
    [[DEV, BINDING, ['spec', 'networking', 'ingress', 0, 'from', 0, 'ipBlock', 'cidr'], '10.0.0.256/24']],
    'TargetGroupBinding/fablink-dev/fablink-backend $.spec.networking.ingress[0].from[0].ipBlock.cidr: found "10.0.0.256/24", which is no address range',
  ],
  [
    'a range with host bits',
    cidrValid,
    [[DEV, POLICY, ['spec', 'egress', 1, 'to', 0, 'ipBlock', 'cidr'], '192.0.2.129/27']],
    'NetworkPolicy/fablink-dev/fablink-backend $.spec.egress[1].to[0].ipBlock.cidr: found "192.0.2.129/27", whose address has bits beyond the prefix of 27',
  ],
  [
    'an exception outside its range',
    cidrValid,
    [[DEV, POLICY, ['spec', 'egress', 1, 'to', 0, 'ipBlock', 'except'], ['10.0.0.0/8']]],
    'NetworkPolicy/fablink-dev/fablink-backend $.spec.egress[1].to[0].ipBlock.except[0]: found "10.0.0.0/8", which is no part of "192.0.2.128/27"',
  ],
  [
    'a load balancer that lets in a range with host bits',
    cidrValid,
    [[PROD, INGRESS, ['metadata', 'annotations', 'alb.ingress.kubernetes.io/inbound-cidrs'], '10.0.0.0/8, 10.1.2.3/8']],
    'Ingress/fablink-prod/fablink-backend $.metadata.annotations["alb.ingress.kubernetes.io/inbound-cidrs"]: found "10.1.2.3/8", whose address has bits beyond the prefix of 8',
  ],
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
    [[PROD, BACKEND, [...MAIN, 'lifecycle'], undefined]],
    `${NOT_ALONE}.containers[0].lifecycle.preStop: container fablink-backend is behind a load balancer (Ingress/fablink-prod/fablink-backend) and does not sleep before it stops`,
  ],
  [
    'a command before the stop that is no sleep',
    gracefulShutdown,
    [[PROD, BACKEND, [...PRE_STOP, 'exec', 'command'], ['nosleep', '30']]],
    `${NOT_ALONE}.containers[0].lifecycle.preStop: container fablink-backend is behind a load balancer (Ingress/fablink-prod/fablink-backend) and does not sleep before it stops`,
  ],
  [
    'a sleep shorter than the deregistration delay',
    gracefulShutdown,
    [
      [PROD, INGRESS, ATTRIBUTES, 'stickiness.enabled=false,deregistration_delay.timeout_seconds=40'],
      [PROD, BACKEND, [...POD, 'terminationGracePeriodSeconds'], 90],
    ],
    `${NOT_ALONE}.containers[0].lifecycle.preStop: container fablink-backend is behind a load balancer (Ingress/fablink-prod/fablink-backend) and sleeps 30 s before it stops`,
  ],
  [
    'no time to end after the sleep',
    gracefulShutdown,
    [[PROD, BACKEND, [...POD, 'terminationGracePeriodSeconds'], 34]],
    `${NOT_ALONE}.terminationGracePeriodSeconds: found 34 s, of which the sleep before the stop takes 30 s`,
  ],
  [
    'the usual time to end after a long sleep',
    gracefulShutdown,
    [[PROD, BACKEND, [...POD, 'terminationGracePeriodSeconds'], undefined]],
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
  expect(said(gracefulShutdown, withPlants([PROD, BACKEND, PRE_STOP, preStop]))).toEqual([]);
});

test('pods that an action of the Ingress forwards to are behind a load balancer', () => {
  const action = { type: 'forward', forwardConfig: { targetGroups: [{ serviceName: 'fablink-backend' }] } };
  const model = withPlants(
    [PROD, BACKEND, [...MAIN, 'lifecycle'], undefined],
    [PROD, INGRESS, ['spec'], { ingressClassName: 'alb' }],
    [PROD, INGRESS, ['metadata', 'annotations', 'alb.ingress.kubernetes.io/actions.split'], JSON.stringify(action)],
  );
  expect(said(gracefulShutdown, model)).toHaveLength(1);
});

test('pods that no load balancer reaches need no sleep', () => {
  const model = withPlants([PROD, BACKEND, [...MAIN, 'lifecycle'], undefined]);
  const inside = { ...model, manifests: model.manifests.filter(manifest => !named(PROD, INGRESS)(manifest)) };
  expect(said(gracefulShutdown, inside)).toEqual([]);
});

/** A Service of type NodePort in the real dev environment. */
function service(name: string, port: number): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: DEV },
    spec: { type: 'NodePort', ports: [{ port: 80, nodePort: port }] },
  };
}

test.each([
  [30080, 'node port 30080 is already that of Service/fablink-dev/fablink-backend'],
  [29999, 'found 29999'],
  [32768, 'found 32768'],
])('a second Service on node port %i is found', (port, message) => {
  const contract: Declared<NodePortDeclaration> = {
    type: 'node-port',
    service: 'web',
    namespace: DEV,
    port,
    requirement: 'FD-05',
    environment: DEV,
    provenance: { construct: 'web', lines: () => [] },
  };
  const model = withObjects(DEV, service('web', port));
  const declared = { ...model, declarations: [...model.declarations, contract] };
  expect(said(nodePort, declared)).toEqual([`Service/fablink-dev/web $.spec.ports[0].nodePort: ${message}`]);
});

test('the same node port in two environments is no collision', () => {
  const contract = (declaration: Declared): Declared =>
    declaration.type === 'node-port' ? { ...declaration, environment: PROD, namespace: PROD } : declaration;
  const both = withPlants(
    [PROD, SERVICE, ['spec', 'type'], 'NodePort'],
    [PROD, SERVICE, ['spec', 'ports', 0, 'nodePort'], 30080],
  );
  const declarations = realModel().declarations.map(contract);
  expect(said(nodePort, { ...both, declarations: [...realModel().declarations, ...declarations] })).toEqual([]);
});

test('a contract with another number is found at the Service', () => {
  const model = redeclared(
    realModel(),
    ({ type }) => type === 'node-port',
    each => (each.type === 'node-port' ? { ...each, port: 30443 } : each),
  );
  expect(said(nodePort, model)).toEqual([
    'Service/fablink-dev/fablink-backend $.spec.ports[0].nodePort: found 30080, but FD-05 fixes 30443',
  ]);
});

test('a misspelt Service of a contract is named with the one that was meant', () => {
  const model = redeclared(
    realModel(),
    ({ type }) => type === 'node-port',
    each => (each.type === 'node-port' ? { ...each, service: 'fablink-backnd' } : each),
  );
  expect(nodePort.check(model).map(({ mend }) => mend)).toContain('did you mean "fablink-backend"?');
});

test.each(['10.0.0.0/8', '0.0.0.0/0', '192.0.2.1/32', '2001:db8::/32', '::/0', '::ffff:10.0.0.0/104'])(
  '%s is an address range',
  cidr => {
    const model = withPlants([PROD, POLICY, ['spec', 'egress', 1, 'to'], [{ ipBlock: { cidr } }]]);
    expect(said(cidrValid, model)).toEqual([]);
  },
);

test.each(['10.0.0.0/33', '10.0.0.0/08', '10.0.0/8', '2001:db8::/129', '2001:db8::1/32', 'any', ''])(
  '%s is no address range in its one form',
  cidr => {
    const model = withPlants([PROD, POLICY, ['spec', 'egress', 1, 'to'], [{ ipBlock: { cidr } }]]);
    expect(said(cidrValid, model)).toHaveLength(1);
  },
);

test('a range as large as the one around it excepts everything', () => {
  const block = { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] };
  expect(said(cidrValid, withPlants([PROD, POLICY, ['spec', 'egress', 1, 'to'], [{ ipBlock: block }]]))).toEqual([
    'NetworkPolicy/fablink-prod/fablink-backend $.spec.egress[1].to[0].ipBlock.except[0]: found "10.0.0.0/8", which is no part of "10.0.0.0/8"',
  ]);
});

test('ports translate where no policy is enforced by the VPC CNI', () => {
  const model = withPlants([DEV, SERVICE, ['spec', 'ports', 0, 'port'], 80]);
  const environments = model.environments.map(each => ({
    ...each,
    cluster: { ...each.cluster, cloud: { type: 'none' } as const },
  }));
  expect(said(eksPolicyPorts, { ...model, environments })).toEqual([]);
});

test('without default-deny and its own policy a pod is open both ways', () => {
  const model = without(realModel(), named(DEV, 'NetworkPolicy/default-deny'));
  expect(said(policyCoversPods, model)).toEqual([]);
  const open = without(model, named(DEV, 'NetworkPolicy/fablink-backend-check'));
  const labels = '{"app.kubernetes.io/instance":"fablink","app.kubernetes.io/name":"fablink-backend-check"}';
  expect(said(policyCoversPods, open)).toEqual([
    `Job/fablink-dev/fablink-backend-check $.spec.template.metadata.labels: no NetworkPolicy of fablink-dev for ingress selects the pods ${labels.slice(0, 77)}…`,
    `Job/fablink-dev/fablink-backend-check $.spec.template.metadata.labels: no NetworkPolicy of fablink-dev for egress selects the pods ${labels.slice(0, 77)}…`,
  ]);
});

test('a policy for ingress alone leaves the way out open', () => {
  const model = without(
    withPlants([DEV, 'NetworkPolicy/fablink-backend-check', ['spec', 'policyTypes'], ['Ingress']]),
    named(DEV, 'NetworkPolicy/default-deny'),
  );
  expect(said(policyCoversPods, model)).toHaveLength(1);
});
