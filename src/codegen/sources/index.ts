import { aws } from './aws';
import { azure } from './azure';
import { operators } from './operators';
import type { CrdSource } from './source';

export type { CrdSource } from './source';

/** Every CRD that Garam uses. A new one is one entry in its file, then `npm run crds`, `import` and `schemas`. */
export const sources: readonly CrdSource[] = [...operators, ...aws, ...azure];
