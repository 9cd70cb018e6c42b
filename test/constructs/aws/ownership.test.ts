import { ackMetadata, adopted, awsOf, awsTags, created, type Ownership } from '../../../src/constructs/aws';
import { CLOUDLESS_CLUSTER, testSystem } from '../place';

const annotationsOf = (ownership: Ownership, stateful: boolean, foundBy?: Record<string, string>) =>
  ackMetadata(testSystem().cloud, { name: 'x', namespace: 'shop', ownership, foundBy, stateful }).annotations;

const KEPT = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
};

test('what is created and holds nothing may be removed again', () => {
  expect(annotationsOf(created(), false)).toEqual({ 'services.k8s.aws/region': 'ap-northeast-2' });
});

test('what is created and holds data is deleted neither by Argo CD nor by ACK', () => {
  expect(annotationsOf(created(), true)).toEqual({
    ...KEPT,
    'services.k8s.aws/deletion-policy': 'retain',
    'services.k8s.aws/region': 'ap-northeast-2',
  });
});

test('what is adopted is found by its fields, read only and retained', () => {
  expect(annotationsOf(adopted({ id: '8wwdg03sr6' }), false, { name: 'api', id: 'other' })).toEqual({
    'services.k8s.aws/adoption-fields': '{"id":"8wwdg03sr6","name":"api"}',
    'services.k8s.aws/adoption-policy': 'adopt',
    'services.k8s.aws/deletion-policy': 'retain',
    'services.k8s.aws/read-only': 'true',
    'services.k8s.aws/region': 'ap-northeast-2',
  });
});

test('what is adopted without any field to find it by is refused', () => {
  expect(() => annotationsOf(adopted(), true)).toThrow('x is adopted but nothing says how to find it: pass adopted(');
});

test('an AWS construct outside AWS is refused with a way to mend it', () => {
  expect(() => awsOf(testSystem(CLOUDLESS_CLUSTER).cloud)).toThrow('give the cluster a cloud of type "aws"');
});

test('tags come in the order of their keys', () => {
  expect(awsTags(testSystem().cloud)).toEqual([
    { key: 'Environment', value: 'unit' },
    { key: 'Project', value: 'test' },
  ]);
});
