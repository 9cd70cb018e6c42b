import { Duration } from 'cdk8s';
import { known } from '../../constructs/structure';
import type { Fact } from '../../model';
import { addressRange, contains, overlap, type AddressRange } from './address-range';

/** Values that stand beside each other in one object, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** What must hold between values that stand beside each other, wherever an object has all the names. */
export interface Relation {
  readonly names: readonly string[];
  readonly words: string;
  holds(values: Values): boolean;
}

/** Combinations that no single value gives away. Each is asked only when every value is fine by itself. */
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
    names: ['backupWindow', 'maintenanceWindow'],
    words: 'spans of at least half an hour that do not overlap',
    holds: ({ backupWindow, maintenanceWindow }) => windowsApart(String(backupWindow), String(maintenanceWindow)),
  },
];

/** A number, or a duration's milliseconds; NaN, which nothing is above or below, where the name means something else. */
function amount(value: unknown): number {
  if (value instanceof Duration) return value.toMilliseconds({ integral: false });
  return typeof value === 'number' ? value : NaN;
}

const UNITS: Readonly<Record<string, number>> = { m: 1, '': 1000, Mi: 1, Gi: 1024 };

/** Millicores or MiB of a quantity of a size. */
function quantity(size: unknown, of: string): number {
  const match = /^([\d.]+)(m|Mi|Gi|)$/.exec(String((size as Values)[of]));
  return Number(match?.[1]) * (UNITS[match?.[2] ?? ''] ?? NaN);
}

const ranges = (blocks: unknown): AddressRange[] =>
  [known(blocks as Fact<unknown>)].flat().flatMap(block => addressRange(block) ?? []);

function inside(outer: unknown, blocks: unknown): boolean {
  return ranges(outer).every(range => ranges(blocks).every(block => contains(range, block)));
}

function apart(a: unknown, b: unknown): boolean {
  return ranges(a).every(one => ranges(b).every(other => !overlap(one, other)));
}

const DAY = 24 * 60;

/** Both windows last half an hour at least, and share no minute on any day of the week. */
function windowsApart(daily: string, weekly: string): boolean {
  const [backup = [], maintenance = []] = [daily, weekly].map(window =>
    [...window.matchAll(/(\d\d):(\d\d)/g)].map(([, hour, minute]) => Number(hour) * 60 + Number(minute)),
  );
  const [from, to] = [minutes(backup), minutes(maintenance)];
  return from.size >= 30 && to.size >= 30 && ![...from].some(minute => to.has(minute));
}

/** Minutes of the day from the first to the second, over midnight where the second is smaller. */
function minutes([from = 0, to = 0]: readonly number[]): ReadonlySet<number> {
  const length = (to - from + DAY) % DAY;
  return new Set(Array.from({ length }, (_, minute) => (from + minute) % DAY));
}
