import { type Faults, type Spot, unknownReference } from '../../../../constructs/data-init/csv';
import { distanceKm, wayKm } from './distance';
import type { City, Place } from './places';

/** A line of an itinerary: one stop. */
export interface StopLine {
  readonly spot: Spot;
  readonly day: number;
  readonly position: number;
  readonly place: string;
  readonly start_time: string;
}

/** A stop whose place is there. */
export type Stop = Omit<StopLine, 'place'> & { readonly place: Place };

/** Most kilometres of a day's way, on Jeju and elsewhere. */
const MOST_KM = { JEJU: 120, elsewhere: 40 } as const;

/** Slowest way that a plan may count on, in minutes a kilometre: what is quicker would be a mistake in the times. */
const MINUTES_PER_KM = 1.2;

/** Places by their codes, with the regions of their cities. */
export class Atlas {
  private readonly places: ReadonlyMap<string, Place>;
  private readonly cities: ReadonlyMap<string, City>;

  constructor(cities: readonly City[], places: readonly Place[]) {
    this.cities = new Map(cities.map(city => [city.code, city]));
    this.places = new Map(places.map(place => [place.code, place]));
  }

  place(code: string): Place | undefined {
    return this.places.get(code);
  }

  isOnJeju(place: Place): boolean {
    return this.cities.get(place.city)?.region === 'JEJU';
  }
}

/**
 * Stops of one itinerary that can be travelled: the days 1 to `days` with positions from 1, times that leave room for the
 * visit and the way, ways of a day's length, no place twice.
 */
export function stopsOf(lines: readonly StopLine[], days: number, atlas: Atlas, faults: Faults): readonly Stop[] {
  const stops = lines.flatMap(line => {
    const place = atlas.place(line.place);
    if (!place) unknownReference(line.spot, 'place', line.place, 'places/*.csv', faults);
    return place ? [{ ...line, place }] : [];
  });
  const numbers = [...new Set(lines.map(({ day }) => day))];
  const wanted = Array.from({ length: days }, (_, index) => index + 1);
  const first = lines[0] as StopLine;
  if (numbers.join() !== wanted.join())
    faults.add(first.spot, {
      column: 'day',
      problem: `has the days ${numbers.join(', ')}`,
      expected: `${wanted.join(', ')}, in this order`,
      mend: 'add the missing day, or mend the number of days',
    });
  for (const day of numbers)
    checkDay(
      stops.filter(stop => stop.day === day),
      atlas,
      faults,
    );
  const seen = new Set<string>();
  for (const { spot, place } of stops) {
    if (seen.has(place.code))
      faults.add(spot, {
        column: 'place',
        value: place.code,
        problem: 'is visited already',
        expected: 'once',
        mend: 'choose another place',
      });
    seen.add(place.code);
  }
  return stops;
}

function checkDay(stops: readonly Stop[], atlas: Atlas, faults: Faults): void {
  const [first] = stops;
  if (!first) return;
  stops.forEach((stop, index) => {
    if (stop.position !== index + 1)
      faults.add(stop.spot, {
        column: 'position',
        value: String(stop.position),
        expected: String(index + 1),
        mend: 'number the stops of a day from 1',
      });
    const before = stops[index - 1];
    if (before) checkWay(before, stop, faults);
  });
  const most = stops.every(({ place }) => atlas.isOnJeju(place)) ? MOST_KM.JEJU : MOST_KM.elsewhere;
  const way = Math.round(wayKm(stops.map(({ place }) => place)));
  if (way > most)
    faults.add(first.spot, {
      column: 'day',
      value: String(first.day),
      problem: `is ${way} km long`,
      expected: `at most ${most} km`,
      mend: 'choose places that lie nearer',
    });
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function checkWay(from: Stop, to: Stop, faults: Faults): void {
  const way = distanceKm(from.place, to.place) * MINUTES_PER_KM;
  const earliest = minutes(from.start_time) + from.place.visit_minutes + Math.floor(way);
  if (minutes(to.start_time) < earliest)
    faults.add(to.spot, {
      column: 'start_time',
      value: to.start_time,
      problem: `comes before ${from.place.visit_minutes} min at ${from.place.code} and the way are over`,
      expected: `${String(Math.floor(earliest / 60)).padStart(2, '0')}:${String(earliest % 60).padStart(2, '0')} or later`,
      mend: 'start later, or leave a stop out',
    });
}

/** Lines of each itinerary, which stand together and repeat what is the itinerary's. */
export function grouped<T extends { readonly spot: Spot }>(
  lines: readonly T[],
  column: keyof T & string,
  repeated: readonly (keyof T & string)[],
  faults: Faults,
): readonly (readonly T[])[] {
  const groups = new Map<T[typeof column], T[]>();
  let last: T | undefined;
  for (const line of lines) {
    const group = groups.get(line[column]);
    if (!group) groups.set(line[column], [line]);
    else {
      if (last?.[column] !== line[column])
        faults.add(line.spot, {
          column,
          value: String(line[column]),
          problem: 'stands apart from its other lines',
          expected: 'all lines of one together',
          mend: 'move the line, or rename it',
        });
      group.push(line);
      for (const each of repeated)
        if (line[each] !== (group[0] as T)[each])
          faults.add(line.spot, {
            column: each,
            value: String(line[each]),
            expected: `"${String((group[0] as T)[each])}" as on its first line`,
            mend: 'repeat it exactly',
          });
    }
    last = line;
  }
  return [...groups.values()];
}
