import type { Construct } from 'constructs';
import type { Cluster } from '../../model';
import { Layer, type LayerName } from './layer';
import { Place } from './place';
import { trace, type Trace } from './trace';
import { TracedConstruct } from './traced-construct';

/** What we run: a list of constructs, each in one of four layers. A layer that nothing uses yields no folder. */
export abstract class System extends TracedConstruct {
  /** The cluster that this system runs on. */
  readonly cluster: Cluster;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.cluster = Place.of(this).cluster;
  }

  /** Namespaces, quotas and the policies of a whole namespace. */
  get base(): Layer {
    return this.layer('base');
  }

  /** What lives outside the cluster, made by a cloud's controllers. */
  get cloud(): Layer {
    return this.layer('cloud');
  }

  /** Secrets, data stores, initialisation, services: all that must be ordered. */
  get app(): Layer {
    return this.layer('app');
  }

  /** Monitors and rules. */
  get monitoring(): Layer {
    return this.layer('monitoring');
  }

  /**
   * Called once, when every system of the place is built: for what follows from all of them, whatever their order.
   * @default nothing follows
   */
  complete(): void {}

  /** The system that `construct` belongs to. */
  static of(construct: Construct): System {
    const system = construct.node.scopes.find(scope => scope instanceof System);
    if (system instanceof System) return system;
    throw new Error(`${construct.node.path} belongs to no System; create it in a layer of one`);
  }

  private layer(name: LayerName): Layer {
    return (this.node.tryFindChild(name) as Layer | undefined) ?? new Layer(this, name);
  }
}

/** Lets every system of a place make what follows from all of them. The place is whole afterwards. */
export function completeSystems(place: Place): void {
  for (const child of place.node.children) if (child instanceof System) child.complete();
}

/** A system and its values, as an environment lists it. */
export interface SystemEntry {
  /** Name of the system (`fablink`): first part of its folders' names. */
  readonly id: string;
  /** Values that the environment gives. */
  readonly props: object;
  /** Line of the environment's file that lists it. */
  readonly listedAt: Trace;
  /** Builds from `props`: a copy of the entry with other props builds the other. */
  build(scope: Construct): System;
}

/**
 * Makes the function by which environments list a system: `export const fablink = listed('fablink', Fablink)`.
 * The call in the environment's file is remembered, so that its line is known.
 */
export function listed<P extends object>(
  id: string,
  type: new (scope: Construct, id: string, props: P) => System,
): (props: P) => SystemEntry {
  return function entry(props: P): SystemEntry {
    return {
      id,
      props,
      listedAt: trace(entry),
      build(scope) {
        return new type(scope, id, this.props as P);
      },
    };
  };
}
