import { isRecord, recordsIn, textsIn, type Step } from '../../schema/json-path';
import { fits, type LabelOf } from './matchers';

type Fields = Readonly<Record<string, unknown>>;

/** A route of Alertmanager: whom it tells of alerts that its matchers let in. */
export interface Route {
  /** Way to it from the configuration. */
  readonly steps: readonly Step[];
  readonly receiver: string;
  readonly matchers: readonly string[];
  /** Whether routes behind it are asked, too. */
  readonly goesOn: boolean;
  /** Times at which it tells nobody, and those at which alone it tells. */
  readonly times: readonly string[];
  readonly routes: readonly Route[];
}

/** The tree of routes of a configuration; nothing where it has none. */
export function routeOf({ route }: Fields): Route | undefined {
  return isRecord(route) ? routeAt(route, ['route'], '') : undefined;
}

function routeAt(fields: Fields, steps: readonly Step[], inherited: string): Route {
  const receiver = typeof fields.receiver === 'string' ? fields.receiver : inherited;
  return {
    steps,
    receiver,
    matchers: textsIn(fields.matchers),
    goesOn: fields.continue === true,
    times: [...textsIn(fields.mute_time_intervals), ...textsIn(fields.active_time_intervals)],
    routes: recordsIn(fields.routes).map(([index, child]) => routeAt(child, [...steps, 'routes', index], receiver)),
  };
}

/** A route and all below it. */
export function allRoutes(route: Route): readonly Route[] {
  return [route, ...route.routes.flatMap(allRoutes)];
}

/**
 * Routes that tell of an alert, of those below one that lets it in. What is asked of a label that nobody knows is taken to
 * hold, and not to hold.
 */
export function routesFor(route: Route, labels: LabelOf): readonly Route[] {
  const told: Route[] = [];
  let sure = false;
  for (const child of route.routes) {
    const answer = fits(child.matchers, labels);
    if (answer === 'no') continue;
    told.push(...routesFor(child, labels));
    sure ||= answer === 'yes';
    if (answer === 'yes' && !child.goesOn) break;
  }
  return sure ? told : [...told, route];
}
