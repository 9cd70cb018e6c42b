import { imageRules } from '../../../src/gates/image';
import { imagePinned } from '../../../src/gates/image/image-pinned';
import { imageRegistry } from '../../../src/gates/image/image-registry';
import { imageReleased } from '../../../src/gates/image/image-released';
import { pullPolicy } from '../../../src/gates/image/pull-policy';
import type { KubeObject } from '../../../src/model';
import { realModel } from '../../real-model';
import { clusterOf, environmentOf } from '../model-of';
import { said, saidOf, withObjects, withPlants } from '../pod-planting';

const DEV = 'fablink-dev';
const CHECK = 'Job/fablink-backend-check';
const MAIN = ['spec', 'template', 'spec', 'containers', 0];
const AT = 'Job/fablink-dev/fablink-backend-check $.spec.template.spec.containers[0]';
const DIGEST = `sha256:${'ab'.repeat(32)}`;

test.each(imageRules.map(rule => [rule.code, rule] as const))('%s is silent about the real output', (_, rule) => {
  expect(said(rule, realModel())).toEqual([]);
});

test.each([
  ['docker.io/curlimages/curl', 'no tag, which means latest'],
  ['registry.example.com:5000/curl', 'no tag, which means latest'],
  ['docker.io/curlimages/curl:latest', 'latest is another image every day'],
  ['docker.io/curlimages/curl:8', 'the tag 8 floats'],
  ['docker.io/curlimages/curl:16-alpine3.19', 'the tag 16-alpine3.19 floats'],
  ['docker.io/curlimages/curl:stable', 'the tag stable floats'],
  ['docker.io/curlimages/curl:v8', 'the tag v8 floats'],
  ['docker.io/curlimages/curl:0123abc', 'the tag 0123abc floats'],
  ['docker.io/curlimages/curl@sha256:abc', 'the digest is not sha256: and 64 hex digits'],
])('the image %s is not pinned', (image, fault) => {
  const model = withPlants([DEV, CHECK, [...MAIN, 'image'], image]);
  expect(said(imagePinned, model)).toEqual([`${AT}.image: found "${image}": ${fault}`]);
});

test.each([
  'docker.io/curlimages/curl:8.16',
  'docker.io/curlimages/curl:v8.16.0-alpine',
  'docker.io/curlimages/curl:jdk-21.0.2',
  `docker.io/curlimages/curl:${'0a'.repeat(20)}`,
  `docker.io/curlimages/curl@${DIGEST}`,
  `docker.io/curlimages/curl:latest@${DIGEST}`,
])('the image %s is pinned', image => {
  expect(said(imagePinned, withPlants([DEV, CHECK, [...MAIN, 'image'], image]))).toEqual([]);
});

test('an image in a field of an operator’s resource is looked at, one in a ConfigMap is data', () => {
  const objects: KubeObject[] = [
    { apiVersion: 'k6.io/v1alpha1', kind: 'TestRun', metadata: { name: 'load' }, spec: { runner: { image: 'k6' } } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, data: { image: 'k6' } },
  ];
  expect(said(imagePinned, withObjects(DEV, ...objects))).toEqual([
    'TestRun/load $.spec.runner.image: found "k6": no tag, which means latest',
  ]);
});

test('the tag latest in a chart’s values is found', () => {
  const application: KubeObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'add-on', namespace: 'argocd' },
    spec: { source: { helm: { valuesObject: { controller: { image: { repository: 'a/b', tag: 'latest' } } } } } },
  };
  expect(said(imagePinned, withObjects(DEV, application))).toEqual([
    'Application/argocd/add-on $.spec.source.helm.valuesObject.controller.image.tag: found the tag "latest" in a chart’s values',
  ]);
});

test.each([
  ['docker.io/library/curl:8.16.0', 'docker.io/library/curl'],
  ['curl:8.16.0', 'docker.io/library/curl'],
  ['curlimages-evil/curl:8.16.0', 'docker.io/curlimages-evil/curl'],
  ['853963783084.dkr.ecr.ap-northeast-1.amazonaws.com/fablink-backend:1.0', undefined],
])('the image %s is of no registry of the cluster', (image, repository = image.replace(/:1\.0$/, '')) => {
  const model = withPlants([DEV, CHECK, [...MAIN, 'image'], image]);
  expect(said(imageRegistry, model)).toEqual([
    `${AT}.image: found ${repository}, which is in none of the cluster's registries`,
  ]);
});

test('a registry that is misspelt is named with the one that was meant', () => {
  const model = withPlants([DEV, CHECK, [...MAIN, 'image'], 'docker.io/curlimage/curl:8.16.0']);
  expect(imageRegistry.check(model).map(({ mend }) => mend)).toEqual(['did you mean "docker.io/curlimages"?']);
});

test('docker.io may stay unwritten, and a cluster that lists no registry takes any', () => {
  const model = withPlants([DEV, CHECK, [...MAIN, 'image'], 'curlimages/curl:8.16.0']);
  expect(said(imageRegistry, model)).toEqual([]);
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ image: 'x:1.0' }] } };
  const open = [environmentOf({ cluster: clusterOf({ registries: [] }) })];
  expect(saidOf(imageRegistry, [pod], { environments: open })).toEqual([]);
});

test('a commit of zeros is found once the environment carries real traffic', () => {
  const model = realModel();
  const environments = model.environments.map(each => ({ ...each, live: each.name === DEV }));
  const zeros = ['Deployment/fablink-backend', 'Job/fablink-backend-migrate'];
  const image = `853963783084.dkr.ecr.ap-northeast-2.amazonaws.com/fablink-backend:${'0'.repeat(40)}`;
  const found = said(imageReleased, {
    ...withPlants([DEV, zeros[0] ?? '', [...MAIN, 'image'], image]),
    environments,
  });
  expect(found).toContain(
    'Deployment/fablink-dev/fablink-backend $.spec.template.spec.containers[0].image: found 853963783084.dkr.ecr.ap-northeast-2.amazonaws.com/fablink-backend with a commit of zeros: nothing has been released',
  );
  expect(found.every(line => line.includes('/fablink-dev/'))).toBe(true);
});

test.each([
  ['Always', 'the imagePullPolicy "Always"'],
  ['Never', 'the imagePullPolicy "Never"'],
  [undefined, 'no imagePullPolicy'],
])('the pull policy %s is found', (value, message) => {
  const model = withPlants([DEV, CHECK, [...MAIN, 'imagePullPolicy'], value]);
  expect(said(pullPolicy, model)).toEqual([`${AT}.imagePullPolicy: container fablink-backend-check has ${message}`]);
});
