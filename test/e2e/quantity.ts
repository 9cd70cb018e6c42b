const FACTORS: Readonly<Record<string, number>> = {
  m: 1,
  '': 1e3,
  k: 1e6,
  M: 1e9,
  G: 1e12,
  Ki: 1e3 * 2 ** 10,
  Mi: 1e3 * 2 ** 20,
  Gi: 1e3 * 2 ** 30,
  Ti: 1e3 * 2 ** 40,
};

/** A quantity of Kubernetes (`500m`, `2Gi`) in thousandths; `undefined` for what is none. */
export function quantityOf(value: unknown): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(m|k|M|G|Ki|Mi|Gi|Ti)?$/.exec(String(value));
  return match ? Number(match[1]) * (FACTORS[match[2] ?? ''] as number) : undefined;
}
