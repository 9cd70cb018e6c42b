export * from './catalogue';
export { findProgram, missingTools } from './find-program';
export { pinnedVersion } from './pinned-version';
export { provideTools, type Provided } from './provide-tools';
export { toolPlaces, type ToolPlaces } from './tool-places';
