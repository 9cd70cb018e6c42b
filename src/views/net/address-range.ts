import { isIP } from 'node:net';

/** Addresses from one to another, both included, as places on one line: all of IPv6, then all of IPv4. */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

const IPV4_START = 1n << 128n;

/** Every address of either version. */
export const everyAddress: readonly AddressRange[] = [rangeOf('0.0.0.0/0'), rangeOf('::/0')];

/**
 * The addresses that CIDR notation or a single address names. Bits behind the prefix are ignored, as Kubernetes does.
 * @throws RangeError where the text names no addresses
 */
export function rangeOf(cidr: string): AddressRange {
  const [address = '', length, ...rest] = cidr.split('/');
  const start = placeOf(address);
  const bits = start < IPV4_START ? 128 : 32;
  const prefix = Number(length ?? bits);
  if (rest.length > 0 || length === '' || !Number.isInteger(prefix) || prefix < 0 || prefix > bits)
    throw new RangeError(`no address range: ${cidr}`);
  const host = BigInt(bits - prefix);
  const first = (start >> host) << host;
  return { first, last: first + (1n << host) - 1n };
}

/** Whether all addresses of the inner range lie in the outer one. */
export function holds(outer: AddressRange, inner: AddressRange): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

/** An address in the usual notation; IPv6 with all its groups. */
export function addressText(place: bigint): string {
  if (place >= IPV4_START) return [24n, 16n, 8n, 0n].map(shift => ((place - IPV4_START) >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) => (place >> BigInt(16 * (7 - index))) & 0xffffn);
  return groups.map(group => group.toString(16)).join(':');
}

/** `10.0.0.0–10.255.255.255`; a single address as it is. */
export function rangeText({ first, last }: AddressRange): string {
  return first === last ? addressText(first) : `${addressText(first)}–${addressText(last)}`;
}

/** Cuts all addresses at the ends of the given ranges: no range begins or ends inside a piece. */
export function piecesOf(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const all = [...everyAddress, ...ranges];
  const starts = [...new Set(all.flatMap(({ first, last }) => [first, last + 1n]))].sort((a, b) => (a < b ? -1 : 1));
  return starts.slice(0, -1).map((first, index) => ({ first, last: (starts[index + 1] as bigint) - 1n }));
}

function placeOf(address: string): bigint {
  const version = address.includes('%') ? 0 : isIP(address);
  if (version === 0) throw new RangeError(`no address: ${address}`);
  return version === 4 ? IPV4_START + dotted(address) : grouped(address);
}

function dotted(address: string): bigint {
  return address.split('.').reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
}

/** Groups of IPv6; `::` stands for as many zeros as are missing, and a dotted end for two groups. */
function grouped(address: string): bigint {
  const text = address.replace(/\d+\.\d+\.\d+\.\d+$/, end => {
    const value = dotted(end);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head = [], tail = []] = text.split('::').map(part => part.split(':').filter(group => group !== ''));
  const zeros = new Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}
