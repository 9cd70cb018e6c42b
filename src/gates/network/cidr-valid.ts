import type { KubeObject } from '../../model';
import { everyField, recordsIn, shown, valueAt, type Step } from '../schema/json-path';
import { objectRule, type ComplaintAt, type RuleTexts } from '../schema/object-rule';
import { canonical, contains, networkOf, rangeOf } from './cidr';

const INBOUND = 'alb.ingress.kubernetes.io/inbound-cidrs';

const example = 'ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16] }';
const text: RuleTexts = {
  en: {
    rule: 'Every address range is in CIDR notation with its host bits at zero, and what a range leaves out lies inside it.',
    reason:
      'A range with host bits set names another network than it seems to; an exception outside its range is refused by the API server and closes nothing.',
    example,
  },
  ko: {
    rule: '모든 주소 범위는 호스트 비트가 0인 CIDR 표기이고, 범위에서 빼는 것은 그 안에 있다.',
    reason:
      '호스트 비트가 켜진 범위는 보이는 것과 다른 네트워크를 가리킨다. 범위 밖의 예외는 API 서버가 거부하고 아무것도 막지 못한다.',
    example,
  },
};

/** Every address range is one, written in the one canonical way. */
export const cidrValid = objectRule('cidr-valid', text, function* (object) {
  for (const { steps, cidr } of listed(object)) yield* malformed(steps, cidr);
  for (const { steps, block } of blocksIn(object)) {
    yield* malformed([...steps, 'cidr'], block.cidr);
    const except = Array.isArray(block.except) ? (block.except as readonly unknown[]) : [];
    for (const [index, cidr] of except.entries()) {
      const at = [...steps, 'except', index];
      yield* malformed(at, cidr);
      yield* outside(at, cidr, block.cidr);
    }
  }
});

interface Block {
  readonly steps: readonly Step[];
  readonly block: Readonly<Record<string, unknown>>;
}

/** The address blocks of policies and of target group bindings. */
function blocksIn(object: KubeObject): readonly Block[] {
  if (object.kind !== 'NetworkPolicy' && object.kind !== 'TargetGroupBinding') return [];
  const blocks: Block[] = [];
  everyField(object.spec, (name, value, steps) => {
    if (name !== 'ipBlock') return;
    const [block] = recordsIn([value]);
    if (block !== undefined) blocks.push({ steps: ['spec', ...steps], block: block[1] });
  });
  return blocks;
}

/** The plain lists of ranges: whom a load balancer lets in. */
function listed(object: KubeObject): readonly { readonly steps: readonly Step[]; readonly cidr: unknown }[] {
  if (object.kind === 'Service') {
    const field = ['spec', 'loadBalancerSourceRanges'];
    const ranges = valueAt(object, field);
    return Array.isArray(ranges) ? ranges.map((cidr: unknown, index) => ({ steps: [...field, index], cidr })) : [];
  }
  const inbound = object.kind === 'Ingress' ? object.metadata.annotations?.[INBOUND] : undefined;
  if (typeof inbound !== 'string') return [];
  return inbound.split(',').map(cidr => ({ steps: ['metadata', 'annotations', INBOUND], cidr: cidr.trim() }));
}

function* malformed(steps: readonly Step[], cidr: unknown): Iterable<ComplaintAt> {
  const range = rangeOf(cidr);
  if (range === undefined) {
    const message = `found ${shown(cidr)}, which is no address range`;
    yield {
      steps,
      message,
      expected: 'an address, a slash and a prefix length (10.0.0.0/8)',
      mend: 'correct the range',
    };
  } else if (networkOf(range) !== range.first) {
    const meant = canonical(range);
    yield {
      steps,
      message: `found ${shown(cidr)}, whose address has bits beyond the prefix of ${range.prefix}`,
      expected: meant ?? 'an address whose bits beyond the prefix are zero',
      mend: meant === undefined ? 'clear the bits, or lengthen the prefix' : `did you mean "${meant}"?`,
    };
  }
}

function* outside(steps: readonly Step[], cidr: unknown, around: unknown): Iterable<ComplaintAt> {
  const [inner, outer] = [rangeOf(cidr), rangeOf(around)];
  if (inner === undefined || outer === undefined) return;
  if (contains(outer, inner) && inner.prefix > outer.prefix) return;
  yield {
    steps,
    message: `found ${shown(cidr)}, which is no part of ${shown(around)}`,
    expected: `a smaller range inside ${String(around)}`,
    mend: 'remove it, or correct the range around it',
  };
}
