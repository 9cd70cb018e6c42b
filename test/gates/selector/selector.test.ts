import {
  changed,
  closedModel,
  ENVIRONMENT,
  expectFound,
  found,
  set,
  type Defect,
} from '../reference/reference-objects';

const NAME = 'app.kubernetes.io/name';
const template = ['spec', 'template', 'metadata', 'labels'];
const match = ['spec', 'selector', 'matchLabels'];
const WORKLOAD = 'Rollout/fablink-backend';
const in1 = (code: string, path: string) => `${code} Rollout/${ENVIRONMENT}/fablink-backend ${path}: `;

describe('selectors', () => {
  it('are silent on the real environments and on the kinds they do not have yet', () => {
    expect(found(closedModel())).toEqual([]);
  });

  it.each<[string, Defect]>([
    [
      'a label that the template does not carry',
      [
        WORKLOAD,
        [...match, 'tier'],
        'api',
        [in1('selector-in-template', '$.spec.selector.matchLabels.tier'), 'found "tier"', 'there tier is nothing'],
      ],
    ],
    [
      'a version, although the template carries it',
      [
        WORKLOAD,
        [...match, 'app.kubernetes.io/version'],
        '1',
        [
          in1('selector-in-template', '$.spec.selector.matchLabels["app.kubernetes.io/version"]'),
          'changes from release',
        ],
        [in1('selector-in-template', '$.spec.selector.matchLabels["app.kubernetes.io/version"]'), 'do not fulfil'],
      ],
    ],
    [
      'an expression that the template does not fulfil',
      [
        WORKLOAD,
        ['spec', 'selector', 'matchExpressions'],
        [{ key: NAME, operator: 'NotIn', values: ['fablink-backend'] }],
        [
          in1('selector-in-template', '$.spec.selector.matchExpressions[0]'),
          'there app.kubernetes.io/name is "fablink-b',
        ],
      ],
    ],
    [
      'nothing at all',
      [WORKLOAD, ['spec', 'selector'], {}, [in1('selector-in-template', '$.spec.selector'), 'found no selector']],
    ],
  ])('name a selector that holds %s', (_, defect) => {
    expectFound(defect);
  });

  it.each(['StatefulSet/database', 'Rollout/web'])('name a %s whose template lost a label of its selector', which => {
    const model = changed(which, object => set(object, [...template, 'app.kubernetes.io/instance'], 'other'));
    expect(found(model)).toContainEqual(
      expect.stringContaining(
        '$.spec.selector.matchLabels["app.kubernetes.io/instance"]: found "app.kubernetes.io/inst',
      ),
    );
  });

  it('say nothing of a version that stands in the template alone', () => {
    const model = changed(WORKLOAD, object => set(object, [...template, 'app.kubernetes.io/version'], '1'));
    expect(found(model)).toEqual([]);
  });

  it('name a workload that selects the pods of another too', () => {
    expectFound([
      'Rollout/web',
      match,
      { 'app.kubernetes.io/instance': 'shop' },
      [
        `selector-exclusive Rollout/${ENVIRONMENT}/web $.spec.selector: `,
        `found app.kubernetes.io/instance=shop, which selects the pods of StatefulSet/${ENVIRONMENT}/database too`,
        'the pods of this workload alone',
      ],
    ]);
  });
});
