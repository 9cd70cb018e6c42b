import { App } from 'cdk8s';
import { Place } from '../constructs/structure';
import type { Environment } from '../environments/environment';

/** An environment as its systems see it, still empty. */
export function placeOf({ name, cluster, labels, watchedBy, delivery, addOns }: Environment): Place {
  return new Place(new App(), name, {
    cluster,
    sync: delivery.sync,
    watchedKinds: addOns.flatMap(({ watchedKinds = [] }) => watchedKinds).sort(),
    addOnNamespaces: [...new Set(addOns.map(({ namespace }) => namespace))].sort(),
    ...(labels && { labels }),
    ...(watchedBy && { watchedBy }),
  });
}
