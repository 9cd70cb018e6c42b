import type { KubeObject, Manifest } from '../../src/model';
import {
  knownRanges,
  networkOf,
  partiesOf,
  partyText,
  portsOfSide,
  portsText,
  type Network,
} from '../../src/views/net';
import { realModel } from '../real-model';
import { reached } from '../views/net-declared';
import { mutationsOf, type DraftSpec } from './net-mutations';

/** What became of changes of policies, as `<policy>: <change>`. */
interface Verdicts {
  /** Who reaches whom is another. */
  readonly changed: string[];
  /** One side says something else, and the policy on the other side, which is ours too, still stops it. */
  readonly held: string[];
  /** Nothing is different. */
  readonly redundant: string[];
}

function verdicts(environment: string): Verdicts {
  const manifests = realModel().manifests.filter(manifest => manifest.environment === environment);
  const verdicts: Verdicts = { changed: [], held: [], redundant: [] };
  for (const policy of manifests.filter(isPolicy)) {
    const others = manifests.filter(manifest => manifest !== policy);
    for (const [change, mutated] of changesOf(policy)) {
      const name = `${policy.object.metadata.name}: ${change}`;
      verdicts[verdict(environment, manifests, [...others, ...mutated])].push(name);
    }
  }
  return verdicts;
}

/** Every single change of a policy, its deletion first. */
function changesOf(policy: Manifest): readonly (readonly [string, readonly Manifest[]])[] {
  const mutations = mutationsOf(policy.object.spec as DraftSpec).map(({ name, apply }) => {
    const object = structuredClone(policy.object) as KubeObject & { readonly spec: DraftSpec };
    apply(object.spec);
    expect(object).not.toEqual(policy.object);
    return [name, [{ ...policy, object }]] as const;
  });
  return [['deleted', []], ...mutations];
}

/** Compares two sets of policies, for everybody whom either of them can tell apart. */
function verdict(environment: string, before: readonly Manifest[], after: readonly Manifest[]): keyof Verdicts {
  const parties = partiesOf([...before, ...after], knownRanges(realModel(), environment));
  const [old, next] = [networkOf(before, parties), networkOf(after, parties)];
  if (reached(old).join() !== reached(next).join()) return 'changed';
  const said = sides(old);
  const different = sides(next).filter((line, index) => line !== said[index]);
  // A side that matters although the connections stay: then the other end must be pods whose policies hold.
  expect(different.filter(line => !line.endsWith('between own pods'))).toEqual([]);
  return different.length > 0 ? 'held' : 'redundant';
}

/** What each side of each connection opens, whatever the other one says. */
function sides(network: Network): readonly string[] {
  const { parties } = network;
  return parties.flatMap(from =>
    parties.flatMap(to =>
      (['egress', 'ingress'] as const).map(direction => {
        const ports = portsText(portsOfSide(network.side(direction, from, to)));
        const own = network.isOurs(from, from) && network.isOurs(to, to) ? ' between own pods' : '';
        return `${direction} ${partyText(from)} → ${partyText(to)} ${ports}${own}`;
      }),
    ),
  );
}

function isPolicy({ object }: Manifest): boolean {
  return object.kind === 'NetworkPolicy';
}

/** Policies of pods that nobody calls close a direction that default-deny closes too: on purpose, should it ever go. */
function closedTwice(environment: string): readonly string[] {
  return realModel()
    .manifests.filter(manifest => manifest.environment === environment && isPolicy(manifest))
    .filter(({ object }) => object.metadata.name !== 'default-deny' && (object.spec as DraftSpec).ingress === undefined)
    .map(({ object }) => `${object.metadata.name}: policyTypes without Ingress`);
}

test.each(realModel().environments.map(({ name }) => name))(
  'in %s nothing can be deleted from a policy or weakened in it without a change of who reaches whom',
  environment => {
    const { changed, held, redundant } = verdicts(environment);
    const report = [
      `${environment}: ${changed.length} changes of policies change who reaches whom`,
      ...held.map(change => `  held by the other side: ${change}`),
      ...redundant.map(change => `  redundant: ${change}`),
    ];
    process.stderr.write(`${report.join('\n')}\n`);
    expect([...redundant].sort()).toEqual([...closedTwice(environment)].sort());
    expect(changed.length).toBeGreaterThan(100);
  },
);
