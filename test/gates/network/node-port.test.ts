import { networkRules } from '../../../src/gates/network';
import { nodePort } from '../../../src/gates/network/node-port';
import type { Declared, KubeObject, NodePortDeclaration, Rule } from '../../../src/model';
import { realModel, redeclared } from '../../real-model';
import { said, withObjects, withPlants, type Plant } from '../pod-planting';
import { DEV, PROD, SERVICE, BINDING } from './backend';

test.each(networkRules.map(rule => [rule.code, rule] as const))('%s is silent about the real output', (_, rule) => {
  expect(said(rule, realModel())).toEqual([]);
});

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
];

test.each(defects)('%s is found in real output', (_, rule, plants, message) => {
  expect(said(rule, withPlants(...plants))).toContain(message);
});

test.each(defects)('%s is found once', (_, rule, plants) => {
  expect(said(rule, withPlants(...plants)).length).toBeLessThanOrEqual(rule === nodePort ? 2 : 1);
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
