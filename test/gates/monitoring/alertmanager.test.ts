import { parse, stringify } from 'yaml';
import { routeIsReached } from '../../../src/gates/monitoring/alertmanager/route-is-reached';
import { routeOf, routesFor } from '../../../src/gates/monitoring/alertmanager/routes';
import type { Model } from '../../../src/model';
import { named, planted, realModel } from '../../real-model';

const model = realModel();

interface Route {
  matchers?: string[];
  receiver?: string;
  continue?: boolean;
  mute_time_intervals?: string[];
  routes?: Route[];
}
interface Configuration {
  route: Route & { routes: Route[] };
  receivers: { name: string; slack_configs?: unknown }[];
}

/** What the rule says when a configuration is changed: of the operator's Alertmanager, through an ExternalSecret. */
function found(change: (configuration: Configuration) => void): readonly string[] {
  return complaints(
    planted(model, named('fablink-prod', 'ExternalSecret/alertmanager-configuration'), object => {
      const { data } = (object['spec'] as { target: { template: { data: Record<string, string> } } }).target.template;
      rewrite(data, change);
    }),
  );
}

/** … of the one that reads files. */
function foundInFiles(change: (configuration: Configuration) => void): readonly string[] {
  return complaints(
    planted(model, named('tripgen-dev', 'ConfigMap/alertmanager-settings'), object =>
      rewrite(object['data'] as Record<string, string>, change),
    ),
  );
}

function rewrite(data: Record<string, string>, change: (configuration: Configuration) => void): void {
  const content = parse(data['alertmanager.yaml'] ?? '') as Configuration;
  change(content);
  data['alertmanager.yaml'] = stringify(content);
}

const complaints = (of: Model): readonly string[] =>
  routeIsReached.check(of).map(({ where, message }) => `${where.path}: ${message}`);

const route = (configuration: Configuration, index: number): Route => configuration.route.routes[index] ?? {};

describe('whoever should be told of an alert is told of it', () => {
  test('the real configurations are reached, each route and each receiver', () => {
    expect(complaints(model)).toEqual([]);
  });

  test('a matcher with a slip of the pen takes nothing', () => {
    expect(found(content => (route(content, 1).matchers = ['severity="critcal"']))).toEqual([
      expect.stringMatching(/route\.routes\[1\]\.matchers: found severity="critcal", which fits no alert/),
    ]);
  });

  test('a route behind one that takes its alerts is never reached', () => {
    expect(foundInFiles(content => (route(content, 1).matchers = ['severity=~"critical|warning"']))).toEqual([
      expect.stringMatching(/route\.routes\[2\]\.matchers: found severity="warning"/),
    ]);
    expect(
      foundInFiles(content =>
        Object.assign(route(content, 1), { matchers: ['severity=~"critical|warning"'], continue: true }),
      ),
    ).toEqual([]);
  });

  test('a receiver that is not there, and one that nobody names', () => {
    expect(found(content => (route(content, 1).receiver = 'pager'))).toEqual([
      expect.stringMatching(/route\.routes\[1\]: found receiver "pager", which is not there/),
      expect.stringMatching(/receivers\[0\]\.name: found receiver critical, which no route names/),
    ]);
  });

  test('times that are not there', () => {
    expect(foundInFiles(content => (route(content, 1).mute_time_intervals = ['nights']))).toEqual([
      expect.stringMatching(/route\.routes\[1\]: found time interval "nights", which is not there/),
    ]);
  });

  test('an alert that goes to a receiver without an address; what always fires may', () => {
    expect(
      foundInFiles(content => {
        for (const receiver of content.receivers) if (receiver.name === 'critical') delete receiver.slack_configs;
      }),
    ).toEqual([
      expect.stringMatching(/route\.routes\[1\]\.receiver: found .*TargetsMissing.*, of which nobody is told/),
    ]);
  });

  test('a text that is no configuration', () => {
    expect(
      complaints(
        planted(model, named('tripgen-dev', 'ConfigMap/alertmanager-settings'), object => {
          (object['data'] as Record<string, string>)['alertmanager.yaml'] = 'route: [';
        }),
      ),
    ).toEqual([expect.stringMatching(/found no YAML with a route/)]);
  });
});

describe('an alert walks through the routes as in Alertmanager', () => {
  const receiversFor = (top: Route, labels: Record<string, string>): readonly string[] =>
    routesFor(routeOf({ route: top }) ?? fail(), label => labels[label]).map(({ receiver }) => receiver);
  const fail = (): never => {
    throw new Error('no route');
  };
  const tree: Route = {
    receiver: 'rest',
    routes: [
      { matchers: ['team="db"'], receiver: 'db', continue: true, routes: [{ matchers: ['severity!="critical"'] }] },
      { matchers: ['severity=~"crit.*"'], receiver: 'pager' },
      { matchers: ['zone="a"'], receiver: 'zone' },
    ],
  };

  test.each([
    [{ team: 'db', severity: 'critical', zone: 'b' }, ['db', 'pager']],
    [{ team: 'db', severity: 'warning', zone: 'b' }, ['db']],
    [{ team: 'web', severity: 'warning', zone: 'b' }, ['rest']],
    [{ team: 'web', severity: 'critical', zone: 'a' }, ['pager']],
    [{ team: 'web', severity: 'warning', zone: 'a' }, ['zone']],
  ])('%j reaches %j', (labels, receivers) => {
    expect(receiversFor(tree, labels)).toEqual(receivers);
  });

  test('what is asked of a label that only its series carry may hold or not', () => {
    expect(receiversFor(tree, { team: 'web', severity: 'warning' })).toEqual(['zone', 'rest']);
  });
});
