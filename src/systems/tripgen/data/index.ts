export { COUNTS, overRegions } from './counts';
export {
  APPLICATION_ROLE,
  sampleDataLoad,
  schemaInit,
  schemaVersions,
  validation,
  type TripgenRoles,
} from './data-init';
