import {
  decimal,
  type Faults,
  type FileReader,
  noneTwice,
  oneOf,
  readTable,
  type RowOf,
  type Spot,
  text,
  whole,
  words,
} from '../../../../constructs/data-init/csv';
import { COUNTS, REGIONS } from '../counts';

const PATTERN = {
  crowd_level: whole(1, 5),
  temp_low: decimal(-30, 45, 1),
  temp_high: decimal(-30, 45, 1),
  rain_days: whole(0, 31),
  events_ko: words(0, 6),
  recommendation_ko: text(10, 160),
};

const MONTH = { month: whole(1, COUNTS.months), ...PATTERN };

const REGION_MONTH = { month: whole(1, COUNTS.months), region: oneOf(REGIONS), ...PATTERN };

/** Travelling in a month, in all of Korea (TG-10). Temperatures: mean daily low and high in °C. */
export type Month = RowOf<typeof MONTH>;

/** The same in one region; abroad: over the ten cities. */
export type RegionMonth = RowOf<typeof REGION_MONTH>;

/** The twelve months, and each of them in each region (TG-10). */
export interface Seasons {
  readonly months: readonly Month[];
  readonly regions: readonly RegionMonth[];
}

/** Seasonal patterns (TG-10). */
export function loadSeasons(read: FileReader, faults: Faults): Seasons {
  const months = readTable(read, 'seasonal-patterns.csv', MONTH, faults);
  const regions = readTable(read, 'seasonal-regions.csv', REGION_MONTH, faults);
  noneTwice(months, 'month', each => String(each.month), faults);
  noneTwice(regions, 'month, region', each => `${each.month} ${each.region}`, faults);
  for (const { spot, temp_low, temp_high } of [...months, ...regions]) checkRange(spot, temp_low, temp_high, faults);
  return { months, regions };
}

function checkRange(spot: Spot, low: number, high: number, faults: Faults): void {
  if (low >= high)
    faults.add(spot, {
      column: 'temp_low',
      value: String(low),
      expected: `below temp_high (${high})`,
      mend: 'exchange the two',
    });
}

/** Counts of TG-10: twelve months, each with every region. */
export function countSeasons({ months, regions }: Seasons, faults: Faults): void {
  const count = (file: string, found: number, wanted: number): void => {
    if (found !== wanted)
      faults.add(
        { file },
        { problem: `has ${found} rows`, expected: `${wanted} (TG-10)`, mend: 'add the missing ones' },
      );
  };
  count('seasonal-patterns.csv', months.length, COUNTS.months);
  count('seasonal-regions.csv', regions.length, COUNTS.months * REGIONS.length);
}
