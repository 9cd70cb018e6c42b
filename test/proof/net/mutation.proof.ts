import type { KubeObject, Manifest } from '../../../src/model';
import {
  knownRanges,
  networkOf,
  partiesOf,
  portsOfSide,
  portsText,
  type Network,
  type Party,
} from '../../../src/views/net';
import { selects } from '../../../src/views/net/label-selector';
import { policiesOf, type Direction, type Policy } from '../../../src/views/net/policy';
import { realModel } from '../../real-model';
import { mutationsOf, type DraftSpec } from './mutations';
import { chosen, TENTH } from '../tenth';

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
  const open = inOpenPods(environment);
  for (const [seed, policy] of manifests.filter(isPolicy).entries()) {
    if (open.includes(policy.object.metadata.name)) continue;
    // The whole policy always; of what can be weakened in it a tenth where a tenth is asked for.
    const [deleted, ...weakened] = changesOf(policy);
    for (const [change, mutated] of [...(deleted ? [deleted] : []), ...chosen(weakened, seed)]) {
      const name = `${policy.object.metadata.name}: ${change}`;
      verdicts[verdict(environment, manifests, policy, mutated)].push(name);
    }
  }
  return verdicts;
}

/** Every single change of a policy, its deletion first. */
function changesOf(policy: Manifest): readonly (readonly [string, readonly Manifest[]])[] {
  const mutations = mutationsOf(policy.object.spec as DraftSpec).flatMap(({ name, apply }) => {
    const object = structuredClone(policy.object) as KubeObject & { readonly spec: DraftSpec };
    apply(object.spec);
    // A rule that lets everybody pass has nothing that could be weakened.
    return JSON.stringify(object) === JSON.stringify(policy.object) ? [] : [[name, [{ ...policy, object }]] as const];
  });
  expect(mutations.length).toBeGreaterThan(0);
  return [['deleted', []], ...mutations];
}

/**
 * Compares the policies before and after the change of one, for everybody whom either of them can tell apart. Only the
 * connections of pods that the one selects, changed or not, are looked at: a difference elsewhere would be missed, and the
 * change be called redundant.
 */
function verdict(
  environment: string,
  before: readonly Manifest[],
  policy: Manifest,
  mutated: readonly Manifest[],
): keyof Verdicts {
  const after = [...before.filter(manifest => manifest !== policy), ...mutated];
  const parties = partiesOf([...before, ...after], knownRanges(realModel(), environment));
  const [old, next] = [networkOf(before, parties), networkOf(after, parties)];
  const touched = connectionsOf(parties, policiesOf([policy, ...mutated]));
  if (touched.some(each => old.isOurs(each.from, each.to) && reach(old, each) !== reach(next, each))) return 'changed';
  const different = touched.filter(each => side(old, each) !== side(next, each));
  // A side that matters although the connections stay: then the other end must be pods whose policies hold.
  const betweenOwnPods = ({ from, to }: Connection): boolean => old.isOurs(from, from) && old.isOurs(to, to);
  expect(different.filter(each => !betweenOwnPods(each))).toEqual([]);
  return different.length > 0 ? 'held' : 'redundant';
}

/** One side of a connection. */
interface Connection {
  readonly direction: Direction;
  readonly from: Party;
  readonly to: Party;
}

/** Ports that are open, by the word of both sides. */
function reach(network: Network, { from, to }: Connection): string {
  return portsText(network.ports(from, to));
}

/** What this side opens, whatever the other one says. */
function side(network: Network, { direction, from, to }: Connection): string {
  return portsText(portsOfSide(network.side(direction, from, to)));
}

/** Sides that the pods which policies select have in connections with everybody. */
function connectionsOf(parties: readonly Party[], policies: readonly Policy[]): readonly Connection[] {
  const selected = parties.filter(
    party =>
      party.type === 'pods' &&
      policies.some(each => each.namespace === party.namespace && selects(each.podSelector, party.labels)),
  );
  return selected.flatMap(own =>
    parties.flatMap(other => [
      { direction: 'egress' as const, from: own, to: other },
      { direction: 'ingress' as const, from: other, to: own },
    ]),
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

/** Policies of pods whose traffic a document leaves open (D-01): what they say changes nothing, all of it is redundant. */
function inOpenPods(environment: string): readonly string[] {
  const own = realModel().declarations.filter(each => each.environment === environment);
  return own.flatMap(open => {
    if (open.type !== 'open-traffic') return [];
    const { label, values } = open.except;
    const names = own.flatMap(each =>
      each.type === 'workload' && each.namespace === open.namespace && !values.includes(each.labels[label] ?? '')
        ? [each.name]
        : [],
    );
    return ['default-deny', ...names];
  });
}

/**
 * Starts of changes in rules for private endpoints, while their range is assumed: an assumed range is documentation's,
 * no private one, so that the rule for the internet covers it (ALL-03).
 */
function coveredWhileAssumed(environment: string): readonly string[] {
  const cloud = realModel().environments.find(({ name }) => name === environment)?.cluster.cloud;
  const range = cloud?.type === 'azure' ? cloud.privateLink?.subnetCidr : undefined;
  if (typeof range !== 'object') return [];
  return realModel()
    .manifests.filter(manifest => manifest.environment === environment && isPolicy(manifest))
    .flatMap(({ object }) =>
      ((object.spec as DraftSpec).egress ?? []).flatMap((rule, index) =>
        JSON.stringify(rule).includes(`"cidr":"${range.value}"`) ? [`${object.metadata.name}: egress[${index}]`] : [],
      ),
    );
}

test.each(realModel().environments.map(({ name }) => name))(
  'in %s nothing can be deleted from a policy or weakened in it without a change of who reaches whom',
  environment => {
    const { changed, held, redundant } = verdicts(environment);
    const open = inOpenPods(environment);
    const report = [
      `${environment}: ${changed.length} changes of policies change who reaches whom`,
      ...held.map(change => `  held by the other side: ${change}`),
      ...redundant.map(change => `  redundant: ${change}`),
      ...open.map(name => `  redundant: all of ${name}, whose pods are open`),
    ];
    process.stderr.write(`${report.join('\n')}\n`);
    const known = [...open.map(name => `${name}: `), ...coveredWhileAssumed(environment)];
    const unknown = (changes: readonly string[]): string[] =>
      changes.filter(change => !known.some(start => change.startsWith(start))).sort();
    const expected = unknown(closedTwice(environment));
    if (!TENTH) expect(unknown(redundant)).toEqual(expected);
    expect(unknown(redundant).filter(change => !expected.includes(change))).toEqual([]);
    expect(changed.length).toBeGreaterThan((open.length > 0 ? 20 : 100) / (TENTH ? 20 : 1));
  },
);
