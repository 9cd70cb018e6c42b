import {
  code,
  type Faults,
  type FileReader,
  noneTwice,
  oneOf,
  readTable,
  type RowOf,
  someOf,
  text,
  whole,
} from '../../../../constructs/data-init/csv';
import { CATEGORIES, COUNTS, REGIONS, STYLES } from '../counts';
import { ACCOUNTS } from './accounts';

/** Words of the profiles, which the database checks, too. */
export const PROFILE_WORDS = {
  budget: ['low', 'medium', 'high'],
  pace: ['relaxed', 'moderate', 'packed'],
  age_band: ['20s', '30s', '40s', '50s', '60s', '70s'],
  dietary: ['none', 'vegetarian', 'vegan', 'halal', 'no-seafood', 'gluten-free'],
  mobility: ['full', 'limited-walking', 'wheelchair', 'stroller'],
  climate: ['warm', 'mild', 'cool', 'any'],
} as const;

const PROFILE = {
  handle: code,
  title_ko: text(2, 80),
  title_en: text(2, 120),
  travel_style: oneOf(STYLES),
  budget: oneOf(PROFILE_WORDS.budget),
  pace: oneOf(PROFILE_WORDS.pace),
  companions: whole(0, 19),
  age_band: oneOf(PROFILE_WORDS.age_band),
  interests: someOf(CATEGORIES, 1, CATEGORIES.length),
  dietary: oneOf(PROFILE_WORDS.dietary),
  mobility: oneOf(PROFILE_WORDS.mobility),
  climate: oneOf(PROFILE_WORDS.climate),
  preferred_regions: someOf(REGIONS, 1, REGIONS.length),
};

/** How somebody likes to travel (TG-10). */
export type Profile = RowOf<typeof PROFILE>;

/** Preference profiles of authors of their own (TG-10). */
export function loadProfiles(read: FileReader, faults: Faults): readonly Profile[] {
  const profiles = readTable(read, 'preference-profiles.csv', PROFILE, faults);
  noneTwice(profiles, 'handle', each => each.handle, faults);
  noneTwice(profiles, 'title_ko', each => each.title_ko, faults);
  for (const { spot, handle } of profiles)
    if (ACCOUNTS.some(({ username }) => username === handle))
      faults.add(spot, { column: 'handle', value: handle, expected: 'no account (TG-10)', mend: 'make up another' });
  return profiles;
}

/** Count of TG-10. */
export function countProfiles(profiles: readonly Profile[], faults: Faults): void {
  if (profiles.length !== COUNTS.preferences)
    faults.add(
      { file: 'preference-profiles.csv' },
      {
        problem: `has ${profiles.length} profiles`,
        expected: `${COUNTS.preferences} (TG-10)`,
        mend: 'add or remove some',
      },
    );
}
