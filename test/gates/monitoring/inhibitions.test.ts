import { parse, stringify } from 'yaml';
import { inhibitionFits } from '../../../src/gates/monitoring/alertmanager/inhibition-fits';
import { named, planted, realModel } from '../../real-model';

const model = realModel();

interface Inhibition {
  source_matchers: string[];
  target_matchers: string[];
  equal?: string[];
  [field: string]: unknown;
}

/** What the rule says when more inhibitions stand in the operator's Alertmanager of fablink-prod, from the sixth on. */
function found(...inhibitions: readonly Inhibition[]): readonly string[] {
  return complaints(
    planted(model, named('fablink-prod', 'ExternalSecret/alertmanager-configuration'), object => {
      const { data } = (object['spec'] as { target: { template: { data: Record<string, string> } } }).target.template;
      add(data, ...inhibitions);
    }),
  );
}

/** … in the one of tripgen-dev, which reads files: the third. */
function foundInFiles(inhibition: Inhibition): readonly string[] {
  return complaints(
    planted(model, named('tripgen-dev', 'ConfigMap/alertmanager-settings'), object =>
      add(object['data'] as Record<string, string>, inhibition),
    ),
  );
}

function add(data: Record<string, string>, ...inhibitions: readonly Inhibition[]): void {
  const content = parse(data['alertmanager.yaml'] ?? '') as { inhibit_rules: Inhibition[] };
  content.inhibit_rules.push(...inhibitions);
  data['alertmanager.yaml'] = stringify(content);
}

const complaints = (of: typeof model): readonly string[] =>
  inhibitionFits.check(of).map(({ where, message }) => `${where.path}: ${message}`);

const soon: Inhibition = {
  source_matchers: ['alertname="CertificateExpiringSoon"'],
  target_matchers: ['alertname="CertificateExpiring"'],
  equal: ['environment', 'namespace', 'service'],
};

describe('an inhibition inhibits what it is meant to', () => {
  test('the real ones do, in every environment, and a good one more', () => {
    expect(complaints(model)).toEqual([]);
    expect(found(soon)).toEqual([]);
  });

  test('a source that no alert of the environment fits', () => {
    expect(found({ ...soon, source_matchers: ['alertname="CertificateExpiresSoon"'] })).toEqual([
      expect.stringMatching(
        /inhibit_rules\[5\]\.source_matchers: found alertname="CertificateExpiresSoon", which fits no/,
      ),
    ]);
  });

  test('a source that fits alerts of other environments alone: nobody looks at certificates there', () => {
    expect(foundInFiles(soon)).toEqual([
      expect.stringMatching(/inhibit_rules\[\d\]\.source_matchers: found .*which fits no alert/),
      expect.stringMatching(/inhibit_rules\[\d\]\.target_matchers: found .*which fits no alert/),
    ]);
  });

  test('a target that asks for a label which neither the alert nor its series carry', () => {
    expect(found({ ...soon, target_matchers: ['alertname="CertificateExpiring"', 'slo=~".+"'] })).toEqual([
      expect.stringMatching(/inhibit_rules\[5\]\.target_matchers: found .*slo=~"\.\+", which fits no alert/),
    ]);
  });

  test('an equal label that alerts of neither side carry: Alertmanager takes it for equal', () => {
    expect(found({ ...soon, equal: ['environment', 'region'] })).toEqual([
      expect.stringMatching(
        /inhibit_rules\[5\]\.equal\[1\]: found label region, which no alert of the source and of the target carries/,
      ),
    ]);
  });

  test('an equal label that alerts of one side lack', () => {
    expect(
      found({
        source_matchers: ['alertname="TargetsMissing"', 'service="kube-state-metrics"'],
        target_matchers: ['alertname="ObjectsUnseen"'],
        equal: ['kind'],
      }),
    ).toEqual([expect.stringMatching(/equal\[0\]: found label kind, which no alert of the source carries/)]);
  });

  test('an equal label that some alerts of both sides lack, and some have', () => {
    expect(
      found({
        source_matchers: ['alertname=~"RolloutAborted|TargetsMissing"'],
        target_matchers: ['alertname=~"RolloutPaused|ObjectsUnseen"'],
        equal: ['environment', 'service'],
      }),
    ).toEqual([
      expect.stringMatching(
        /equal\[1\]: found label service, which neither RolloutAborted of the source nor RolloutPaused of the target carries/,
      ),
    ]);
  });

  test('an equal label whose values never meet', () => {
    expect(
      found({
        source_matchers: ['alertname="TargetsMissing"', 'service="blackbox-exporter"'],
        target_matchers: ['alertname="PublicAddressUnseen"'],
        equal: ['environment', 'system'],
      }),
    ).toEqual([
      expect.stringMatching(/equal\[1\]: found label system, .* never have in common: monitoring there, fablink here/),
    ]);
  });

  test('equal labels of which each meets, but never all of them', () => {
    expect(
      found({
        source_matchers: ['alertname=~"VolumeFull|TracesLost"'],
        target_matchers: ['alertname="ObjectsUnseen"'],
        equal: ['system', 'team'],
      }),
    ).toEqual([expect.stringMatching(/equal: found system, team, which no alert of the source has in common/)]);
  });

  test('alerts that fit both sides inhibit neither themselves nor each other', () => {
    expect(found({ source_matchers: ['severity="critical"'], target_matchers: ['slo=~".+"'], equal: ['slo'] })).toEqual(
      expect.arrayContaining([expect.stringMatching(/inhibit_rules\[5\]: found ErrorBudgetBurn on both sides/)]),
    );
  });

  test('alerts that inhibit each other, by two inhibitions: neither is told', () => {
    expect(
      found({
        source_matchers: ['alertname="PublicAddressDown"'],
        target_matchers: ['alertname="ErrorBudgetBurn"', 'slo="availability"'],
        equal: ['environment', 'namespace', 'service'],
      }),
    ).toEqual([
      expect.stringMatching(
        /inhibit_rules\[5\]: found PublicAddressDown → ErrorBudgetBurn → PublicAddressDown: each inhibits the next/,
      ),
    ]);
  });

  test('alerts that inhibit each other in a round of three', () => {
    const explains = (source: string, target: string): Inhibition => ({
      source_matchers: [`alertname="${source}"`],
      target_matchers: [`alertname="${target}"`],
      equal: ['environment'],
    });
    expect(
      found(
        explains('CertificateExpiring', 'PublicAddressDown'),
        explains('PublicAddressDown', 'CertificateExpiringSoon'),
      ),
    ).toEqual([
      expect.stringMatching(
        /inhibit_rules\[6\]: found PublicAddressDown → CertificateExpiringSoon → CertificateExpiring → PublicAddressDown:/,
      ),
    ]);
    expect(found(explains('CertificateExpiring', 'PublicAddressDown'))).toEqual([]);
  });

  test('the dead man’s switch is never inhibited', () => {
    expect(
      found({ source_matchers: ['severity="critical"'], target_matchers: ['severity="info"'], equal: ['environment'] }),
    ).toEqual([
      expect.stringMatching(/inhibit_rules\[5\]\.target_matchers: found Watchdog, which must always be told/),
    ]);
  });

  test('nor is what tells that nobody is told', () => {
    expect(
      foundInFiles({
        source_matchers: ['alertname="NodeNotReady"'],
        target_matchers: ['alertname=~".*Failing"'],
        equal: ['environment'],
      }),
    ).toEqual([expect.stringMatching(/target_matchers: found .*NotificationsFailing.*, which must always be told/)]);
  });

  test('what fires always inhibits nothing', () => {
    expect(found({ ...soon, source_matchers: ['severity="info"'], equal: ['environment'] })).toEqual([
      expect.stringMatching(/source_matchers: found Watchdog, which fires always: what it inhibits is never told/),
    ]);
  });

  test('matchers of the old form, which nobody reads here', () => {
    expect(found({ ...soon, source_match: { severity: 'critical' } })).toEqual([
      expect.stringMatching(/inhibit_rules\[5\]\.source_match: found field source_match/),
    ]);
  });

  test('what only series can tell is left alone: values of their labels, expressions that only Go reads', () => {
    expect(
      found({
        source_matchers: ['alertname="PodRestarts"', 'pod=~"fablink-.*"'],
        target_matchers: ['alertname=~"(?i:podmemory)"'],
        equal: ['environment', 'pod'],
      }),
    ).toEqual([]);
  });
});
