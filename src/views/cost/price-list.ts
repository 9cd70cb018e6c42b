import type { Price, Quantity } from '../../model';

/** Hours of a month: 365 × 24 / 12, as clouds count. */
export const MONTHLY_HOURS = 730;

/** A price as it is used, and whether it is that of another region. */
export interface FoundPrice extends Price {
  readonly elsewhere: boolean;
}

/** The price of an item in a region; where there is none, that of another region, marked so. */
export function priceOf(prices: readonly Price[], item: string, region: string): FoundPrice | undefined {
  const entries = prices.filter(price => price.item === item);
  const here = entries.find(price => price.region === region || price.region === 'global');
  if (here !== undefined) return { ...here, elsewhere: false };
  return entries[0] && { ...entries[0], elsewhere: true };
}

/** What a quantity costs a month. A piece that is paid by the hour runs all hours. */
export function monthly({ usd, unit }: Price, { least, most }: Quantity): Quantity {
  const each = unit === 'hour' ? usd * MONTHLY_HOURS : usd;
  return { least: exactly(least * each), most: exactly(most * each) };
}

/** Without the noise of binary fractions; prices have fewer digits than this keeps. */
function exactly(usd: number): number {
  return Math.round(usd * 1e6) / 1e6;
}

/** Amounts together. */
export function sum(amounts: readonly Quantity[]): Quantity {
  return amounts.reduce<Quantity>(
    (all, { least, most }) => ({ least: exactly(all.least + least), most: exactly(all.most + most) }),
    {
      least: 0,
      most: 0,
    },
  );
}

/** An amount as people read it: `60.74`, `60.74 to 121.47`. */
export function money({ least, most }: Quantity): string {
  const [low, high] = [cents(least), cents(most)];
  return low === high ? low : `${low} to ${high}`;
}

/** One amount in USD, to the cent; the least above nothing is shown as such. */
export function cents(usd: number): string {
  return usd > 0 && usd < 0.005 ? '< 0.01' : usd.toFixed(2);
}
