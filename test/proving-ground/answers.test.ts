import { warningTexts } from '../../src/proving-ground/client/warning-texts';
import { differences, sameValue } from '../e2e/added-by-server';
import { quantityOf } from '../e2e/quantity';

describe('warnings of the API server', () => {
  test('are read from every header, several to one', () => {
    expect(warningTexts(['299 - "one", 299 - "two"', '299 - "three"'])).toEqual(['one', 'two', 'three']);
  });

  test('keep their quotation marks', () => {
    expect(warningTexts(['299 - "unknown field \\"spec.foo\\""'])).toEqual(['unknown field "spec.foo"']);
  });
});

describe('what a server changed', () => {
  const ours = { metadata: { name: 'a' }, spec: { cpu: '24000m', list: [{ a: 1 }] } };

  test('is nothing when only its bookkeeping, its status and the spelling of quantities differ', () => {
    const metadata = {
      name: 'a',
      uid: 'u',
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: 'now',
      managedFields: [],
    };
    expect(differences(ours, { metadata, spec: { cpu: '24', list: [{ a: 1 }] }, status: {} })).toEqual([]);
  });

  test('is told with path and both values: added, changed, removed', () => {
    expect(differences(ours, { metadata: { name: 'b' }, spec: { list: [{ a: 1, b: 2 }] } })).toEqual([
      { path: 'metadata.name', ours: 'a', theirs: 'b' },
      { path: 'spec.cpu', ours: '24000m', theirs: undefined },
      { path: 'spec.list[].b', ours: undefined, theirs: 2 },
    ]);
  });

  test('is told when a list got longer', () => {
    const live = { metadata: { name: 'a' }, spec: { cpu: '24000m', list: [{ a: 1 }, { a: 2 }] } };
    expect(differences(ours, live)).toEqual([{ path: 'spec.list', ours: [{ a: 1 }], theirs: [{ a: 1 }, { a: 2 }] }]);
  });
});

test.each([
  ['24000m', '24', true],
  ['3072Mi', '3Gi', true],
  ['1G', '1Gi', false],
  ['1', true, false],
])('%s and %s are worth the same: %s', (a, b, same) => expect(sameValue(a, b)).toBe(same));

test('what is no quantity has no worth', () => expect(quantityOf('fablink')).toBeUndefined());
