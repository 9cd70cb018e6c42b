import type { Rule } from '../../model';
import { noSecretValues } from './no-secret-values';
import { objectSize } from './object-size';
import { parserSafeStrings } from './parser-safe-strings';

/** Rules about the text of objects: secrets, sizes, and strings that Argo CD's parser reads as something else. */
export const textRules: readonly Rule[] = [noSecretValues, objectSize, parserSafeStrings];
