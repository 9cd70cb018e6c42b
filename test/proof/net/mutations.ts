import type { PolicyPeer, PolicyPort } from '../../../src/views/net/policy';

/** A NetworkPolicy's specification that a mutation may change. */
export interface DraftSpec {
  podSelector: DraftSelector;
  policyTypes: string[];
  ingress?: DraftRule[];
  egress?: DraftRule[];
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };
type DraftSelector = { matchLabels?: Record<string, string> };
type DraftBlock = { cidr: string; except?: string[] };
type DraftPort = Draft<PolicyPort>;
type DraftPeer = Draft<Omit<PolicyPeer, 'podSelector' | 'namespaceSelector' | 'ipBlock'>> & {
  podSelector?: DraftSelector;
  namespaceSelector?: DraftSelector;
  ipBlock?: DraftBlock;
};

interface DraftRule {
  from?: DraftPeer[];
  to?: DraftPeer[];
  ports?: DraftPort[];
}

/** One small change of a policy: what it does, and the doing, on a copy of the same specification. */
export interface Mutation {
  readonly name: string;
  readonly apply: (spec: DraftSpec) => void;
}

/** Everything that can be taken out of a policy or weakened in it by one change. */
export function mutationsOf(spec: DraftSpec): readonly Mutation[] {
  return [
    ...spec.policyTypes.map(type =>
      mutation(`policyTypes without ${type}`, draft => draft.policyTypes.splice(draft.policyTypes.indexOf(type), 1)),
    ),
    ...selectorMutations('podSelector', spec.podSelector, draft => draft.podSelector),
    ...(['ingress', 'egress'] as const).flatMap(direction =>
      (spec[direction] ?? []).flatMap((rule, index) => {
        const name = `${direction}[${index}]`;
        const ruleOf = (draft: DraftSpec): DraftRule => at(draft[direction], index);
        return [
          mutation(`${name} deleted`, draft => draft[direction]?.splice(index, 1)),
          ...ruleMutations(name, rule, direction === 'ingress' ? 'from' : 'to', ruleOf),
        ];
      }),
    ),
  ];
}

function ruleMutations(
  name: string,
  rule: DraftRule,
  end: 'from' | 'to',
  of: (draft: DraftSpec) => DraftRule,
): readonly Mutation[] {
  return [
    mutation(`${name} for everybody`, draft => delete of(draft)[end]),
    mutation(`${name} on all ports`, draft => delete of(draft).ports),
    ...(rule[end] ?? []).flatMap((peer, index) =>
      peerMutations(`${name}.${end}[${index}]`, peer, draft => at(of(draft)[end], index)).concat(
        mutation(`${name}.${end}[${index}] deleted`, draft => of(draft)[end]?.splice(index, 1)),
      ),
    ),
    ...(rule.ports ?? []).flatMap((port, index) =>
      portMutations(`${name}.ports[${index}]`, port, draft => at(of(draft).ports, index)).concat(
        mutation(`${name}.ports[${index}] deleted`, draft => of(draft).ports?.splice(index, 1)),
      ),
    ),
  ];
}

function peerMutations(name: string, peer: DraftPeer, of: (draft: DraftSpec) => DraftPeer): Mutation[] {
  const { podSelector, namespaceSelector, ipBlock } = peer;
  const both = podSelector !== undefined && namespaceSelector !== undefined;
  return [
    ...(both
      ? [
          mutation(`${name} without podSelector`, draft => delete of(draft).podSelector),
          mutation(`${name} without namespaceSelector`, draft => delete of(draft).namespaceSelector),
        ]
      : []),
    ...selectorMutations(`${name}.podSelector`, podSelector, draft => of(draft).podSelector),
    ...selectorMutations(`${name}.namespaceSelector`, namespaceSelector, draft => of(draft).namespaceSelector),
    ...(ipBlock === undefined ? [] : blockMutations(`${name}.ipBlock`, ipBlock, draft => defined(of(draft).ipBlock))),
  ];
}

function selectorMutations(
  name: string,
  selector: DraftSelector | undefined,
  of: (draft: DraftSpec) => DraftSelector | undefined,
): readonly Mutation[] {
  return Object.keys(selector?.matchLabels ?? {}).flatMap(key => [
    mutation(`${name} without ${key}`, draft => delete labelsOf(of(draft))[key]),
    mutation(`${name} with another ${key}`, draft => (labelsOf(of(draft))[key] = 'another')),
  ]);
}

function blockMutations(name: string, block: DraftBlock, of: (draft: DraftSpec) => DraftBlock): readonly Mutation[] {
  const [address = '', prefix = ''] = block.cidr.split('/');
  const resized = (bits: number): Mutation =>
    mutation(`${name} as ${address}/${bits}`, draft => (of(draft).cidr = `${address}/${bits}`));
  return [
    // One bit wider may be the range and its neighbour, which is open too; four are more than that.
    ...(Number(prefix) > 0 ? [resized(Math.max(0, Number(prefix) - 4))] : []),
    ...(Number(prefix) < 32 ? [resized(Number(prefix) + 1)] : []),
    ...(block.except ?? []).map((cidr, index) =>
      mutation(`${name} without except ${cidr}`, draft => of(draft).except?.splice(index, 1)),
    ),
  ];
}

function portMutations(
  name: string,
  { port, protocol = 'TCP' }: DraftPort,
  of: (draft: DraftSpec) => DraftPort,
): Mutation[] {
  return [
    mutation(`${name} without a number`, draft => delete of(draft).port),
    mutation(`${name} of another protocol`, draft => (of(draft).protocol = protocol === 'TCP' ? 'UDP' : 'TCP')),
    ...(typeof port === 'number'
      ? [
          mutation(`${name} one higher`, draft => (of(draft).port = port + 1)),
          mutation(`${name} to one higher`, draft => (of(draft).endPort = port + 1)),
        ]
      : []),
  ];
}

function mutation(name: string, apply: (spec: DraftSpec) => unknown): Mutation {
  return { name, apply: spec => void apply(spec) };
}

function at<T>(list: readonly T[] | undefined, index: number): T {
  return defined(list?.[index]);
}

function labelsOf(selector: DraftSelector | undefined): Record<string, string> {
  return defined(selector?.matchLabels);
}

function defined<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a mutation misses its target');
  return value;
}
