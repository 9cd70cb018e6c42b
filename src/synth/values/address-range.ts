/** A range of IPv4 addresses. */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
}

/** The range of a CIDR block (`192.0.2.0/24`); undefined where it is none, or where its address lies inside the block. */
export function addressRange(block: unknown): AddressRange | undefined {
  const match = typeof block === 'string' ? /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(block) : null;
  if (match === null || match.slice(1).some(part => part.length > 1 && part.startsWith('0'))) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  const [first, size] = [((a * 256 + b) * 256 + c) * 256 + d, 2 ** (32 - prefix)];
  return first % size === 0 ? { first, last: first + size - 1 } : undefined;
}

export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlap(a: AddressRange, b: AddressRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}
