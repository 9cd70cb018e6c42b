import { isAssumed } from '../../../src/constructs/structure';
import type { Environment } from '../../../src/environments/environment';
import type { Fact } from '../../../src/model';
import { membersOf, pathOf, type Change, type Place } from './values';

type Values = Readonly<Record<string, unknown>>;

/** Values that stand beside each other, each fine by itself, of which the rest cannot be true. */
interface Spoil {
  /** Names that an object must have. */
  readonly names: readonly string[];
  /** What is put over the values, one mutant each; none where the object is another kind of thing. */
  spoilt(values: Values): readonly Values[];
}

const ONE_ABOVE: Readonly<Record<string, (limit: string) => string>> = {
  cpu: limit => `${parseFloat(limit) * (limit.endsWith('m') ? 1 : 1000) + 1}m`,
  memory: limit => `${parseFloat(limit) * (limit.endsWith('Gi') ? 1024 : 1) + 1}Mi`,
};

const SPOILS: readonly Spoil[] = [
  {
    names: ['requests', 'limits'],
    spoilt: ({ requests, limits }) =>
      Object.entries(ONE_ABOVE).map(([of, above]) => ({
        requests: { ...(requests as Values), [of]: above(String((limits as Values)[of])) },
      })),
  },
  { names: ['min', 'max'], spoilt: ({ max }) => [{ min: Number(max) + 1 }] },
  { names: ['min', 'minAvailable'], spoilt: ({ min }) => [{ minAvailable: min }] },
  {
    names: ['retentionDays', 'immutableDays'],
    spoilt: ({ retentionDays }) => [{ immutableDays: Number(retentionDays) + 1 }],
  },
  {
    names: ['days', 'start', 'end'],
    spoilt: ({ start, end }) => [{ start: end, end: start }, { start: end }, { end: '00:00' }],
  },
  { names: ['vnetId', 'subnetId'], spoilt: ({ vnetId }) => [{ vnetId: `${String(vnetId)}2` }] },
  {
    names: ['host', 'proof'],
    spoilt: ({ host, proof }) => {
      const zone = bare((proof as Values)['zone']);
      return [
        { host: 'api.example.org' },
        // It ends as the zone does, and is another domain.
        { host: `not${String(zone)}` },
        { proof: { ...(proof as Values), zone: `a.${String(host)}` } },
      ];
    },
  },
  {
    names: ['tier', 'queueMegabytes'],
    spoilt: ({ tier }) => ((tier as Values)['type'] === 'basic' ? [{ queueMegabytes: 5121 }] : []),
  },
  {
    names: ['tier', 'size'],
    spoilt: ({ tier }) => [
      ...['Burstable', 'GeneralPurpose', 'MemoryOptimized']
        .filter(other => other !== tier)
        .map(other => ({ tier: other })),
      { size: 'Standard_B2s' },
      { size: 'Standard_E2ds_v5' },
    ],
  },
  { names: ['bufferPool', 'size'], spoilt: () => [{ bufferPool: '64G' }, { bufferPool: '65536M' }] },
  {
    names: ['quantity', 'unit'],
    spoilt: ({ quantity, unit }) => {
      const { least, most } = quantity as { readonly least: number; readonly most: number };
      const halves = [
        { least, most: most + 0.5 },
        { least: least + 0.5, most: most + 1 },
      ];
      return ['hour', 'piece', 'GiB'].includes(String(unit)) ? halves.map(each => ({ quantity: each })) : [];
    },
  },
  { names: ['least', 'most'], spoilt: ({ most }) => [{ least: Number(most) + 1 }, { least: 0, most: 0 }] },
];

/** Keys that cannot be labels. */
const BAD_LABELS = ['', 'a b', '-a', 'a-', 'a/b/c', '/a', 'garam.dev/', 'Garam.dev/a', 'k'.repeat(64), '가람'];

/** Combinations of values that stand beside each other in one object, wherever an environment has them. */
export function relations(environment: Environment): Change[] {
  return [...objectsIn(environment, []).flatMap(place => changesOf(environment, place)), ...gone(environment)];
}

function changesOf(environment: Environment, { steps, value }: Place): Change[] {
  const values = value as Values;
  const path = pathOf(environment, steps);
  const known = Object.fromEntries(Object.entries(values).map(([name, member]) => [name, bare(member)]));
  const pairs = SPOILS.filter(({ names }) => names.every(name => name in values)).flatMap(({ spoilt }) =>
    spoilt(known).map(over => ({ path, steps, value: over, by: { ...values, ...over } })),
  );
  const labels = /(?:^|\.)(?:labels|selector)$/.test(path)
    ? BAD_LABELS.map(key => ({ path, steps, value: { [key]: 'a' }, by: { ...values, [key]: 'a' } }))
    : [];
  return [...pairs, ...labels];
}

/** What is taken away, though something else needs it. */
function gone({ cluster, systems, addOns }: Environment): Change[] {
  const callers = systems.flatMap(({ id, props }) =>
    JSON.stringify(props).includes('"nginx-ingress"') ? [`systems.${id}`] : [],
  );
  const { cloud } = cluster;
  return [
    ...callers.map(path => ({
      path,
      value: addOns.filter(({ name }) => name !== 'nginx-ingress').map(({ name }) => name),
      steps: ['addOns'],
      by: addOns.filter(({ name }) => name !== 'nginx-ingress'),
    })),
    ...(cloud.type === 'azure' && cloud.privateLink
      ? [
          {
            path: 'systems', // which of them needs it, the message says
            value: { privateLink: 'none' },
            steps: ['cluster', 'cloud'],
            by: { ...cloud, privateLink: undefined },
          },
        ]
      : []),
  ];
}

/** Every object below a value, itself not included. */
function objectsIn(value: unknown, steps: readonly string[]): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return membersOf(value, steps).flatMap(member => {
    const isObject = Object.getPrototypeOf(member.value ?? 0) === Object.prototype;
    const inside = objectsIn(member.value, member.steps);
    return isObject && !isAssumed(member.value as Fact<unknown>) ? [member, ...inside] : inside;
  });
}

const bare = (value: unknown): unknown =>
  isAssumed(value as Fact<unknown>) ? (value as { readonly value: unknown }).value : value;
