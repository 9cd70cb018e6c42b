import { Duration } from 'cdk8s';
import { fixed } from '../../../src/constructs/scaling';
import { Service, size } from '../../../src/constructs/workload';
import type { Origin } from '../../../src/model';
import { objectOf, testSystem } from '../place';
import { read } from '../read';

const image = { repository: 'registry.example.com/shop', tag: '1' };
const probe = { path: '/', every: Duration.seconds(10), timeout: Duration.seconds(5), failures: 3 };
const LOAD_BALANCER: Origin = { name: 'load-balancer', cidrs: ['192.0.2.64/26'] };

function ingress(exporter: boolean): unknown {
  const system = testSystem();
  new Service(system.app, 'pages', {
    namespace: 'shop',
    image,
    size: size('10m', '16Mi', '20m', '32Mi'),
    user: 1000,
    port: 8080,
    probes: { liveness: probe, readiness: probe },
    replicas: fixed(1),
    openTo: [LOAD_BALANCER],
    ...(exporter && {
      exporter: { name: 'access-log', image, size: size('10m', '16Mi', '20m', '32Mi'), port: 4040 },
    }),
  });
  return read(objectOf(system, 'NetworkPolicy', 'pages'), 'spec.ingress');
}

const toMain = { from: [{ ipBlock: { cidr: '192.0.2.64/26' } }], ports: [{ port: 8080, protocol: 'TCP' }] };

test('who calls a service from outside reaches its own port', () => {
  expect(ingress(false)).toEqual([toMain]);
});

test('who calls a service from outside does not reach the port of the exporter beside it', () => {
  expect(ingress(true)).toEqual([toMain]);
});
