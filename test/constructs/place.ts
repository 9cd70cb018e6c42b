import { App } from 'cdk8s';
import type { Construct } from 'constructs';
import { Layer, Place, System } from '../../src/constructs/structure';
import type { Cluster, KubeObject, Watcher, WatcherByOperator } from '../../src/model';

/** An EKS cluster of documentation values, for tests of constructs. */
export const TEST_CLUSTER: Cluster = {
  name: 'test-cluster',
  kubernetes: '1.30',
  cloud: {
    type: 'aws',
    account: '111122223333',
    region: 'ap-northeast-2',
    vpcId: 'vpc-0123456789abcdef0',
    oidcIssuer: 'oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
    tags: { Project: 'test', Environment: 'unit' },
  },
  network: {
    vpcCidr: '192.0.2.0/24',
    nodeCidrs: ['192.0.2.0/26'],
    loadBalancerCidrs: ['192.0.2.64/26'],
    serviceCidr: '172.20.0.0/16',
  },
  pools: [],
  registries: ['111122223333.dkr.ecr.ap-northeast-2.amazonaws.com'],
};

/** The same cluster without a cloud around it. */
export const CLOUDLESS_CLUSTER: Cluster = { ...TEST_CLUSTER, cloud: { type: 'none' } };

class TestSystem extends System {
  constructor(scope: Construct) {
    super(scope, 'shop');
  }
}

/** An empty system called `shop`, to create constructs in: `new LogGroup(testSystem().cloud, …)`. */
export function testSystem(cluster: Cluster = TEST_CLUSTER, watchedBy?: Watcher): System {
  return new TestSystem(new Place(new App(), 'test', { cluster, ...(watchedBy && { watchedBy }) }));
}

/** Somebody who watches, for tests of what only then is there. */
export const WATCHER: WatcherByOperator = {
  type: 'by-operator',
  prometheus: { type: 'pods', service: 'prometheus', namespace: 'm', selector: {}, port: 9090, protocol: 'TCP' },
  runbooks: 'https://git.example.com/runbooks',
  dashboards: 'https://grafana.example.com',
};

/** Every object of the system's layers, as plain data, in the order of creation. */
export function objectsOf(system: System): readonly KubeObject[] {
  return system.node.children.flatMap(child => (child instanceof Layer ? (child.toJson() as KubeObject[]) : []));
}

/** The one object of a kind and name. */
export function objectOf(system: System, kind: string, name: string): KubeObject {
  const found = objectsOf(system).filter(object => object.kind === kind && object.metadata.name === name);
  if (found.length !== 1 || found[0] === undefined) {
    const names = objectsOf(system).map(object => `${object.kind}/${object.metadata.name}`);
    throw new Error(`${found.length} objects ${kind}/${name} among ${names.join(', ')}`);
  }
  return found[0];
}
