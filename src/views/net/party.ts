import { rangeText, type AddressRange } from './address-range';
import type { Labels } from './label-selector';
import type { Transport } from './port-set';

/** A port that a container names. */
export interface ContainerPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Transport;
}

/** Pods of one kind. */
export interface PodParty {
  readonly type: 'pods';
  /** Shortest name that only they have (`fablink-backend`); with the namespace before it where two share one. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly namespaceLabels: Labels;
  readonly ports: readonly ContainerPort[];
  /**
   * `declared` stands in dist/, `known` is what a policy's peer means elsewhere (kube-dns), `stranger` carries no
   * label, `lookalike` all but one of the labels that a selector asks for, or all of them in a foreign namespace.
   */
  readonly standing: 'declared' | 'known' | 'stranger' | 'lookalike';
}

/** Addresses that are no pods of this cluster and that every policy treats alike. */
export interface AddressParty {
  readonly type: 'addresses';
  /** Name of the smallest known range around them (`nodes`, `internet`, `10.0.0.0/8`); several parties may share it. */
  readonly name: string;
  readonly range: AddressRange;
}

/** Who sends or receives. */
export type Party = PodParty | AddressParty;

/** A party's name, with the addresses where it has any: one text for one party. */
export function partyText(party: Party): string {
  if (party.type === 'pods') return party.name;
  const addresses = rangeText(party.range);
  return party.name.startsWith(addresses) ? party.name : `${party.name} (${addresses})`;
}
