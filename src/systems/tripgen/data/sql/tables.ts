import { ACCOUNTS } from '../load/accounts';
import { daysAfter } from '../../../../constructs/data-init/csv';
import type { Stop } from '../load/itinerary';
import type { SampleData } from '../load/sample-data';
import type { SampleRow, SampleTable, SampleValue } from '../../../../constructs/data-init/sample';
import { sampleId } from './sample-id';

const NO_REFERENCES = {};

/** A row that is named by a code. Its id follows from its table and its code. */
interface CodedRow extends SampleRow {
  readonly code: string;
}

/** A table with a column `sample_code`. */
export interface CodedTable extends SampleTable {
  readonly rows: readonly CodedRow[];
}

/** All tables of the sample data, referred-to ones first. */
export function tablesOf(data: SampleData): readonly CodedTable[] {
  return [...accounts(), ...places(data), ...trips(data), ...planning(data)];
}

function table(name: string, references: SampleTable['references'], rows: readonly Omit<CodedRow, 'id'>[]): CodedTable {
  const columns = ['sample_code', ...Object.keys(rows[0]?.values ?? {})];
  const coded = rows.map(({ code, values }) => ({
    code,
    id: sampleId(name, code),
    values: { sample_code: code, ...values },
  }));
  return { name, mark: { by: 'code' }, columns, references, rows: coded };
}

function accounts(): readonly CodedTable[] {
  const rows = ACCOUNTS.map(({ username, displayName, role }) => ({
    code: username,
    values: { username, display_name: displayName, role, locale: 'ko-KR' },
  }));
  return [table('users', NO_REFERENCES, rows)];
}

function places({ cities, places: all }: SampleData): readonly CodedTable[] {
  const cityRows = cities.map(({ code, region, name_ko, name_en, country, min_lat, max_lat, min_lon, max_lon }) => ({
    code,
    values: { region, name_ko, name_en, country, min_lat, max_lat, min_lon, max_lon },
  }));
  const rows = all.map(({ code, city, name_ko, name_en, category, lat, lon, visit_minutes }) => ({
    code,
    values: { city_id: sampleId('cities', city), name_ko, name_en, category, lat, lon, visit_minutes },
  }));
  return [table('cities', NO_REFERENCES, cityRows), table('locations', { city_id: 'cities' }, rows)];
}

const locationOf = (stop: Stop): string => sampleId('locations', stop.place.code);

function trips({ trips: all }: SampleData): readonly CodedTable[] {
  const rows = all.map(({ code, user, title, style, travelers, starts_on, days }) => ({
    code,
    values: {
      user_id: sampleId('users', user),
      title,
      style,
      travelers,
      starts_on,
      ends_on: daysAfter(starts_on, days - 1),
    },
  }));
  const days = all.flatMap(({ code, starts_on, days: count }) =>
    Array.from({ length: count }, (_, index) => ({
      code: `${code}-day-${index + 1}`,
      values: { trip_id: sampleId('trips', code), day: index + 1, date: daysAfter(starts_on, index) },
    })),
  );
  const stops = all.flatMap(({ code, stops: own }) =>
    own.map(stop => ({
      code: `${code}-day-${stop.day}-stop-${stop.position}`,
      values: {
        trip_day_id: sampleId('trip_days', `${code}-day-${stop.day}`),
        position: stop.position,
        location_id: locationOf(stop),
        start_time: stop.start_time,
        visit_minutes: stop.place.visit_minutes,
      },
    })),
  );
  return [
    table('trips', { user_id: 'users' }, rows),
    table('trip_days', { trip_id: 'trips' }, days),
    table('trip_stops', { trip_day_id: 'trip_days', location_id: 'locations' }, stops),
  ];
}

function planning(data: SampleData): readonly CodedTable[] {
  return [profiles(data), ...templates(data), reviews(data), ...seasons(data)];
}

function profiles({ profiles: all }: SampleData): CodedTable {
  const rows = all.map(({ handle, spot: _, ...values }) => ({ code: handle, values: { author: handle, ...values } }));
  return table('user_preferences', { user_id: 'users' }, rows);
}

function templates({ templates: all }: SampleData): readonly CodedTable[] {
  const rows = all.map(({ code, title_ko, title_en, days, style, season }) => ({
    code,
    values: { title_ko, title_en, days, style, season },
  }));
  const stops = all.flatMap(({ code, stops: own }) =>
    own.map(stop => ({
      code: `${code}-day-${stop.day}-stop-${stop.position}`,
      values: {
        template_id: sampleId('itinerary_templates', code),
        day: stop.day,
        position: stop.position,
        location_id: locationOf(stop),
        start_time: stop.start_time,
      },
    })),
  );
  return [
    table('itinerary_templates', NO_REFERENCES, rows),
    table('template_stops', { template_id: 'itinerary_templates', location_id: 'locations' }, stops),
  ];
}

/** A review's code is its author and its place, which stand together once. */
function reviews({ reviews: all }: SampleData): CodedTable {
  const rows = all.map(({ author, place, rating, language, visited_on, text }) => ({
    code: `${author}@${place}`,
    values: { author, location_id: sampleId('locations', place), rating, language, visited_on, text },
  }));
  return table('reviews', { location_id: 'locations', user_id: 'users' }, rows);
}

function seasons({ seasons: { months, regions } }: SampleData): readonly CodedTable[] {
  const monthCode = (month: number): string => `month-${month}`;
  const rows = months.map(({ spot: _, ...values }) => ({ code: monthCode(values.month), values }));
  const own = regions.map(({ spot: _, month, region, ...values }) => ({
    code: `${monthCode(month)}-${region.toLowerCase()}`,
    values: { pattern_id: sampleId('seasonal_patterns', monthCode(month)), region, ...values } satisfies Record<
      string,
      SampleValue
    >,
  }));
  return [
    table('seasonal_patterns', NO_REFERENCES, rows),
    table('seasonal_pattern_regions', { pattern_id: 'seasonal_patterns' }, own),
  ];
}
