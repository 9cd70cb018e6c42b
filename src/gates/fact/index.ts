import type { Rule } from '../../model';
import { assumedDocumentationRange } from './assumed-documentation-range';
import { assumedInLive } from './assumed-in-live';
import { documentationValueAssumed } from './documentation-value-assumed';

/** Rules about facts that no document gives. */
export const factRules: readonly Rule[] = [assumedInLive, assumedDocumentationRange, documentationValueAssumed];
