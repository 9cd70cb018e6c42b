import type { Price } from '../../model';
import { awsPrices } from './aws';
import { azurePrices } from './azure';

/** Every price that we know, with its source. An item without an entry is not priced, and `garam cost` says so. */
export const prices: readonly Price[] = [...awsPrices, ...azurePrices];
