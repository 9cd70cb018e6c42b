import { rules } from '../../src/gates';
import type { KubeObject, Model } from '../../src/model';
import { partOf, realModel } from '../real-model';

type Change = (value: unknown) => unknown;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy in which every value at the end of a branch is changed. */
function leaves(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map(each => leaves(each, change));
  if (!isRecord(value)) return change(value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, leaves(each, change)]));
}

/** A copy in which every list and map below the top is changed. */
function branches(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return change(value.map(each => branches(each, change)));
  if (!isRecord(value)) return value;
  return change(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, branches(each, change)])));
}

/** Everything of an object but its name and kind, which say what it is. */
const changed = ({ apiVersion, kind, metadata, ...rest }: KubeObject, change: Change): KubeObject => {
  const { name, namespace, ...others } = metadata;
  const kept = { name, ...(namespace !== undefined && { namespace }) };
  const metadataOf = (all: unknown): object => ({ ...(isRecord(all) ? all : {}), ...kept });
  return {
    apiVersion,
    kind,
    metadata: metadataOf(change(others)),
    ...(change(rest) as object),
  } as unknown as KubeObject;
};

const eachKey = (value: unknown, change: Change): unknown =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, change(each)])) : value;

/** What people and templates write by mistake, in every place at once. */
const CHANGES: Readonly<Record<string, Change>> = {
  'numbers where there is text': value => leaves(value, leaf => (typeof leaf === 'string' ? 5 : leaf)),
  'text where there are numbers': value => leaves(value, leaf => (typeof leaf === 'number' ? 'many' : leaf)),
  'nothing at the end of every branch': value => leaves(value, () => null),
  'maps at the end of every branch': value => leaves(value, () => ({})),
  'annotations that are numbers': value =>
    isRecord(value) && 'annotations' in value
      ? { ...value, annotations: eachKey(value['annotations'], () => 5) }
      : value,
  'labels that are numbers': value =>
    isRecord(value) && 'labels' in value ? { ...value, labels: eachKey(value['labels'], () => 5) } : value,
  'empty text': value => leaves(value, leaf => (typeof leaf === 'string' ? '' : leaf)),
  'lists that are maps': value => branches(value, each => (Array.isArray(each) ? { ...each } : each)),
  'lists that are empty': value => branches(value, each => (Array.isArray(each) ? [] : each)),
  'lists of nothing': value => branches(value, each => (Array.isArray(each) ? [null] : each)),
  'parts that are text': value => eachKey(value, () => 'text'),
  'parts that are nothing': value => eachKey(value, () => null),
  'parts whose parts are text': value => eachKey(value, each => eachKey(each, () => 'text')),
};

describe.each(['fablink-prod', 'tripgen-dev'])('values of a wrong kind everywhere in %s', environment => {
  const model = partOf(realModel(), environment);

  test.each(Object.entries(CHANGES))('%s: every rule answers, none breaks', (_, change) => {
    const manifests = model.manifests.map(each => ({ ...each, object: changed(each.object, change) }));
    const broken: Model = { ...model, manifests };
    const failures = rules.flatMap(rule => {
      try {
        rule.check(broken);
        return [];
      } catch (error) {
        return [`${rule.code}: ${(error as Error).stack?.split('\n').slice(0, 2).join(' ')}`];
      }
    });
    expect(failures).toEqual([]);
  });
});
