import type { KubeObject } from '../../../../src/model';
import { change, clusterWide, namespaced, type UpgradeCase } from './upgrade-case';

type Fields = Readonly<Record<string, unknown>>;

const config = (name: string, level: string, more: Fields = {}): KubeObject =>
  namespaced('v1', 'ConfigMap', name, { data: { level }, ...more });
const binding = (kind: string, name: string, role: string, subject: string): KubeObject => {
  const fields = {
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: kind === 'RoleBinding' ? 'Role' : 'ClusterRole',
      name: role,
    },
    subjects: [{ kind: 'ServiceAccount', name: subject, namespace: 'corpus' }],
  };
  const make = kind === 'RoleBinding' ? namespaced : clusterWide;
  return make('rbac.authorization.k8s.io/v1', kind, name, fields);
};
const priority = (name: string, more: Fields = {}): KubeObject =>
  clusterWide('scheduling.k8s.io/v1', 'PriorityClass', name, { value: 1000, description: 'first', ...more });
const quota = (name: string, scopes: readonly string[]): KubeObject =>
  namespaced('v1', 'ResourceQuota', name, { spec: { hard: { pods: '10' }, scopes } });
const definition = (name: string, more: Fields = {}): KubeObject => {
  const kind = name.charAt(0).toUpperCase() + name.slice(1);
  return clusterWide('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `${name}s.corpus.example.com`, {
    spec: {
      group: 'corpus.example.com',
      scope: 'Namespaced',
      names: { kind, plural: `${name}s`, singular: name },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      ...more,
    },
  });
};
const autoscaler = (target: string): KubeObject =>
  namespaced('autoscaling/v2', 'HorizontalPodAutoscaler', 'scaler', {
    spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target } },
  });

/** Settings, rights, priorities, quotas, definitions of kinds. */
export const configurationCases: readonly UpgradeCase[] = [
  change('a ConfigMap gets another value', config('config', 'quiet'), config('config', 'loud'), 'accepted'),
  change(
    'an immutable ConfigMap gets another value',
    config('config-fixed', 'quiet', { immutable: true }),
    config('config-fixed', 'loud', { immutable: true }),
    'immutable',
  ),
  change(
    'a ConfigMap becomes immutable',
    config('config-fixing', 'quiet'),
    config('config-fixing', 'loud', { immutable: true }),
    'accepted',
  ),
  change(
    'a ConfigMap is immutable no more',
    config('config-freed', 'quiet', { immutable: true }),
    config('config-freed', 'quiet'),
    'immutable',
  ),
  change(
    'a RoleBinding gives to somebody else',
    binding('RoleBinding', 'binding-subject', 'reader', 'a'),
    binding('RoleBinding', 'binding-subject', 'reader', 'b'),
    'accepted',
  ),
  change(
    'a RoleBinding gives another role',
    binding('RoleBinding', 'binding-role', 'reader', 'a'),
    binding('RoleBinding', 'binding-role', 'writer', 'a'),
    'immutable',
  ),
  change(
    'a ClusterRoleBinding gives another role',
    binding('ClusterRoleBinding', 'corpus-binding', 'view', 'a'),
    binding('ClusterRoleBinding', 'corpus-binding', 'edit', 'a'),
    'immutable',
  ),
  change(
    'a PriorityClass gets another value',
    priority('corpus-value'),
    priority('corpus-value', { value: 2000 }),
    'immutable',
  ),
  change(
    'a PriorityClass displaces nobody',
    priority('corpus-preemption'),
    priority('corpus-preemption', { preemptionPolicy: 'Never' }),
    'immutable',
  ),
  change(
    'a PriorityClass gets another description',
    priority('corpus-description'),
    priority('corpus-description', { description: 'second' }),
    'accepted',
  ),
  change(
    'a quota allows more',
    quota('quota-hard', []),
    namespaced('v1', 'ResourceQuota', 'quota-hard', { spec: { hard: { pods: '20' } } }),
    'accepted',
  ),
  change(
    'a quota counts other pods',
    quota('quota-scope', ['Terminating']),
    quota('quota-scope', ['NotTerminating']),
    'immutable',
  ),
  change('an autoscaler looks after another Deployment', autoscaler('a'), autoscaler('b'), 'accepted'),
  change('a kind gets another scope', definition('scoped'), definition('scoped', { scope: 'Cluster' }), 'immutable'),
  change(
    'a kind gets another name',
    definition('named'),
    definition('named', { names: { kind: 'Renamed', plural: 'nameds', singular: 'named' } }),
    'immutable',
  ),
  change(
    'a Namespace gets a label',
    clusterWide('v1', 'Namespace', 'corpus-labelled', {}),
    clusterWide('v1', 'Namespace', 'corpus-labelled', {}, { labels: { a: 'b' } }),
    'accepted',
  ),
  change(
    'a ServiceAccount stops mounting its token',
    namespaced('v1', 'ServiceAccount', 'account', {}),
    namespaced('v1', 'ServiceAccount', 'account', { automountServiceAccountToken: false }),
    'accepted',
  ),
  change(
    'a runtime class runs pods by another program',
    clusterWide('node.k8s.io/v1', 'RuntimeClass', 'corpus-runtime', { handler: 'a' }),
    clusterWide('node.k8s.io/v1', 'RuntimeClass', 'corpus-runtime', { handler: 'b' }),
    'immutable',
  ),
  change(
    'a driver no longer attaches its volumes',
    clusterWide('storage.k8s.io/v1', 'CSIDriver', 'corpus.example.com', { spec: { attachRequired: true } }),
    clusterWide('storage.k8s.io/v1', 'CSIDriver', 'corpus.example.com', { spec: { attachRequired: false } }),
    'immutable',
  ),
];
