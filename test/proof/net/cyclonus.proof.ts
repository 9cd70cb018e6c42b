import { networkIn, networkOf, partiesOf } from '../../../src/views/net';
import { realModel } from '../../real-model';
import { realTool } from '../../real-tool';
import { compared } from './cyclonus';
import { randomNetwork } from './random';
import { seeded } from '../../seeded';
import { TENTH } from '../tenth';

/** Connections asked about in one environment; the largest has several hundred thousand. */
const MOST = TENTH ? 10_000 : Infinity;
const ASKED = TENTH ? 'ten thousand connections' : 'every connection';
const NETWORKS = TENTH ? 10 : 100;
const PROBES = 500;

/** Runs a proof with cyclonus; without it a person is told what is not proven. */
function withCyclonus(prove: (cyclonus: string) => void): void {
  const path = realTool('cyclonus', 'cyclonus');
  if (path !== undefined) prove(path);
}

describe('cyclonus, an engine for NetworkPolicies that others wrote,', () => {
  test.each(realModel().environments.map(({ name }) => name))(`agrees on ${ASKED} of %s`, environment =>
    withCyclonus(cyclonus => {
      const manifests = realModel().manifests.filter(manifest => manifest.environment === environment);
      const result = compared(cyclonus, manifests, networkIn(realModel(), environment), MOST);
      process.stderr.write(`${environment}: ${result.compared} connections, ${result.allowed} of them allowed\n`);
      expect(result.different).toEqual([]);
      expect(result.allowed).toBeGreaterThan(0);
    }),
  );

  test(`agrees on ${PROBES} connections of each of ${NETWORKS} random networks`, () =>
    withCyclonus(cyclonus => {
      let [total, allowed] = [0, 0];
      for (let seed = 1; seed <= NETWORKS; seed++) {
        const manifests = randomNetwork(seeded(seed));
        const result = compared(cyclonus, manifests, networkOf(manifests, partiesOf(manifests)), PROBES);
        expect([seed, ...result.different]).toEqual([seed]);
        [total, allowed] = [total + result.compared, allowed + result.allowed];
      }
      process.stderr.write(`random networks: ${total} connections, ${allowed} of them allowed\n`);
      expect(Math.min(allowed, total - allowed)).toBeGreaterThan(total / 10);
    }));
});
