import { isRecord, recordsIn, textsIn, type Step } from '../../schema/json-path';

type Fields = Readonly<Record<string, unknown>>;
type Labels = Readonly<Record<string, string>>;

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
 * Routes that tell of an alert, of those below one that lets it in. An alert carries labels of its series beside those
 * that it declares: what is asked of one that is not known is taken to hold, and not to hold.
 */
export function routesFor(route: Route, labels: Labels): readonly Route[] {
  const told: Route[] = [];
  let sure = false;
  for (const child of route.routes) {
    const fits = letsIn(child, labels);
    if (fits === 'no') continue;
    told.push(...routesFor(child, labels));
    sure ||= fits === 'yes';
    if (fits === 'yes' && !child.goesOn) break;
  }
  return sure ? told : [...told, route];
}

type Answer = 'yes' | 'no' | 'perhaps';

function letsIn({ matchers }: Route, labels: Labels): Answer {
  const answers = matchers.map(matcher => holds(matcher, labels));
  if (answers.includes('no')) return 'no';
  return answers.includes('perhaps') ? 'perhaps' : 'yes';
}

/** `severity="critical"`, with any of the four operators. */
const MATCHER = /^\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*"?(.*?)"?\s*$/;

function holds(matcher: string, labels: Labels): Answer {
  const [, name = '', operator = '', value = ''] = MATCHER.exec(matcher) ?? [];
  const label = labels[name];
  if (label === undefined) return 'perhaps';
  try {
    const same = operator.endsWith('~') ? new RegExp(`^(?:${value})$`).test(label) : label === value;
    return same === operator.startsWith('!') ? 'no' : 'yes';
  } catch {
    // Go's expressions know forms that ours do not.
    return 'perhaps';
  }
}
