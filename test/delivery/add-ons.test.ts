import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  ackControllers,
  ARGO_ROLLOUTS_PODS,
  argoCd,
  argoRollouts,
  awsLoadBalancerController,
  externalSecrets,
  metricsServer,
} from '../../src/environments/add-ons';
import type { AddOn } from '../../src/environments/environment';
import { CLOUDLESS_CLUSTER, TEST_CLUSTER } from '../constructs/place';
import { realModel } from '../real-model';

const slack = { channel: 'deployments', token: { type: 'aws', remote: 'shop/argocd' } } as const;
const argocd = argoCd({ cluster: TEST_CLUSTER, developersSync: ['shop-dev'], slack });
const ack = ackControllers(TEST_CLUSTER, [
  'acm',
  'apigateway',
  'cloudwatch',
  'cloudwatchlogs',
  'dynamodb',
  'ecr',
  'efs',
  'eks',
  'elasticache',
  'iam',
  'kms',
  'rds',
  's3',
  'sns',
  'wafv2',
]);
const all: readonly AddOn[] = [
  awsLoadBalancerController(TEST_CLUSTER),
  externalSecrets(),
  metricsServer(),
  argoRollouts(),
  argocd,
  ...ack,
];

describe('every add-on', () => {
  it.each(all)('$name is pinned by an exact version', ({ chart }) => {
    expect(chart.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each(all)('$name lists kinds without wildcard or repetition', ({ kinds }) => {
    for (const list of [kinds.namespaced, kinds.cluster]) {
      expect(list).toEqual([...new Set(list)].sort());
      expect(list.join()).not.toContain('*');
    }
  });

  it('has a name of its own', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});

describe('ACK controllers', () => {
  it('exist for every group of AWS whose CRDs we use, so that no object waits for ever', () => {
    const groups = readdirSync(join(__dirname, '../../crds')).flatMap(file => {
      const match = /\.(\w+)\.services\.k8s\.aws\.yaml$/.exec(file);
      return match ? [match[1]] : [];
    });
    expect(ack.map(({ name }) => name)).toEqual([...new Set(groups)].sort().map(group => `ack-${group}`));
  });

  it('have a role each, named after the cluster and the add-on', () => {
    expect(ack.find(({ name }) => name === 'ack-ecr')).toMatchObject({
      namespace: 'ack-system',
      chart: { repository: 'public.ecr.aws/aws-controllers-k8s', name: 'ecr-chart' },
      values: {
        serviceAccount: {
          annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/test-cluster-ack-ecr' },
        },
      },
    });
  });

  it('keep in AWS what leaves git, and read what exists without touching it (D-25)', () => {
    for (const { values } of ack) {
      expect(values).toMatchObject({
        deletionPolicy: 'retain',
        featureGates: { ReadOnlyResources: true, ResourceAdoption: true },
      });
    }
  });

  it('are refused for a cluster outside AWS, with the mend', () => {
    expect(() => ackControllers(CLOUDLESS_CLUSTER, ['ecr'])).toThrow('leave the add-ons for AWS out');
  });
});

describe('the load balancer controller', () => {
  it('does not stand in the way of every Service, and keeps its first certificate', () => {
    const controller = awsLoadBalancerController(TEST_CLUSTER);
    expect(controller.values).toMatchObject({ clusterName: 'test-cluster', enableServiceMutatorWebhook: false });
    expect(controller.ignoreDifferences?.map(({ kind }) => kind)).toEqual([
      'Secret',
      'MutatingWebhookConfiguration',
      'ValidatingWebhookConfiguration',
    ]);
  });
});

describe('Argo CD', () => {
  const values = argocd.values as {
    configs: { cm: Record<string, string>; rbac: Record<string, string> };
    extraObjects: readonly { kind: string }[];
    notifications: { triggers: Record<string, string>; subscriptions: readonly { triggers: readonly string[] }[] };
  };

  it('shares one Application where charts bring the same objects, each with a release of its own', () => {
    expect(new Set(ack.map(({ application }) => application))).toEqual(new Set(['ack']));
    const applications = realModel().manifests.filter(({ object }) => object.metadata.name === 'ack');
    expect(applications.map(({ environment }) => environment)).toEqual(['fablink-dev', 'fablink-prod', 'learn']);
    for (const { object } of applications) {
      const { sources } = object['spec'] as { sources: { chart: string; helm: { releaseName: string } }[] };
      const releases = sources.map(({ chart, helm }) => `${helm.releaseName} of ${chart}`);
      expect(releases).toContain('ack-rds of rds-chart');
      expect(new Set(releases).size).toBe(sources.length);
    }
  });

  it('tracks by annotation and comes after the CRDs that it uses', () => {
    expect(values.configs.cm['application.resourceTrackingMethod']).toBe('annotation');
    expect(argocd.wave).toBeGreaterThan(externalSecrets().wave ?? 0);
  });

  it('lets everybody read, the platform team administer and developers sync what is named', () => {
    expect(values.configs.rbac).toEqual({
      'policy.default': 'role:readonly',
      'policy.csv':
        'g, platform-team, role:admin\n' +
        'p, role:developer, applications, sync, shop-dev/*, allow\n' +
        'g, developers, role:developer\n',
    });
  });

  it('gives developers nothing where syncs need approval (FP-18)', () => {
    const prod = argoCd({ cluster: TEST_CLUSTER, developersSync: [], slack }).values as typeof values;
    expect(prod.configs.rbac['policy.csv']).toBe('g, platform-team, role:admin\n');
  });

  it('lets approvers act on Rollouts of their project and on nothing else (FP-14, LP-16)', () => {
    const approvers = { group: 'release-approvers', project: 'shop-prod' };
    const prod = argoCd({ cluster: TEST_CLUSTER, developersSync: [], approvers, slack }).values as typeof values;
    expect(prod.configs.rbac['policy.csv']?.split('\n')).toEqual([
      'g, platform-team, role:admin',
      'p, role:release-approver, applications, action/argoproj.io/Rollout/*, shop-prod/*, allow',
      'g, release-approvers, role:release-approver',
      '',
    ]);
  });

  it('tells people when a release waits for one of them', () => {
    const { triggers, subscriptions } = values.notifications;
    expect(parse(triggers['trigger.release-waits'] ?? '')).toMatchObject([
      { when: "app.status?.health.status == 'Suspended'", send: ['release-waits'] },
    ]);
    expect(subscriptions[0]?.triggers).toContain('release-waits');
  });

  it('switches the local administrator off when people sign in elsewhere', () => {
    const signIn = { url: 'https://argocd.example.com', issuer: 'https://login.example.com', clientId: 'argocd' };
    const settings = argoCd({ cluster: TEST_CLUSTER, developersSync: [], signIn, slack }).values as typeof values;
    expect(settings.configs.cm).toMatchObject({ url: signIn.url, 'admin.enabled': 'false' });
    expect(parse(settings.configs.cm['oidc.config'] ?? '')).toMatchObject({
      issuer: signIn.issuer,
      clientID: 'argocd',
    });
    expect(values.configs.cm).not.toHaveProperty('oidc.config');
  });

  it('fetches the token of its messages through External Secrets, from a store of its own', () => {
    expect(values.extraObjects.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'SecretStore', 'ExternalSecret']);
  });

  it('ends a sync that waits for ever, so that the commit that mends it can come', () => {
    expect(argocd.values).toMatchObject({ configs: { params: { 'controller.sync.timeout.seconds': '3600' } } });
  });

  it('keeps keys of argocd-cm that a ConfigMap takes', () => {
    for (const key of Object.keys(values.configs.cm)) expect(key).toMatch(/^[-._a-zA-Z0-9]+$/);
  });

  it('holds wildcard checks that are YAML', () => {
    expect(parse(values.configs.cm['resource.customizations'] ?? '')).toHaveProperty([
      '*.services.k8s.aws/*',
      'health.lua',
    ]);
  });

  it('reads the version of its CRDs that stand in crds/ (D-21)', () => {
    const crd = readFileSync(join(__dirname, '../../crds/applications.argoproj.io.yaml'), 'utf8');
    expect(crd).toContain('refresh:');
  });
});

describe('Argo Rollouts', () => {
  const addOn = argoRollouts();

  it('is the release that was proved, two of it, and has rights on one traffic router alone (D-28)', () => {
    expect(addOn.chart).toMatchObject({ name: 'argo-rollouts', version: '2.41.1' });
    const { controller, providerRBAC, dashboard } = addOn.values as {
      controller: { replicas: number };
      providerRBAC: { providers: Record<string, boolean> };
      dashboard: { enabled: boolean };
    };
    expect(controller.replicas).toBe(2);
    expect(dashboard.enabled).toBe(false);
    const routers = Object.entries(providerRBAC.providers).filter(([, enabled]) => enabled);
    expect(routers).toEqual([['awsLoadBalancerController', true]]);
  });

  it('is named to Prometheus by the labels of its release', () => {
    expect(ARGO_ROLLOUTS_PODS.namespace).toBe(addOn.namespace);
    expect(ARGO_ROLLOUTS_PODS.selector).toMatchObject({
      'app.kubernetes.io/instance': addOn.name,
      'app.kubernetes.io/name': addOn.chart.name,
    });
  });
});
