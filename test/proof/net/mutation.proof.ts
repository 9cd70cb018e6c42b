import type { KubeObject, Manifest } from '../../../src/model';
import {
  knownRanges,
  networkOf,
  partiesOf,
  partyText,
  portsOfSide,
  portsText,
  type Network,
} from '../../../src/views/net';
import { realModel } from '../../real-model';
import { reached } from '../../views/net-declared';
import { mutationsOf, type DraftSpec } from './mutations';
import { chosen, TENTH } from '../writer/fixture';

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
  const reserved = reservedNamespaces(environment);
  for (const [seed, policy] of manifests.filter(isPolicy).entries()) {
    if (open.includes(policy.object.metadata.name)) continue;
    if (reserved.includes(policy.object.metadata.namespace)) continue;
    const others = manifests.filter(manifest => manifest !== policy);
    // The whole policy always; of what can be weakened in it a tenth where a tenth is asked for.
    const [deleted, ...weakened] = changesOf(policy);
    for (const [change, mutated] of [...(deleted ? [deleted] : []), ...chosen(weakened, seed)]) {
      const name = `${policy.object.metadata.name}: ${change}`;
      verdicts[verdict(environment, manifests, [...others, ...mutated])].push(name);
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

/** Namespaces that hold no pod yet: what their default-deny closes is told apart by no pod of ours. */
function reservedNamespaces(environment: string): readonly (string | undefined)[] {
  const own = realModel().declarations.filter(each => each.environment === environment);
  const inhabited = own.flatMap(each => (each.type === 'workload' ? [each.namespace] : []));
  return realModel()
    .manifests.filter(each => each.environment === environment && isPolicy(each))
    .map(({ object }) => object.metadata.namespace)
    .filter(namespace => namespace === undefined || !inhabited.includes(namespace));
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
