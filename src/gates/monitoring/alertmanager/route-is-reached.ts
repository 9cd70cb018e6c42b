import { modelRule } from '../../pod/rule-forms';
import { nameList } from '../../reference/reference-rule';
import { recordsIn, type Step } from '../../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../../schema/object-rule';
import { alertsOf, type SentAlert } from './alerts';
import { configurationsIn, type ConfigurationAt } from './configurations';
import { allRoutes, routeOf, routesFor, type Route } from './routes';

const example =
  'route: { receiver: info, routes: [{ matchers: [severity="critical"], receiver: critical }] }\nreceivers: [{ name: critical, pagerduty_configs: […] }, { name: info, email_configs: […] }]';
const text: RuleTexts = {
  en: {
    rule: 'Alertmanager’s configuration is YAML with a route; every route that has matchers is reached by an alert of the environment, names a receiver and times that are there, and every receiver is named by a route; no alert but one that always fires reaches a receiver that tells nobody.',
    reason:
      'A matcher with a slip of the pen takes nothing, and what it was written for goes to whoever gets the rest: the pager stays silent, and nothing says so.',
    example,
  },
  ko: {
    rule: 'Alertmanager 설정은 route가 있는 YAML이다. matchers가 있는 모든 경로에는 환경의 알림이 하나는 도달하고, 경로가 가리키는 수신자와 시간대는 있어야 하며, 모든 수신자를 어느 경로든 가리킨다. 항상 울리는 알림이 아니면 아무에게도 알리지 않는 수신자에 도달하지 않는다.',
    reason:
      'matcher에 오타가 있으면 아무것도 잡지 못하고, 원래 받아야 할 알림은 나머지를 받는 사람에게 간다. 호출기는 울리지 않고, 그 사실을 알려 주는 것도 없다.',
    example,
  },
};

/** Whoever should be told of an alert is told of it. */
export const routeIsReached = modelRule('route-is-reached', text, function* (model) {
  for (const configuration of model.manifests.flatMap(configurationsIn)) {
    const { manifest, steps } = configuration;
    const alerts = alertsOf(model).get(manifest.environment) ?? [];
    for (const complaint of complaintsOf(configuration, alerts))
      yield [manifest, { ...complaint, steps: [...steps, ...complaint.steps] }];
  }
});

function* complaintsOf({ content }: ConfigurationAt, alerts: readonly SentAlert[]): Iterable<ComplaintAt> {
  const top = content && routeOf(content);
  if (!content || !top) {
    yield {
      steps: [],
      message: 'found no YAML with a route',
      expected: 'a configuration of Alertmanager',
      mend: 'write it by configurationOf',
    };
    return;
  }
  const receivers = receiversIn(content.receivers);
  const names = receivers.map(({ name }) => name);
  const silent = new Set(receivers.filter(({ tells }) => !tells).map(({ name }) => name));
  const times = recordsIn(content.time_intervals).map(([, { name }]) => String(name));
  const reached = new Map<Route, SentAlert[]>();
  for (const alert of alerts)
    for (const route of routesFor(top, alert.labels)) reached.set(route, [...(reached.get(route) ?? []), alert]);

  const routes = allRoutes(top);
  yield* routes.flatMap(route => [
    ...notThere(route, 'receiver', [route.receiver], names),
    ...notThere(route, 'time interval', route.times, times),
    ...toNobody(route, silent.has(route.receiver) ? (reached.get(route) ?? []) : []),
    ...notReached(route, reached),
  ]);
  yield* receivers.filter(({ name }) => !routes.some(({ receiver }) => receiver === name)).map(notNamed);
}

/** Somebody who may be told, or nobody by a name. */
interface Receiver {
  readonly steps: readonly Step[];
  readonly name: string;
  readonly tells: boolean;
}

function receiversIn(list: unknown): readonly Receiver[] {
  return recordsIn(list).map(([index, receiver]) => ({
    steps: ['receivers', index],
    name: String(receiver.name),
    tells: Object.keys(receiver).some(key => key.endsWith('_configs')),
  }));
}

function notNamed({ steps, name }: Receiver): ComplaintAt {
  return {
    steps: [...steps, 'name'],
    message: `found receiver ${name}, which no route names`,
    expected: 'a receiver that is told something',
    mend: 'give it a route, or take it out',
  };
}

function notThere(
  { steps }: Route,
  what: string,
  names: readonly string[],
  known: readonly string[],
): readonly ComplaintAt[] {
  return names
    .filter(name => !known.includes(name))
    .map(name => ({
      steps,
      message: `found ${what} ${JSON.stringify(name)}, which is not there`,
      expected: `one of ${nameList(known)}`,
      mend: `name a ${what} that the configuration has: Alertmanager refuses this one and works on with the old`,
    }));
}

/** An alert that always fires is sent for its silence. */
function toNobody({ steps }: Route, alerts: readonly SentAlert[]): readonly ComplaintAt[] {
  const told = alerts.filter(({ firesAlways }) => !firesAlways).map(({ name }) => name);
  if (told.length === 0) return [];
  return [
    {
      steps: [...steps, 'receiver'],
      message: `found ${nameList([...new Set(told)])}, of which nobody is told`,
      expected: 'a receiver with an address for every alert that can be well',
      mend: 'narrow the matchers of the route, or give the receiver somebody to tell',
    },
  ];
}

/** A route without matchers takes what the others leave, be it nothing. */
function notReached(route: Route, reached: ReadonlyMap<Route, unknown>): readonly ComplaintAt[] {
  if (route.matchers.length === 0 || allRoutes(route).some(each => reached.has(each))) return [];
  return [
    {
      steps: [...route.steps, 'matchers'],
      message: `found ${route.matchers.join(', ')}, which fits no alert that gets here`,
      expected: 'labels of an alert of the environment, which no route before it takes',
      mend: 'correct the matchers, put the route before the one that takes its alerts, or take it out',
    },
  ];
}
