import {
  code,
  date,
  type Faults,
  type FileReader,
  noneTwice,
  oneOf,
  readTable,
  type RowOf,
  text,
  unknownReference,
  whole,
} from '../../../../constructs/data-init/csv';
import { COUNTS } from '../counts';
import { ACCOUNTS } from './accounts';
import type { Atlas } from './itinerary';
import { PARTS } from './places';

const REVIEW = {
  author: text(2, 30),
  place: code,
  rating: whole(1, 5),
  language: oneOf(['ko', 'en']),
  visited_on: date('2024-01-01', '2026-06-30'),
  text: text(25, 160),
};

/** What somebody thought of a place (TG-10). */
export type Review = RowOf<typeof REVIEW>;

/** Most reviews of one place: more would weigh it too much. */
const MOST_OF_A_PLACE = 3;

/** Reviews of all parts, by authors of their own (TG-10). */
export function loadReviews(read: FileReader, atlas: Atlas, faults: Faults): readonly Review[] {
  const reviews = PARTS.flatMap(part => readTable(read, `reviews/${part}.csv`, REVIEW, faults));
  const ofPlace = new Map<string, number>();
  for (const { spot, place, author } of reviews) {
    if (!atlas.place(place)) unknownReference(spot, 'place', place, 'places/*.csv', faults);
    if (ACCOUNTS.some(({ username }) => username === author))
      faults.add(spot, { column: 'author', value: author, expected: 'no account (TG-10)', mend: 'make up a nickname' });
    const count = (ofPlace.get(place) ?? 0) + 1;
    ofPlace.set(place, count);
    if (count > MOST_OF_A_PLACE)
      faults.add(spot, {
        column: 'place',
        value: place,
        problem: `has ${count} reviews`,
        expected: `at most ${MOST_OF_A_PLACE}`,
        mend: 'review another place',
      });
  }
  noneTwice(reviews, 'text', review => review.text, faults);
  noneTwice(reviews, 'author, place', review => `${review.author} ${review.place}`, faults);
  return reviews;
}

/** Counts of TG-10: so many reviews, and every rating from 1 to 5 among them. */
export function countReviews(reviews: readonly Review[], faults: Faults): void {
  const spot = { file: 'reviews/*.csv' };
  if (reviews.length !== COUNTS.reviews)
    faults.add(spot, {
      problem: `have ${reviews.length} reviews`,
      expected: `${COUNTS.reviews} (TG-10)`,
      mend: 'add or remove some',
    });
  for (let rating = 1; rating <= 5; rating++)
    if (!reviews.some(each => each.rating === rating))
      faults.add(spot, {
        problem: `have none rated ${rating}`,
        expected: 'ratings from 1 to 5 (TG-10)',
        mend: 'add one',
      });
}
