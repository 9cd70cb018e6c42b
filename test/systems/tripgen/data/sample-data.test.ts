import { COUNTS, overRegions, REGIONS } from '../../../../src/systems/tripgen/data/counts';
import { ACCOUNTS } from '../../../../src/systems/tripgen/data/load/accounts';
import { SampleDataError, type FileReader } from '../../../../src/constructs/data-init/csv';
import { besideTheSource, loadSampleData, sampleData } from '../../../../src/systems/tripgen/data/load/sample-data';

/** The files beside the source, one of them changed. */
const changed =
  (file: string, change: (text: string) => string): FileReader =>
  name =>
    name === file ? change(besideTheSource(name)) : besideTheSource(name);

/** What the loader says of files of which one was changed. */
function faultsOf(file: string, change: (text: string) => string): readonly string[] {
  try {
    loadSampleData(changed(file, change));
    return [];
  } catch (error) {
    if (error instanceof SampleDataError) return error.faults;
    throw error;
  }
}

/** Replaces one value of the line that starts with a code. */
const value =
  (code: string, from: string, to: string) =>
  (text: string): string =>
    text.replace(new RegExp(`^${code},.*$`, 'm'), line => {
      if (!line.includes(from)) throw new Error(`${line} has no ${from}`);
      return line.replace(from, to);
    });

const withoutLine = (code: string) => (text: string) => text.replace(new RegExp(`^${code},.*\\n`, 'm'), '');

describe('the sample data', () => {
  const data = sampleData();

  test('have the accounts of TG-08 and their trips', () => {
    expect(
      ACCOUNTS.map(({ username, displayName, role }) => [username, displayName, role, COUNTS.trips[username]]),
    ).toEqual([
      ['admin', '관리자', 'ADMIN', 5],
      ['testuser1', '일반사용자1', 'USER', 3],
      ['testuser2', '일반사용자2', 'USER', 2],
      ['poweruser', '파워사용자', 'POWER_USER', 7],
    ]);
    expect(data.trips).toHaveLength(17);
  });

  test('have the cities and places of TG-09', () => {
    const regionOf = new Map(data.cities.map(({ code, region }) => [code, region]));
    const places = REGIONS.map(region => data.places.filter(({ city }) => regionOf.get(city) === region).length);
    expect(REGIONS.map(region => data.cities.filter(city => city.region === region).length)).toEqual([25, 16, 2, 10]);
    expect(places).toEqual([150, 80, 100, 200]);
    expect([overRegions('cities'), overRegions('places')]).toEqual([53, 530]);
  });

  test('have the profiles, templates, reviews and months of TG-10', () => {
    const { profiles, templates, reviews, seasons } = data;
    expect([profiles, templates, reviews, seasons.months, seasons.regions].map(each => each.length)).toEqual([
      50, 30, 500, 12, 48,
    ]);
    expect([...new Set(templates.map(({ days }) => days))].sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([...new Set(reviews.map(({ rating }) => rating))].sort()).toEqual([1, 2, 3, 4, 5]);
  });

  test('the national months are the mean of the three regions of Korea, as sources.md says', () => {
    for (const { month, temp_low, temp_high, rain_days } of data.seasons.months) {
      const korea = data.seasons.regions.filter(each => each.month === month && each.region !== 'ABROAD');
      const mean = (of: (each: (typeof korea)[number]) => number): number =>
        korea.reduce((sum, each) => sum + of(each), 0) / 3;
      const off = [
        temp_low - mean(r => r.temp_low),
        temp_high - mean(r => r.temp_high),
        rain_days - mean(r => r.rain_days),
      ];
      expect([month, ...off.map(Math.abs).filter(each => each > 0.5)]).toEqual([month]);
    }
  });
});

/** A change of a file, and what the loader says of it. */
const FAULTS: readonly (readonly [string, string, (text: string) => string, RegExp])[] = [
  [
    'a value of the wrong kind',
    'places/seoul.csv',
    value('gyeongbokgung', '37.57962', 'north'),
    /^places\/seoul\.csv:2: column lat "north"; expected a number from -90 to 90 .*; write it as/,
  ],
  [
    'a coordinate outside the box',
    'places/seoul.csv',
    value('gyeongbokgung', '37.57962', '37.1'),
    /^places\/seoul\.csv:2: column lat, lon "37.1, 126.97704"; expected 37[.\d]+…37[.\d]+, .* the box of seoul-jongno/,
  ],
  [
    'a category that the region has not',
    'places/seoul.csv',
    value('gyeongbokgung', 'culture', 'sea'),
    /column category "sea"; expected one of culture, shopping, food in SEOUL \(TG-09\)/,
  ],
  [
    'a city that is not there',
    'places/seoul.csv',
    value('gyeongbokgung', 'seoul-jongno', 'seoul-none'),
    /column city "seoul-none"; expected a code of cities/,
  ],
  [
    'a code twice',
    'places/seoul.csv',
    value('gyeongbokgung', 'gyeongbokgung', 'changdeokgung'),
    /column code "changdeokgung" stands in places\/seoul\.csv:2 already/,
  ],
  [
    'two places at one point',
    'places/seoul.csv',
    value('gyeongbokgung', '37.57962,126.97704', '37.57943,126.99104'),
    /is 0 m from changdeokgung|is 0 m from gyeongbokgung/,
  ],
  [
    'a place too few',
    'places/busan.csv',
    withoutLine('busan-ahopsan-forest'),
    /^places\/busan\.csv: has 79 places; expected 80 \(TG-09\)/,
  ],
  [
    'a review of no place',
    'reviews/seoul.csv',
    text => text.replace(/^([^,\n]+),gwangjang-market,/m, '$1,nowhere,'),
    /column place "nowhere"; expected a code of places/,
  ],
  [
    'a rating of 6',
    'reviews/seoul.csv',
    text => text.replace(/^([^,\n]+,[^,\n]+),[1-5],/m, '$1,6,'),
    /^reviews\/seoul\.csv:\d+: column rating "6"; expected a whole number from 1 to 5/,
  ],
  [
    'a review by an account',
    'reviews/seoul.csv',
    text => text.replace(/\n[^,\n]+,/, '\nadmin,'),
    /column author "admin"; expected no account/,
  ],
  [
    'an impossible day',
    'reviews/seoul.csv',
    text => text.replace(/20\d\d-\d\d-\d\d/, '2025-02-29'),
    /column visited_on "2025-02-29"; expected a day from/,
  ],
  [
    'a trip too few',
    'trips.csv',
    text => text.replace(/^testuser2-busan-day,.*\n/gm, ''),
    /^trips\.csv: has 1 trips of testuser2; expected 2 \(TG-08\)/,
  ],
  [
    'a stop that starts too early',
    'trips.csv',
    text => text.replace(/,changgyeonggung,\d\d:\d\d/, ',changgyeonggung,09:45'),
    /column start_time "09:45" comes before 120 min at changdeokgung and the way are over/,
  ],
  [
    'a day that is too long',
    'trips.csv',
    text => text.replace(',changgyeonggung,', ',osaka-castle,'),
    /is \d+ km long; expected at most 40 km/,
  ],
  [
    'a missing day',
    'trips.csv',
    text => text.replace(/^admin-seoul-palaces,.*,2,\d,.*\n/gm, ''),
    /column day has the days 1, 3; expected 1, 2, 3/,
  ],
  [
    'a template that contradicts itself',
    'templates/seoul.csv',
    text =>
      text.replace(
        /\n([^,\n]+,[^\n]*),(family|couple|friends|solo|senior|backpacker|luxury),([^\n]*,2,[^\n]*)/,
        '\n$1,nobody,$3',
      ),
    /column style "nobody"; expected one of family/,
  ],
  [
    'a header of other columns',
    'preference-profiles.csv',
    text => text.replace('handle', 'name'),
    /^preference-profiles\.csv:1: the header is name,/,
  ],
  [
    'a value too many',
    'cities/jeju.csv',
    text => text.replace(/\n([^\n]+)/, '\n$1,more'),
    /^cities\/jeju\.csv:2: has 10 values; expected 9/,
  ],
  ['Windows’ line ends', 'cities/jeju.csv', text => text.replaceAll('\n', '\r\n'), /has another line end/],
  [
    'a month twice',
    'seasonal-patterns.csv',
    text => text.replace(/^2,/m, '1,'),
    /column month "1" stands in seasonal-patterns\.csv:2 already/,
  ],
];

describe('the loader', () => {
  test.each(FAULTS)('tells of %s where it is and how to mend it', (_, file, change, message) => {
    expect(faultsOf(file, change)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  test('tells all faults of all files at once', () => {
    const read: FileReader = name => {
      const text = besideTheSource(name);
      if (name === 'places/seoul.csv') return value('gyeongbokgung', '37.57962', 'x')(text);
      return name === 'seasonal-patterns.csv' ? text.replace(/^3,/m, '13,') : text;
    };
    const said = ((): string => {
      try {
        loadSampleData(read);
        return '';
      } catch (error) {
        return String(error);
      }
    })();
    expect(said).toMatch(/column lat "x"[\s\S]*column month "13"/);
    expect(said).toContain('SampleDataError: src/systems/tripgen/data/ has');
  });

  test('a file that is not there is a fault, too', () => {
    const read: FileReader = name => {
      if (name === 'trips.csv') throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
      return besideTheSource(name);
    };
    expect(() => loadSampleData(read)).toThrow('trips.csv: is not there');
  });
});
