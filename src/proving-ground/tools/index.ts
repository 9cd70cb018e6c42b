export * from './catalogue';
export type { Program, Tool } from './tool';
export * from './release-tools';
export * from './tools-by-name';
export { findProgram, missingTools } from './find-program';
export { moduleCrds } from './module-crds';
export { pinnedVersion } from './pinned-version';
export { provideTools, type Provided } from './provide-tools';
export { toolPlaces, type ToolPlaces } from './tool-places';
