import { join } from 'node:path';
import { Faults, filesOf, type FileReader } from '../../../../constructs/data-init/csv';
import { Atlas } from './itinerary';
import { countPlaces, loadCities, loadPlaces, type City, type Place } from './places';
import { countProfiles, loadProfiles, type Profile } from './profiles';
import { countReviews, loadReviews, type Review } from './reviews';
import { countSeasons, loadSeasons, type Seasons } from './seasons';
import { countTemplates, loadTemplates, type Template } from './templates';
import { countTrips, loadTrips, type Trip } from './trips';

/** Folder of the data, for messages. */
const FOLDER = 'src/systems/tripgen/data/';

/** Reads the files that lie beside the source. */
export const besideTheSource: FileReader = filesOf(join(__dirname, '..'));

/** All sample data, checked (TG-08, TG-09, TG-10). The accounts stand in accounts.ts. */
export interface SampleData {
  readonly cities: readonly City[];
  readonly places: readonly Place[];
  readonly trips: readonly Trip[];
  readonly profiles: readonly Profile[];
  readonly templates: readonly Template[];
  readonly reviews: readonly Review[];
  readonly seasons: Seasons;
}

/**
 * Reads, checks and counts all files.
 * @throws SampleDataError with every fault of every file
 */
export function loadSampleData(read: FileReader = besideTheSource): SampleData {
  const faults = new Faults(FOLDER);
  const cities = loadCities(read, faults);
  const places = loadPlaces(read, cities, faults);
  const atlas = new Atlas(cities, places);
  const data: SampleData = {
    cities,
    places,
    trips: loadTrips(read, atlas, faults),
    profiles: loadProfiles(read, faults),
    templates: loadTemplates(read, atlas, faults),
    reviews: loadReviews(read, atlas, faults),
    seasons: loadSeasons(read, faults),
  };
  countPlaces(cities, places, faults);
  countTrips(data.trips, faults);
  countProfiles(data.profiles, faults);
  countTemplates(data.templates, faults);
  countReviews(data.reviews, faults);
  countSeasons(data.seasons, faults);
  faults.end();
  return data;
}

let loaded: SampleData | undefined;

/**
 * The sample data that lie beside the source, read once.
 * @throws SampleDataError with every fault of every file
 */
export function sampleData(): SampleData {
  return (loaded ??= loadSampleData());
}
