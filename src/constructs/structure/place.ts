import { Construct } from 'constructs';
import type { Cluster, Declaration } from '../../model';
import { declarationsOf } from './traced-construct';

/** What a system may know of where it runs. */
export interface PlaceProps {
  readonly cluster: Cluster;
  /** Labels that every object carries; opaque to systems. @default none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** One environment in the construct tree: systems below it ask it for the cluster, never for the environment's name. */
export class Place extends Construct {
  readonly cluster: Cluster;
  readonly labels: Readonly<Record<string, string>>;
  #declarations: readonly Declaration[] | undefined;

  constructor(scope: Construct, id: string, props: PlaceProps) {
    super(scope, id);
    this.cluster = props.cluster;
    this.labels = props.labels ?? {};
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
