import { policyCoversPods } from '../../../src/gates/network/policy-covers-pods';
import { named, realModel, without } from '../../real-model';
import { said, withPlants } from '../pod-planting';
import { DEV } from './backend';

test('without default-deny and its own policy a pod is open both ways', () => {
  const model = without(realModel(), named(DEV, 'NetworkPolicy/fablink-dev/default-deny'));
  expect(said(policyCoversPods, model)).toEqual([]);
  const open = without(model, named(DEV, 'NetworkPolicy/fablink-backend-check'));
  const labels = '{"app.kubernetes.io/instance":"fablink","app.kubernetes.io/name":"fablink-backend-check"}';
  expect(said(policyCoversPods, open)).toEqual([
    `Job/fablink-dev/fablink-backend-check $.spec.template.metadata.labels: no NetworkPolicy of fablink-dev for ingress selects the pods ${labels.slice(0, 77)}…`,
    `Job/fablink-dev/fablink-backend-check $.spec.template.metadata.labels: no NetworkPolicy of fablink-dev for egress selects the pods ${labels.slice(0, 77)}…`,
  ]);
});

test('a policy for ingress alone leaves the way out open', () => {
  const model = without(
    withPlants([DEV, 'NetworkPolicy/fablink-backend-check', ['spec', 'policyTypes'], ['Ingress']]),
    named(DEV, 'NetworkPolicy/fablink-dev/default-deny'),
  );
  expect(said(policyCoversPods, model)).toHaveLength(1);
});
