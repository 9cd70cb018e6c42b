export { plan, recover, write, type WriteOptions, type WriteResult } from './writer';
export { type Difference } from './comparison';
export { type FileSystem } from './file-system';
export { WriteError } from './write-error';
