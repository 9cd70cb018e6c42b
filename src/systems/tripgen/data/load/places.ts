import {
  code,
  decimal,
  type Faults,
  type FileReader,
  matching,
  noneTwice,
  oneOf,
  readTable,
  type RowOf,
  text,
  whole,
} from '../../../../constructs/data-init/csv';
import { CATEGORIES, CATEGORIES_OF, COUNTS, REGIONS, type Region } from '../counts';
import { distanceKm } from './distance';

/** Parts of the data: a file of each in every folder. */
export const PARTS = ['seoul', 'busan', 'jeju', 'abroad'] as const;

const CITY = {
  code,
  region: oneOf(REGIONS),
  name_ko: text(1, 40),
  name_en: text(1, 60),
  country: matching(/^[A-Z]{2}$/, 'a country of ISO 3166-1 in two capital letters (KR)'),
  min_lat: decimal(-90, 90, 4),
  max_lat: decimal(-90, 90, 4),
  min_lon: decimal(-180, 180, 4),
  max_lon: decimal(-180, 180, 4),
};

const PLACE = {
  code,
  city: code,
  name_ko: text(1, 60),
  name_en: text(1, 90),
  category: oneOf(CATEGORIES),
  lat: decimal(-90, 90, 6),
  lon: decimal(-180, 180, 6),
  visit_minutes: whole(15, 720, 15),
};

/** A district or city, with its bounding box (TG-09). */
export type City = RowOf<typeof CITY>;

/** A place to visit (TG-09). */
export type Place = RowOf<typeof PLACE>;

/** Least kilometres between two places: nearer, they would be one point on a map. */
const LEAST_APART_KM = 0.025;

/** Cities of all parts. */
export function loadCities(read: FileReader, faults: Faults): readonly City[] {
  const cities = PARTS.flatMap(part => readTable(read, `cities/${part}.csv`, CITY, faults));
  noneTwice(cities, 'code', city => city.code, faults);
  noneTwice(cities, 'name_ko', city => `${city.region} ${city.name_ko}`, faults);
  for (const { spot, min_lat, max_lat, min_lon, max_lon } of cities)
    if (min_lat >= max_lat || min_lon >= max_lon)
      faults.add(spot, {
        problem: `the box ${min_lat}…${max_lat}, ${min_lon}…${max_lon} is empty`,
        expected: 'min below max',
        mend: 'exchange the two',
      });
  return cities;
}

/** Places of all parts, each in a city that is there, in its box, of a category that its region has. */
export function loadPlaces(read: FileReader, cities: readonly City[], faults: Faults): readonly Place[] {
  const places = PARTS.flatMap(part => readTable(read, `places/${part}.csv`, PLACE, faults));
  const cityOf = new Map(cities.map(city => [city.code, city]));
  noneTwice(places, 'code', place => place.code, faults);
  for (const place of places) {
    const city = cityOf.get(place.city);
    if (city) checkPlace(place, city, faults);
    else
      faults.add(place.spot, {
        column: 'city',
        value: place.city,
        expected: 'a code of cities/*.csv',
        mend: 'write such a code, or add the city',
      });
  }
  noneTwice(places, 'name_ko', place => `${place.city} ${place.name_ko}`, faults);
  checkApart(places, faults);
  return places;
}

function checkPlace({ spot, category, lat, lon }: Place, city: City, faults: Faults): void {
  if (!CATEGORIES_OF[city.region].includes(category))
    faults.add(spot, {
      column: 'category',
      value: category,
      expected: `one of ${CATEGORIES_OF[city.region].join(', ')} in ${city.region} (TG-09)`,
      mend: 'choose one of these, or another place',
    });
  const inside = lat >= city.min_lat && lat <= city.max_lat && lon >= city.min_lon && lon <= city.max_lon;
  if (!inside)
    faults.add(spot, {
      column: 'lat, lon',
      value: `${lat}, ${lon}`,
      expected: `${city.min_lat}…${city.max_lat}, ${city.min_lon}…${city.max_lon}, the box of ${city.code}`,
      mend: 'mend the coordinates or the city',
    });
}

function checkApart(places: readonly Place[], faults: Faults): void {
  const northward = [...places].sort((a, b) => a.lat - b.lat);
  northward.forEach((place, index) => {
    // A thousandth of a degree of latitude is 111 m: whoever is farther north is far enough.
    for (const other of northward.slice(index + 1)) {
      if (other.lat - place.lat > 0.001) break;
      const metres = Math.round(distanceKm(place, other) * 1000);
      if (metres < LEAST_APART_KM * 1000)
        faults.add(other.spot, {
          column: 'lat, lon',
          value: `${other.lat}, ${other.lon}`,
          problem: `is ${metres} m from ${place.code}`,
          expected: `at least ${LEAST_APART_KM * 1000} m`,
          mend: 'give the exact point of each, or keep one of the two',
        });
    }
  });
}

/** Counts of TG-09 for each region. */
export function countPlaces(cities: readonly City[], places: readonly Place[], faults: Faults): void {
  for (const region of REGIONS) {
    const own = cities.filter(city => city.region === region);
    const codes = new Set(own.map(city => city.code));
    const count = (noun: 'cities' | 'places', found: number): void => complain(region, noun, found, faults);
    count('cities', own.length);
    count('places', places.filter(place => codes.has(place.city)).length);
  }
}

function complain(region: Region, noun: 'cities' | 'places', found: number, faults: Faults): void {
  const wanted = COUNTS.regions[region][noun];
  if (found === wanted) return;
  const file = `${noun}/${region.toLowerCase()}.csv`;
  faults.add(
    { file },
    { problem: `has ${found} ${noun}`, expected: `${wanted} (TG-09)`, mend: 'add or remove lines, or mend the others' },
  );
}
