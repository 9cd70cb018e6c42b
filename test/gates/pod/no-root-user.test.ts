import { noRootUser } from '../../../src/gates/pod/no-root-user';
import type { KubeObject } from '../../../src/model';
import { modelOf } from '../model-of';

const deployment = (pod: object, container: object): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    template: {
      metadata: { labels: {} },
      spec: { ...pod, containers: [{ name: 'web', image: 'web:1', ...container }] },
    },
  },
});

const messages = (pod: object, container: object): readonly string[] =>
  noRootUser.check(modelOf([deployment(pod, container)])).map(finding => finding.message);

test('a pod of a user of its own keeps the rule', () => {
  expect(messages({ securityContext: { runAsUser: 10001 } }, {})).toEqual([]);
});

test('a container that is root is named, also where its pod is not', () => {
  expect(messages({ securityContext: { runAsUser: 10001 } }, { securityContext: { runAsUser: 0 } })).toEqual([
    'container web runs as root',
  ]);
});

test('a pod that names no user runs as whatever its image says', () => {
  expect(messages({}, {})).toEqual(["container web runs as the image's user, which may be root"]);
});
