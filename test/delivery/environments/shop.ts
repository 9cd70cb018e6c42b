import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { kept, listed, postSyncHook, System } from '../../../src/constructs/structure';
import {
  ackControllers,
  argoCd,
  awsLoadBalancerController,
  externalSecrets,
  metricsServer,
} from '../../../src/environments/add-ons';
import { environment, type Delivery, type Environment } from '../../../src/environments/environment';
import { TEST_CLUSTER } from '../../constructs/place';

/** What the tiny system may be told. */
interface ShopProps {
  readonly namespaces: readonly string[];
}

/** A namespace, a Deployment, a hook and a cluster-wide role: one object of each sort that delivery treats apart. */
class Shop extends System {
  constructor(scope: Construct, id: string, { namespaces }: ShopProps) {
    super(scope, id);
    for (const name of namespaces) {
      new k8s.KubeNamespace(this.base, name, { metadata: { name, annotations: kept() } });
      new k8s.KubeConfigMap(this.app, `${name}-settings`, {
        metadata: { name: 'settings', namespace: name },
        data: {},
      });
    }
    const [namespace] = namespaces;
    const selector = { matchLabels: { app: 'main' } };
    const containers = [{ name: 'main', image: '111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/shop:1.0.0' }];
    new k8s.KubeDeployment(this.app, 'main', {
      metadata: { name: 'main', namespace },
      spec: { selector, template: { metadata: { labels: selector.matchLabels }, spec: { containers } } },
    });
    new k8s.KubeJob(this.app, 'check', {
      metadata: { name: 'check', namespace, annotations: postSyncHook() },
      spec: { template: { spec: { restartPolicy: 'Never', containers } } },
    });
    new k8s.KubeClusterRole(this.monitoring, 'reader', { metadata: { name: 'shop-reader' }, rules: [] });
  }
}

const shop = listed('shop', Shop);

/** What a test changes of the shop's environment. */
export interface ShopEnvironment {
  readonly name?: string;
  readonly delivery?: Partial<Delivery>;
  readonly namespaces?: readonly string[];
}

/** A small environment with all add-ons, `shop-dev` unless told otherwise. */
export function shopEnvironment({
  name = 'shop-dev',
  delivery,
  namespaces = ['shop'],
}: ShopEnvironment = {}): Environment {
  return environment({
    name,
    cluster: TEST_CLUSTER,
    systems: [shop({ namespaces })],
    addOns: [
      awsLoadBalancerController(TEST_CLUSTER),
      externalSecrets(),
      metricsServer(),
      ...ackControllers(TEST_CLUSTER, ['ecr', 'iam']),
      argoCd({
        cluster: TEST_CLUSTER,
        developersSync: [name],
        slack: { channel: 'deployments', token: { type: 'aws', remote: `${name}/argocd` } },
      }),
    ],
    delivery: {
      repository: 'https://git.example.com/platform/garam.git',
      revision: 'main',
      sync: 'automatic',
      ...delivery,
    },
  });
}
