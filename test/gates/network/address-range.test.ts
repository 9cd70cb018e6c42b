import { cidrValid } from '../../../src/gates/network/cidr-valid';
import { nodePort } from '../../../src/gates/network/node-port';
import type { Rule } from '../../../src/model';
import { said, withPlants, type Plant } from '../pod-planting';
import { DEV, PROD, INGRESS, BINDING, POLICY } from './backend';

const defects: readonly [defect: string, rule: Rule, plants: readonly Plant[], said: string][] = [
  [
    'a range without a prefix',
    cidrValid,
    [[DEV, POLICY, ['spec', 'egress', 1, 'to', 0, 'ipBlock', 'cidr'], '192.0.2.128']],
    'NetworkPolicy/fablink-dev/fablink-backend $.spec.egress[1].to[0].ipBlock.cidr: found "192.0.2.128", which is no address range',
  ],
  [
    'a range with a wrong byte',
    cidrValid,
    [[DEV, BINDING, ['spec', 'networking', 'ingress', 0, 'from', 0, 'ipBlock', 'cidr'], '10.0.0.256/24']],
    'TargetGroupBinding/fablink-dev/fablink-backend $.spec.networking.ingress[0].from[0].ipBlock.cidr: found "10.0.0.256/24", which is no address range',
  ],
  [
    'a range with host bits',
    cidrValid,
    [[DEV, POLICY, ['spec', 'egress', 1, 'to', 0, 'ipBlock', 'cidr'], '192.0.2.129/27']],
    'NetworkPolicy/fablink-dev/fablink-backend $.spec.egress[1].to[0].ipBlock.cidr: found "192.0.2.129/27", whose address has bits beyond the prefix of 27',
  ],
  [
    'an exception outside its range',
    cidrValid,
    [[DEV, POLICY, ['spec', 'egress', 1, 'to', 0, 'ipBlock', 'except'], ['10.0.0.0/8']]],
    'NetworkPolicy/fablink-dev/fablink-backend $.spec.egress[1].to[0].ipBlock.except[0]: found "10.0.0.0/8", which is no part of "192.0.2.128/27"',
  ],
  [
    'a load balancer that lets in a range with host bits',
    cidrValid,
    [[PROD, INGRESS, ['metadata', 'annotations', 'alb.ingress.kubernetes.io/inbound-cidrs'], '10.0.0.0/8, 10.1.2.3/8']],
    'Ingress/fablink-prod/fablink-backend $.metadata.annotations["alb.ingress.kubernetes.io/inbound-cidrs"]: found "10.1.2.3/8", whose address has bits beyond the prefix of 8',
  ],
];

test.each(defects)('%s is found in real output', (_, rule, plants, message) => {
  expect(said(rule, withPlants(...plants))).toContain(message);
});

test.each(defects)('%s is found once', (_, rule, plants) => {
  expect(said(rule, withPlants(...plants)).length).toBeLessThanOrEqual(rule === nodePort ? 2 : 1);
});

test.each(['10.0.0.0/8', '0.0.0.0/0', '192.0.2.1/32', '2001:db8::/32', '::/0', '::ffff:10.0.0.0/104'])(
  '%s is an address range',
  cidr => {
    const model = withPlants([PROD, POLICY, ['spec', 'egress', 1, 'to'], [{ ipBlock: { cidr } }]]);
    expect(said(cidrValid, model)).toEqual([]);
  },
);

test.each(['10.0.0.0/33', '10.0.0.0/08', '10.0.0/8', '2001:db8::/129', '2001:db8::1/32', 'any', ''])(
  '%s is no address range in its one form',
  cidr => {
    const model = withPlants([PROD, POLICY, ['spec', 'egress', 1, 'to'], [{ ipBlock: { cidr } }]]);
    expect(said(cidrValid, model)).toHaveLength(1);
  },
);

test('a range as large as the one around it excepts everything', () => {
  const block = { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] };
  expect(said(cidrValid, withPlants([PROD, POLICY, ['spec', 'egress', 1, 'to'], [{ ipBlock: block }]]))).toEqual([
    'NetworkPolicy/fablink-prod/fablink-backend $.spec.egress[1].to[0].ipBlock.except[0]: found "10.0.0.0/8", which is no part of "10.0.0.0/8"',
  ]);
});
