import { Duration } from 'cdk8s';
import { addressRange, contains, overlap, type AddressRange } from './address-range';

/** Values that stand beside each other in one object, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** What must hold between values that stand beside each other, wherever an object has all the names. */
export interface Relation {
  readonly names: readonly string[];
  readonly words: string;
  holds(values: Values): boolean;
}

/** Combinations that no single value gives away. Each is asked only when every value is fine by itself, without facts. */
export const RELATIONS: readonly Relation[] = [
  { names: ['min', 'max'], words: 'min at most max', holds: ({ min, max }) => !(amount(min) > amount(max)) },
  {
    names: ['min', 'minAvailable'],
    words: 'minAvailable below min, or no node could be drained',
    holds: ({ min, minAvailable }) => !(amount(minAvailable) >= amount(min)),
  },
  {
    names: ['requests', 'limits'],
    words: 'each request at most its limit',
    holds: ({ requests, limits }) => ['cpu', 'memory'].every(of => !(quantity(requests, of) > quantity(limits, of))),
  },
  {
    names: ['every', 'timeout'],
    words: 'a timeout that ends before the next check',
    holds: ({ every, timeout }) => !(amount(timeout) > amount(every)),
  },
  {
    names: ['interval', 'timeout'],
    words: 'a timeout below the interval',
    holds: ({ interval, timeout }) => !(amount(timeout) >= amount(interval)),
  },
  {
    names: ['vpcCidr', 'nodeCidrs'],
    words: 'nodeCidrs inside vpcCidr',
    holds: ({ vpcCidr, nodeCidrs }) => inside(vpcCidr, nodeCidrs),
  },
  {
    names: ['vpcCidr', 'loadBalancerCidrs'],
    words: 'loadBalancerCidrs inside vpcCidr',
    holds: ({ vpcCidr, loadBalancerCidrs }) => inside(vpcCidr, loadBalancerCidrs),
  },
  {
    names: ['vpcCidr', 'serviceCidr'],
    words: 'a serviceCidr outside vpcCidr',
    holds: ({ vpcCidr, serviceCidr }) => apart(vpcCidr, serviceCidr),
  },
  {
    names: ['region', 'keyArn'],
    words: 'a key of the same region',
    holds: ({ region, keyArn }) => String(keyArn).split(':')[3] === region,
  },
  {
    names: ['vnetId', 'subnetId'],
    words: 'a subnet of the virtual network vnetId',
    holds: ({ vnetId, subnetId }) => String(subnetId).startsWith(`${String(vnetId)}/`),
  },
  {
    names: ['host', 'proof'],
    words: 'a host inside the zone that proves it',
    holds: ({ host, proof }) => {
      const { zone } = proof as Values;
      return typeof zone !== 'string' || `.${String(host)}`.endsWith(`.${zone}`);
    },
  },
  {
    names: ['days', 'start', 'end'],
    words: 'an end after the start, on the same day',
    // Both have two digits for the hour, so that text sorts as time does.
    holds: ({ start, end }) => String(start) < String(end),
  },
  {
    names: ['retentionDays', 'immutableDays'],
    words: 'immutableDays at most retentionDays, or backups would be removed that cannot be',
    holds: ({ retentionDays, immutableDays }) => !(amount(immutableDays) > amount(retentionDays)),
  },
  {
    names: ['tier', 'queueMegabytes'],
    words: 'queues of at most 5120 MB in the tier basic of Service Bus',
    holds: ({ tier, queueMegabytes }) => (tier as Values).type !== 'basic' || amount(queueMegabytes) <= 5120,
  },
  {
    names: ['tier', 'size'],
    words: 'a size of the tier: B of Burstable, D of GeneralPurpose, E of MemoryOptimized',
    holds: ({ tier, size }) => {
      const series = SERIES[String(tier)];
      return series === undefined || String(size).startsWith(`Standard_${series}`);
    },
  },
  {
    names: ['bufferPool', 'size'],
    words: 'a bufferPool below the limit of the memory',
    holds: ({ bufferPool, size }) => !(quantity({ bufferPool: `${String(bufferPool)}i` }, 'bufferPool') >= limit(size)),
  },
  {
    names: ['least', 'most'],
    words: 'least at most most, and most above zero',
    holds: ({ least, most }) => !(amount(least) > amount(most)) && amount(most) !== 0,
  },
  {
    names: ['quantity', 'unit'],
    words: 'whole numbers of what is held (hour, piece, GiB); only what is used has fractions',
    holds: ({ quantity: held, unit }) =>
      !['hour', 'piece', 'GiB'].includes(String(unit)) || Object.values(held as Values).every(Number.isInteger),
  },
  {
    names: ['backupWindow', 'maintenanceWindow'],
    words: 'spans of at least half an hour that do not overlap',
    holds: ({ backupWindow, maintenanceWindow }) => windowsApart(String(backupWindow), String(maintenanceWindow)),
  },
  {
    names: ['maintenanceWindow'],
    words: 'a span of at least half an hour',
    holds: ({ maintenanceWindow }) => minutes(timesIn(String(maintenanceWindow))).size >= 30,
  },
];

/** A number, or a duration's milliseconds; NaN, which nothing is above or below, where the name means something else. */
function amount(value: unknown): number {
  if (value instanceof Duration) return value.toMilliseconds({ integral: false });
  return typeof value === 'number' ? value : NaN;
}

/** First letter of the machines of each tier of a PostgreSQL server. */
const SERIES: Readonly<Record<string, string>> = { Burstable: 'B', GeneralPurpose: 'D', MemoryOptimized: 'E' };

const UNITS: Readonly<Record<string, number>> = { m: 1, '': 1000, Mi: 1, Gi: 1024 };

/** Millicores or MiB of a quantity of a size. */
function quantity(size: unknown, of: string): number {
  const match = /^([\d.]+)(m|Mi|Gi|)$/.exec(String((size as Values)[of]));
  return Number(match?.[1]) * (UNITS[match?.[2] ?? ''] ?? NaN);
}

/** MiB that a container of a size may have. */
function limit(size: unknown): number {
  return quantity((size as Values)['limits'], 'memory');
}

const ranges = (blocks: unknown): AddressRange[] => [blocks].flat().flatMap(block => addressRange(block) ?? []);

function inside(outer: unknown, blocks: unknown): boolean {
  return ranges(outer).every(range => ranges(blocks).every(block => contains(range, block)));
}

function apart(a: unknown, b: unknown): boolean {
  return ranges(a).every(one => ranges(b).every(other => !overlap(one, other)));
}

const DAY = 24 * 60;

/** Both windows last half an hour at least, and share no minute on any day of the week. */
function windowsApart(daily: string, weekly: string): boolean {
  const [from, to] = [minutes(timesIn(daily)), minutes(timesIn(weekly))];
  return from.size >= 30 && to.size >= 30 && ![...from].some(minute => to.has(minute));
}

/** Times of day in a text, in minutes. */
function timesIn(window: string): readonly number[] {
  return [...window.matchAll(/(\d\d):(\d\d)/g)].map(([, hour, minute]) => Number(hour) * 60 + Number(minute));
}

/** Minutes of the day from the first to the second, over midnight where the second is smaller. */
function minutes([from = 0, to = 0]: readonly number[]): ReadonlySet<number> {
  const length = (to - from + DAY) % DAY;
  return new Set(Array.from({ length }, (_, minute) => (from + minute) % DAY));
}
