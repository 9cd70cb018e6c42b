import { CUSTOM_RESOURCES } from '../../src/constructs/monitoring';
import { environments } from '../../src/environments';
import type { AlertDeclaration, Declared } from '../../src/model';
import { configurationOf, customResourceRules, rightsOn } from '../../src/systems/monitoring/custom-resources';
import { realModel } from '../real-model';

const alerts = realModel().declarations.filter((each): each is Declared<AlertDeclaration> => each.type === 'alert');
const watched = environments.filter(({ watchedBy }) => watchedBy !== undefined);
const namesIn = (environment: string): readonly string[] =>
  alerts.filter(each => each.environment === environment && each.rule === 'custom-resources').map(({ name }) => name);

const OF_APPLICATIONS = [
  'ApplicationOutOfSync',
  'ApplicationUnknown',
  'ApplicationDegraded',
  'ApplicationStuck',
  'ArgoCdStopped',
];

describe('ALL-02 what is told of add-ons', () => {
  test.each(watched.map(({ name, addOns }) => [name, addOns.map(addOn => addOn.name)] as const))(
    '%s hears of what it has, and of nothing else',
    (name, addOns) => {
      const certificates = addOns.includes('cert-manager')
        ? ['CertificateNotReady', 'CertificateNotRenewed', 'CertificateRunningOut']
        : [];
      const secrets = addOns.includes('external-secrets') ? ['SecretNotSynced', 'SecretStale'] : [];
      const releases = addOns.includes('argo-rollouts') ? ['RolloutAborted', 'RolloutPaused'] : [];
      const told = [...OF_APPLICATIONS, ...certificates, ...secrets, ...releases];
      expect(namesIn(name).filter(each => each !== 'ObjectsUnseen')).toEqual(told);
      const kinds = [OF_APPLICATIONS, certificates, secrets, releases].filter(each => each.length > 0).length;
      expect(namesIn(name).filter(each => each === 'ObjectsUnseen')).toHaveLength(kinds);
    },
  );

  test.each(watched.map(({ name, delivery }) => [name, delivery.sync] as const))(
    'FP-18 %s, where syncs are %s, waits that long for one',
    (name, sync) => {
      const found = alerts.find(each => each.environment === name && each.name === 'ApplicationOutOfSync');
      expect(found?.for).toBe(sync === 'approved' ? '24h' : '30m');
    },
  );

  test('what is silent beside TargetsMissing of kube-state-metrics carries its name', () => {
    const unseen = alerts.filter(({ name }) => name === 'ObjectsUnseen');
    expect(unseen.length).toBeGreaterThan(watched.length);
    for (const { labels, environment } of unseen) {
      const { service } = labels;
      expect(service).toBe('kube-state-metrics');
      const missing = alerts.filter(each => each.environment === environment && each.name === 'TargetsMissing');
      expect(missing.map(each => each.labels['service'])).toContain(service);
    }
  });

  test('TG-01, MM-01 a watched environment with a certificate of cert-manager is told of it', () => {
    const { manifests } = realModel();
    const having = new Set(
      manifests
        .filter(({ object }) => object.kind === 'Certificate' && object.apiVersion === 'cert-manager.io/v1')
        .map(({ environment }) => environment),
    );
    expect([...having].sort()).toEqual(['memo-prod', 'tripgen-dev', 'tripgen-prod']);
    for (const environment of having) {
      const told = alerts.filter(each => each.environment === environment && each.name.startsWith('Certificate'));
      const asked = told.map(({ name, expr, for: lasting }) => [name, /[<=]=? \d+$/.exec(expr)?.[0], lasting]);
      expect(asked).toEqual(
        expect.arrayContaining([
          ['CertificateNotReady', '== 0', '1h'],
          ['CertificateNotRenewed', `< ${14 * 86_400}`, '1h'],
          ['CertificateRunningOut', `< ${3 * 86_400}`, '15m'],
        ]),
      );
    }
  });

  test('rights follow from the kinds: their groups, and the definitions', () => {
    expect(rightsOn(['applications', 'rollouts']).map(({ apiGroups, resources }) => [apiGroups, resources])).toEqual([
      [['apiextensions.k8s.io'], ['customresourcedefinitions']],
      [['argoproj.io'], ['applications', 'rollouts']],
    ]);
    expect(configurationOf(['applications'])).not.toContain('Rollout');
  });

  test('every state that an alert asks for is one that the configuration names', () => {
    const kinds = ['applications', 'certificates', 'externalsecrets', 'rollouts'] as const;
    const rules = customResourceRules(kinds, 'approved', { name: 'a', namespace: 'b' }).flatMap(each => each.alerts);
    const asked = rules.flatMap(({ expr }) =>
      [...expr.matchAll(/(kube_\w+)\{status=~?"([^"]+)"\}/g)].flatMap(([, metric, states = '']) =>
        states.split('|').map(state => [metric, state] as const),
      ),
    );
    const named = kinds.flatMap(kind =>
      Object.values(CUSTOM_RESOURCES[kind].metrics).flatMap(metric =>
        'states' in metric ? metric.states.map((state: string) => `${metric.name} ${state}`) : [],
      ),
    );
    expect(asked.length).toBe(7);
    expect(asked.map(each => each.join(' ')).filter(each => !named.includes(each))).toEqual([]);
  });
});
