interface Peer {
  readonly podSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports: readonly { readonly port: number }[];
}

/** What tests read of a NetworkPolicy. */
export interface NetworkPolicyShape {
  readonly spec: { readonly ingress?: readonly Rule[]; readonly egress?: readonly Rule[] };
}
