/** Transport protocols that a NetworkPolicy knows. */
export const TRANSPORTS = ['TCP', 'UDP', 'SCTP'] as const;
export type Transport = (typeof TRANSPORTS)[number];

const PORTS = 65_535;
const LINE = 65_536;

/** Ports from one to another, both included, as places on one line: those of TCP, then of UDP, then of SCTP. */
export interface PortSpan {
  readonly first: number;
  readonly last: number;
}

/** Ports of all protocols: spans in order that neither overlap nor touch. */
export type PortSet = readonly PortSpan[];

/** Ports of one protocol. @default last: the first one */
export function portsOf(protocol: Transport, first = 1, last = first): PortSet {
  const start = TRANSPORTS.indexOf(protocol) * LINE;
  return [{ first: start + first, last: start + last }];
}

/** All ports of one protocol. */
export function portsOfProtocol(protocol: Transport): PortSet {
  return portsOf(protocol, 1, PORTS);
}

export const everyPort: PortSet = TRANSPORTS.flatMap(portsOfProtocol);

/** Ports of any of the sets. */
export function union(sets: readonly PortSet[]): PortSet {
  const joined: PortSpan[] = [];
  for (const span of sets.flat().sort((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before === undefined || span.first > before.last + 1) joined.push(span);
    else joined[joined.length - 1] = { first: before.first, last: Math.max(before.last, span.last) };
  }
  return joined;
}

/** Ports of both sets. */
export function intersection(a: PortSet, b: PortSet): PortSet {
  return a.flatMap(({ first, last }) =>
    b
      .map(other => ({ first: Math.max(first, other.first), last: Math.min(last, other.last) }))
      .filter(span => span.first <= span.last),
  );
}

/** Whether a set holds all ports of another. */
export function includes(set: PortSet, part: PortSet): boolean {
  return part.every(({ first, last }) => set.some(span => span.first <= first && last <= span.last));
}

/** Cuts the sets at each other's ends: every piece lies wholly inside a set or outside of it. */
export function pieces(sets: readonly PortSet[]): readonly PortSpan[] {
  const cuts = [...new Set(sets.flat().flatMap(({ first, last }) => [first, last + 1]))].sort((a, b) => a - b);
  return cuts
    .slice(0, -1)
    .map((first, index) => ({ first, last: (cuts[index + 1] as number) - 1 }))
    .filter(piece => sets.some(set => includes(set, [piece])));
}

/** `8000/TCP`, `8000–8010/TCP`, `all ports/UDP`. */
export function spanText({ first, last }: PortSpan): string {
  const [protocol, from, to] = [TRANSPORTS[Math.floor(first / LINE)], first % LINE, last % LINE];
  if (from === 1 && to === PORTS) return `all ports/${protocol}`;
  return `${from === to ? from : `${from}–${to}`}/${protocol}`;
}

/** `53/TCP, 53/UDP`; `all ports` where none is missing, `no port` where none is there. */
export function portsText(set: PortSet): string {
  if (set.length === 0) return 'no port';
  return includes(set, everyPort) ? 'all ports' : set.map(spanText).join(', ');
}
