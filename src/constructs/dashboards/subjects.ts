import type { IConstruct } from 'constructs';
import { RedisCache, StatefulStore, StoreExporter } from '../data-store';
import {
  AddressProbe,
  AlarmedPods,
  Monitor,
  WatchedBackup,
  WatchedService,
  WatchedVolumes,
  type JudgedBackup,
  type JudgedService,
  type StoreHealth,
  type WatchedAddress,
  type WatchedClaims,
  type WatchedPods,
} from '../monitoring';
import { System, type Place } from '../structure';
import { AddedPanel } from './added-panel';

/** A data store that runs in the cluster. */
export interface Store extends WatchedPods {
  /** Ready pods below which it serves nobody. */
  readonly needs: number;
  /** Its system. */
  readonly system: string;
}

/** Pods, and when somebody is told of what they use. */
export type Used = NonNullable<WatchedService['used']>;

/** Pods, and when somebody is told of connections of theirs that fail. */
export type Connecting = NonNullable<WatchedService['connecting']>;

/** What dashboards show of a system, or of all systems of a place. */
export interface Subjects {
  readonly monitors: readonly Monitor[];
  /** Services whose requests are counted. */
  readonly judged: readonly JudgedService[];
  /** Those of them whose users are promised something. */
  readonly promising: readonly JudgedService[];
  /** Pods of which somebody is told what CPU and memory they use. */
  readonly used: readonly Used[];
  /** Services whose connections to a database are counted when they fail. */
  readonly connecting: readonly Connecting[];
  /** Public addresses that somebody looks at from outside. */
  readonly addresses: readonly WatchedAddress[];
  readonly stores: readonly Store[];
  /** What exporters tell of them. */
  readonly health: readonly StoreHealth[];
  /** Volumes of which somebody is told when they fill up. */
  readonly volumes: readonly WatchedClaims[];
  /** Backups of them that are made by schedule. */
  readonly backups: readonly JudgedBackup[];
  readonly added: readonly AddedPanel[];
}

/** Everything below a construct that a dashboard shows, in the order in which it was declared. */
export function subjectsIn(root: IConstruct): Subjects {
  const all = root.node.findAll();
  const of = <T>(type: abstract new (...given: never[]) => T): readonly T[] =>
    all.filter((each): each is IConstruct & T => each instanceof type);
  const services = of(WatchedService);
  const judges = (some: readonly WatchedService[]): readonly JudgedService[] =>
    some.flatMap(({ judges: service }) => (service ? [service] : []));
  return {
    monitors: of(Monitor),
    judged: judges(services),
    promising: judges(services.filter(({ serviceLevel }) => serviceLevel !== undefined)),
    used: [...services.flatMap(({ used }) => (used ? [used] : [])), ...of(AlarmedPods).map(({ used }) => used)],
    connecting: services.flatMap(({ connecting }) => (connecting ? [connecting] : [])),
    addresses: of(AddressProbe).map(({ watched }) => watched),
    stores: all.flatMap(each => storeOf(each)),
    health: of(StoreExporter).map(({ health }) => health),
    volumes: of(WatchedVolumes).map(({ watched }) => watched),
    backups: of(WatchedBackup).map(({ judged }) => judged),
    added: of(AddedPanel),
  };
}

function storeOf(each: IConstruct): readonly Store[] {
  if (each instanceof StatefulStore) {
    const { name, namespace, needs } = each;
    return [{ name, namespace, needs, system: System.of(each).node.id }];
  }
  if (each instanceof RedisCache) {
    const { service: name, namespace } = each.endpoint;
    return [{ name, namespace, needs: 1, system: System.of(each).node.id }];
  }
  return [];
}

/** The systems of a place, in the order in which the environment lists them. */
export function systemsOf(place: Place): readonly System[] {
  return place.node.children.filter((each): each is System => each instanceof System);
}

/** Whether a list has something in it. */
export function some<T>(list: readonly T[]): list is readonly [T, ...T[]] {
  return list.length > 0;
}
