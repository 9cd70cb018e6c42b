import { managedAddOn } from '../../../src/gates/reference/aws/managed-add-on';
import type { Model } from '../../../src/model';
import { named, planted, realModel, without } from '../../real-model';

const ADD_ON = 'Addon/amazon-cloudwatch-observability';

type Spec = { addonVersion?: string; configurationValues: string; clusterName: string };

const changed = (change: (spec: Spec) => void): Model =>
  planted(realModel(), named('fablink-prod', ADD_ON), object => change(object['spec'] as Spec));

const found = (model: Model): readonly string[] =>
  managedAddOn.check(model).map(({ where, message }) => `${where.path}: ${message}`);

test('what is committed has nothing of it', () => {
  expect(found(realModel())).toEqual([]);
});

test.each([undefined, 'latest', 'v4.4.0'])('an add-on of version %s is found', version => {
  const moved = changed(spec => {
    if (version === undefined) delete spec.addonVersion;
    else spec.addonVersion = version;
  });
  expect(found(moved)).toEqual([expect.stringMatching(/^\$\.spec\.addonVersion: found /)]);
});

test('values that EKS could not read are found', () => {
  expect(found(changed(spec => (spec.configurationValues = 'containerLogs: off')))).toEqual([
    '$.spec.configurationValues: found values that are no JSON object',
  ]);
});

test.each(['{}', '{"containerLogs":{"enabled":true}}'])(
  'lines that two collectors would send are found: %s',
  values => {
    expect(found(changed(spec => (spec.configurationValues = values)))).toEqual([
      expect.stringMatching(/^\$\.spec\.configurationValues\.containerLogs\.enabled: found .*Fluent Bit/),
    ]);
  },
);

test('where no Fluent Bit of ours collects lines, the add-on’s may', () => {
  const alone = {
    ...realModel(),
    declarations: realModel().declarations.filter(({ type }) => type !== 'log-collection'),
  };
  const open = planted(alone, named('fablink-prod', ADD_ON), object => {
    (object['spec'] as Spec).configurationValues = '{}';
  });
  expect(found(open)).toEqual([]);
});

test('pods that nobody counts are found', () => {
  const { declarations } = realModel();
  const uncounted = { ...realModel(), declarations: declarations.filter(({ type }) => type !== 'managed-add-on') };
  expect(found(uncounted)).toEqual([expect.stringContaining('of whose pods nobody has told')]);
});

test('a group that nobody keeps is found', () => {
  const lost = without(realModel(), named('fablink-prod', 'LogGroup/fablink-cluster-prod-performance'));
  expect(found(lost)).toEqual([
    '$.spec.clusterName: found "fablink-cluster-prod", of which no LogGroup is called /aws/containerinsights/fablink-cluster-prod/performance',
  ]);
});
