import {
  clockTime,
  code,
  date,
  type Faults,
  type FileReader,
  noneTwice,
  oneOf,
  readTable,
  type RowOf,
  type Spot,
  text,
  whole,
} from '../../../../constructs/data-init/csv';
import { COUNTS, MOST_DAYS, STYLES } from '../counts';
import { ACCOUNTS } from './accounts';
import { grouped, stopsOf, type Atlas, type Stop } from './itinerary';

const LINE = {
  trip: code,
  user: oneOf(ACCOUNTS.map(({ username }) => username)),
  title: text(4, 60),
  style: oneOf(STYLES),
  travelers: whole(1, 20),
  starts_on: date('2026-01-01', '2027-12-31'),
  days: whole(1, MOST_DAYS),
  day: whole(1, MOST_DAYS),
  position: whole(1, 12),
  place: code,
  start_time: clockTime,
};

const REPEATED = ['user', 'title', 'style', 'travelers', 'starts_on', 'days'] as const;

/** A trip of an account (TG-08). */
export interface Trip extends Pick<RowOf<typeof LINE>, (typeof REPEATED)[number]> {
  readonly code: string;
  readonly spot: Spot;
  readonly stops: readonly Stop[];
}

/** Trips of the four accounts (TG-08). */
export function loadTrips(read: FileReader, atlas: Atlas, faults: Faults): readonly Trip[] {
  const lines = readTable(read, 'trips.csv', LINE, faults);
  const trips = grouped(lines, 'trip', REPEATED, faults).map(own => {
    const { trip, user, title, style, travelers, starts_on, days, spot } = own[0] as RowOf<typeof LINE>;
    return {
      code: trip,
      user,
      title,
      style,
      travelers,
      starts_on,
      days,
      spot,
      stops: stopsOf(own, days, atlas, faults),
    };
  });
  noneTwice(trips, 'title', trip => `${trip.user} ${trip.title}`, faults);
  return trips;
}

/** Counts of TG-08: each account's trips. */
export function countTrips(trips: readonly Trip[], faults: Faults): void {
  for (const { username } of ACCOUNTS) {
    const found = trips.filter(trip => trip.user === username).length;
    if (found !== COUNTS.trips[username])
      faults.add(
        { file: 'trips.csv' },
        {
          problem: `has ${found} trips of ${username}`,
          expected: `${COUNTS.trips[username]} (TG-08)`,
          mend: 'add or remove some',
        },
      );
  }
}
