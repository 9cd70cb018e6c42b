import type { Rule } from '../../model';
import { fileUnique } from './file-unique';
import { objectUnique } from './object-unique';

/** Rules about names: each object is one object, in one file. */
export const identityRules: readonly Rule[] = [objectUnique, fileUnique];
