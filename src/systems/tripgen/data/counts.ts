/** How many rows of each kind the sample data have: the document's figures, stated here and nowhere else. */
export const COUNTS = {
  /** Trips of each account (TG-08). The accounts are the keys. */
  trips: { admin: 5, testuser1: 3, testuser2: 2, poweruser: 7 },
  /** Districts or cities, and places, of each region (TG-09). */
  regions: {
    SEOUL: { cities: 25, places: 150 },
    BUSAN: { cities: 16, places: 80 },
    JEJU: { cities: 2, places: 100 },
    ABROAD: { cities: 10, places: 200 },
  },
  /** Preference profiles (TG-10). */
  preferences: 50,
  /** Itinerary templates, of 1 to 7 days (TG-10). */
  templates: 30,
  /** Reviews, rated 1 to 5 (TG-10). */
  reviews: 500,
  /** Months of seasonal patterns (TG-10). */
  months: 12,
} as const;

export type Region = keyof typeof COUNTS.regions;

export const REGIONS = Object.keys(COUNTS.regions) as readonly Region[];

/** Sum of a figure over all regions: 53 cities and 530 places (TG-09). */
export function overRegions(figure: 'cities' | 'places'): number {
  return REGIONS.reduce((sum, region) => sum + COUNTS.regions[region][figure], 0);
}

/** Most days of a template, and of a sample trip (TG-10). */
export const MOST_DAYS = 7;

/** Every category of a place. */
export const CATEGORIES = ['culture', 'food', 'leisure', 'nature', 'sea', 'shopping'] as const;

export type Category = (typeof CATEGORIES)[number];

/** Categories of each region's places (TG-09). */
export const CATEGORIES_OF: Readonly<Record<Region, readonly Category[]>> = {
  SEOUL: ['culture', 'shopping', 'food'],
  BUSAN: ['sea', 'culture', 'food'],
  JEJU: ['nature', 'leisure', 'culture'],
  ABROAD: CATEGORIES,
};

/** Ways to travel, of templates, trips and profiles. */
export const STYLES = ['family', 'couple', 'friends', 'solo', 'senior', 'backpacker', 'luxury'] as const;
