import { isIP } from 'node:net';

/** A range of addresses. */
export interface Range {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly prefix: number;
}

/** The address range that CIDR notation names (`192.0.2.0/24`, `2001:db8::/32`); undefined where the text is none. */
export function rangeOf(text: unknown): Range | undefined {
  const parts = typeof text === 'string' ? /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) : null;
  if (parts === null) return undefined;
  const [, address = '', length = ''] = parts;
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const prefix = Number(length);
  if (version === 0 || address.includes('%') || prefix > bits) return undefined;
  return { bits, first: version === 4 ? four(address) : six(address), prefix };
}

function four(address: string): bigint {
  return BigInt(address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0));
}

/** Groups before and after `::`; a dotted end counts as two groups. */
function six(address: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const end = dotted === null ? 0n : four(dotted[2] ?? '');
  const text = dotted === null ? address : `${dotted[1]}${(end >> 16n).toString(16)}:${(end & 0xffffn).toString(16)}`;
  const [before = '', after] = text.split('::');
  const groups = (part: string): readonly string[] => (part === '' ? [] : part.split(':'));
  const [head, tail] = [groups(before), groups(after ?? '')];
  const zeros = new Array<string>(after === undefined ? 0 : 8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

/** The range's network address: its first address with all host bits at zero. */
export function networkOf({ bits, first, prefix }: Range): bigint {
  const host = BigInt(bits - prefix);
  return (first >> host) << host;
}

/** Whether all addresses of the inner range lie in the outer one. */
export function contains(outer: Range, inner: Range): boolean {
  return (
    outer.bits === inner.bits &&
    outer.prefix <= inner.prefix &&
    networkOf({ ...inner, prefix: outer.prefix }) === networkOf(outer)
  );
}

/** Whether two ranges share an address: then one lies in the other. */
export function overlap(a: Range, b: Range): boolean {
  return contains(a, b) || contains(b, a);
}

/** An IPv4 range in CIDR notation with its host bits at zero; undefined for IPv6, which has more than one notation. */
export function canonical(range: Range): string | undefined {
  if (range.bits !== 32) return undefined;
  const network = networkOf(range);
  return `${[24n, 16n, 8n, 0n].map(shift => (network >> shift) & 255n).join('.')}/${range.prefix}`;
}
