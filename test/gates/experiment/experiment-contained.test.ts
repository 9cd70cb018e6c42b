import { experimentContained } from '../../../src/gates/experiment/experiment-contained';
import type { Cluster, Model } from '../../../src/model';
import { partOf, realModel } from '../../real-model';
import { said, withPlants, type Plant } from '../pod-planting';

const POD_FAILURE = 'Schedule/pod-failure';
const SELECTOR = ['spec', 'podChaos', 'selector'];

/** What the rule says once something is planted in learn. */
const about = (object: string, steps: Plant[2], value: unknown): readonly string[] =>
  said(experimentContained, withPlants(['learn', object, steps, value]));

/** learn with another word on experiments. */
function opened(experimentsIn: Cluster['experimentsIn']): Model {
  const model = partOf(realModel(), 'learn');
  const environments = model.environments.map(each => {
    const { experimentsIn: _, ...cluster } = each.cluster;
    return { ...each, cluster: { ...cluster, ...(experimentsIn && { experimentsIn }) } };
  });
  return { ...model, environments };
}

test('nothing is said of what is committed, and three experiments are among it', () => {
  expect(said(experimentContained, realModel())).toEqual([]);
  const ours = realModel().manifests.filter(({ object }) => object.apiVersion.startsWith('chaos-mesh.org/'));
  expect(ours.map(({ environment, object }) => `${environment} ${object.kind}/${object.metadata.name}`)).toEqual([
    'learn Schedule/cpu-stress',
    'learn Schedule/network-delay',
    'learn Schedule/pod-failure',
  ]);
});

test('LP-18 where a cluster says nothing of experiments none may stand, and no namespace is open to them', () => {
  const found = said(experimentContained, opened(undefined));
  expect(found.filter(line => line.includes('whose cluster allows none'))).toHaveLength(3);
  expect(found.filter(line => line.includes('does not open the namespace'))).toHaveLength(3);
  expect(found).toHaveLength(6);
});

test('a namespace that the cluster opens says so to Chaos Mesh', () => {
  expect(about('Namespace/backend', ['metadata', 'annotations', 'chaos-mesh.org/inject'], undefined)).toEqual([
    'Namespace/backend $.metadata.annotations["chaos-mesh.org/inject"]: found nothing, and the cluster opens the namespace to experiments',
  ]);
});

test.each<[string, Plant[2], unknown, string]>([
  [
    'runs by itself',
    ['metadata', 'annotations', 'experiment.chaos-mesh.org/pause'],
    'false',
    '.metadata.annotations["experiment.chaos-mesh.org/pause"]: found "false": the Schedule starts by itself',
  ],
  ['is no Schedule', ['kind'], 'PodChaos', '.kind: PodChaos starts as soon as it is applied'],
  ['is of a type that cannot be read', ['spec', 'type'], 'Workflow', '.spec.type: found "Workflow", of which nobody'],
  ['has no end', ['spec', 'podChaos', 'duration'], undefined, '.spec.podChaos.duration: found nothing: nothing ends'],
  ['ends at once', ['spec', 'podChaos', 'duration'], '0m', '.spec.podChaos.duration: found "0m": nothing ends'],
  ['kills pods', ['spec', 'podChaos', 'action'], 'pod-kill', '.spec.podChaos.action: pod-kill has no duration'],
  ['names no namespace', [...SELECTOR, 'namespaces'], [], '.selector.namespaces: names no namespace, which means all'],
  [
    'names a namespace that is closed to it',
    [...SELECTOR, 'namespaces'],
    ['backend', 'monitoring'],
    '.selector.namespaces: names monitoring, which the cluster does not open',
  ],
  ['selects by no label', [...SELECTOR, 'expressionSelectors'], undefined, '.selector: found {"namespaces"'],
  ['names pods', [...SELECTOR, 'pods'], { backend: ['main-0'] }, '.selector: found '],
  [
    'selects no pod',
    [...SELECTOR, 'expressionSelectors', 1, 'values'],
    ['mian'],
    '.selector: no pods in backend, frontend have these labels',
  ],
])('LP-18 an experiment that %s is refused', (_, steps, value, expected) => {
  const found = about(POD_FAILURE, steps, value);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(expected);
});

test('both ends of a latency are looked at', () => {
  const target = ['spec', 'networkChaos', 'target'];
  expect(about('Schedule/network-delay', [...target, 'selector', 'namespaces'], ['monitoring'])).toHaveLength(1);
  expect(about('Schedule/network-delay', target, undefined)).toEqual([
    'Schedule/chaos/network-delay $.spec.networkChaos.target.selector.namespaces: names no namespace, which means all of them',
  ]);
});

test('a data store is never broken on purpose', () => {
  const model = withPlants(['learn', 'Deployment/order', ['kind'], 'StatefulSet']);
  expect(said(experimentContained, partOf(model, 'learn'))).toContain(
    'Schedule/chaos/pod-failure $.spec.podChaos.selector: selects pods of StatefulSet order, which hold data',
  );
});
