import { networkIn, type Network } from '../../src/views/net';
import type { Model } from '../../src/model';
import { named, planted, realModel, redeclared, without } from '../real-model';
import { declaredReach, reached } from './net-declared';

const environments = realModel().environments.map(({ name }) => name);

/** Connections that only one of policies and declarations knows. */
function differences(model: Model, environment: string): { readonly open: string[]; readonly declared: string[] } {
  const network: Network = networkIn(model, environment);
  const [open, declared] = [reached(network), declaredReach(model, environment, network.parties)];
  return {
    open: open.filter(each => !declared.includes(each)),
    declared: declared.filter(each => !open.includes(each)),
  };
}

describe.each(environments)('the reachability of %s', environment => {
  test('is the declared call graph: no connection more, none less', () => {
    expect(differences(realModel(), environment)).toEqual({ open: [], declared: [] });
  });

  test('has every declared workload as a party, and every kind of pods of dist/ is a declared workload', () => {
    const declared = realModel().declarations.filter(
      // Pods of charts stand in no file of dist/: policies tell of them.
      each => each.type === 'workload' && each.environment === environment && each.startedBy === undefined,
    );
    const parties = networkIn(realModel(), environment).parties.filter(
      party => party.type === 'pods' && party.standing === 'declared',
    );
    expect(parties.length).toBeGreaterThan(0);
    expect(parties.map(({ name }) => name).sort()).toEqual(declared.map(each => 'name' in each && each.name).sort());
  });

  test('knows strangers, DNS, nodes, load balancers, the internet and the metadata service', () => {
    const { parties } = networkIn(realModel(), environment);
    const namespaces = parties.flatMap(party =>
      party.type === 'pods' && party.standing === 'declared' ? [party.namespace] : [],
    );
    expect(parties.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'elsewhere/stranger',
        ...namespaces.map(namespace => `${namespace}/stranger`),
        ...['kube-dns', 'nodes', 'load-balancers', 'internet', 'private', 'metadata'],
      ]),
    );
  });
});

describe('a difference between policies and declarations', () => {
  const backend = named('fablink-dev', 'NetworkPolicy/fablink-backend');

  test('is seen where a policy opens a port that nobody declares', () => {
    const model = planted(realModel(), backend, object => {
      const { ingress } = object.spec as { ingress: { ports: { port: number }[] }[] };
      ingress[0]?.ports.push({ port: 9000 });
    });
    expect(differences(model, 'fablink-dev').open.map(each => each.replace(/ \(.*\)/, ''))).toEqual([
      'nodes → fablink-backend 8000/TCP, 9000/TCP',
      'nodes → fablink-backend 8000/TCP, 9000/TCP',
    ]);
  });

  test('is seen where the default deny is gone: every pod without a policy of its own is open', () => {
    const model = without(realModel(), named('fablink-dev', 'NetworkPolicy/fablink-dev/default-deny'));
    const { open } = differences(model, 'fablink-dev');
    expect(open).toContain('elsewhere/stranger → fablink-dev/stranger all ports');
    expect(open).toContain('fablink-dev/stranger → metadata (169.254.169.254) all ports');
  });

  test('is seen where a declared call has no policy', () => {
    const model = redeclared(
      realModel(),
      each => each.type === 'workload' && each.environment === 'fablink-dev' && each.name === 'fablink-backend-migrate',
      each => (each.type === 'workload' ? { ...each, calls: backendOf(each.environment) } : each),
    );
    expect(differences(model, 'fablink-dev').declared).toContain('fablink-backend-migrate → fablink-backend 8000/TCP');
  });
});

function backendOf(environment: string) {
  const workload = realModel().declarations.find(
    each => each.type === 'workload' && each.environment === environment && each.name === 'fablink-backend',
  );
  if (workload?.type !== 'workload') throw new Error(`no backend in ${environment}`);
  return workload.serves;
}
