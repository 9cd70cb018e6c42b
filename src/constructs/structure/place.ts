import { Construct } from 'constructs';
import type { Cluster, Declaration, SyncMode, WatchedKind, Watcher } from '../../model';
import { declarationsOf } from './traced-construct';

/** What a system may know of where it runs. */
export interface PlaceProps {
  readonly cluster: Cluster;
  /** Labels that every object carries; opaque to systems. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Who reads what programs here show. @default nobody */
  readonly watchedBy?: Watcher;
  /** When commits reach it. @default automatic */
  readonly sync?: SyncMode;
  /** Kinds of add-ons whose objects are watched, in alphabetical order. @default none */
  readonly watchedKinds?: readonly WatchedKind[];
  /** Namespaces of the add-ons, in alphabetical order. @default none */
  readonly addOnNamespaces?: readonly string[];
}

/**
 * One environment in the construct tree: systems below it ask it for the cluster. The environment's name is for
 * addresses and titles alone; nothing depends on it.
 */
export class Place extends Construct {
  readonly cluster: Cluster;
  readonly labels: Readonly<Record<string, string>>;
  readonly watchedBy: Watcher | undefined;
  readonly sync: SyncMode;
  readonly watchedKinds: readonly WatchedKind[];
  readonly addOnNamespaces: readonly string[];
  #declarations: readonly Declaration[] | undefined;

  constructor(scope: Construct, id: string, props: PlaceProps) {
    super(scope, id);
    this.cluster = props.cluster;
    this.labels = props.labels ?? {};
    this.watchedBy = props.watchedBy;
    this.sync = props.sync ?? 'automatic';
    this.watchedKinds = props.watchedKinds ?? [];
    this.addOnNamespaces = props.addOnNamespaces ?? [];
  }

  /** Everything declared here. Read while rendering, when all systems are built: gathered once, then kept. */
  get declarations(): readonly Declaration[] {
    return (this.#declarations ??= this.node.findAll().flatMap(declarationsOf));
  }

  /** The place that `construct` stands in. */
  static of(construct: Construct): Place {
    const place = construct.node.scopes.find(scope => scope instanceof Place);
    if (place instanceof Place) return place;
    throw new Error(`${construct.node.path} stands in no Place; create systems below a Place`);
  }
}
