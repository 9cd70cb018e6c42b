import {
  clockTime,
  code,
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
import { grouped, stopsOf, type Atlas, type Stop } from './itinerary';
import { PARTS } from './places';

/** Seasons that a template is made for. */
export const SEASONS = ['spring', 'summer', 'autumn', 'winter', 'any'] as const;

const LINE = {
  template: code,
  title_ko: text(4, 60),
  title_en: text(4, 90),
  days: whole(1, MOST_DAYS),
  style: oneOf(STYLES),
  season: oneOf(SEASONS),
  day: whole(1, MOST_DAYS),
  position: whole(1, 12),
  place: code,
  start_time: clockTime,
};

/** An itinerary that the AI service learns from (TG-10). */
export interface Template extends Pick<RowOf<typeof LINE>, 'title_ko' | 'title_en' | 'days' | 'style' | 'season'> {
  readonly code: string;
  readonly spot: Spot;
  readonly stops: readonly Stop[];
}

/** Templates of all parts (TG-10). */
export function loadTemplates(read: FileReader, atlas: Atlas, faults: Faults): readonly Template[] {
  const lines = PARTS.flatMap(part => readTable(read, `templates/${part}.csv`, LINE, faults));
  const templates = grouped(lines, 'template', ['title_ko', 'title_en', 'days', 'style', 'season'], faults).map(own => {
    const { template, title_ko, title_en, days, style, season, spot } = own[0] as RowOf<typeof LINE>;
    return { code: template, title_ko, title_en, days, style, season, spot, stops: stopsOf(own, days, atlas, faults) };
  });
  noneTwice(templates, 'title_ko', each => each.title_ko, faults);
  return templates;
}

/** Counts of TG-10: so many templates, and every length from one day on. */
export function countTemplates(templates: readonly Template[], faults: Faults): void {
  const spot = { file: 'templates/*.csv' };
  if (templates.length !== COUNTS.templates)
    faults.add(spot, {
      problem: `have ${templates.length} templates`,
      expected: `${COUNTS.templates} (TG-10)`,
      mend: 'add or remove some',
    });
  for (let days = 1; days <= MOST_DAYS; days++)
    if (!templates.some(each => each.days === days))
      faults.add(spot, {
        problem: `have none of ${days} days`,
        expected: `1 to ${MOST_DAYS} days (TG-10)`,
        mend: 'add one',
      });
}
