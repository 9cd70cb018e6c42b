import type { Rule } from '../../model';
import { experimentContained } from './experiment-contained';

/** Rules about what is broken on purpose. */
export const experimentRules: readonly Rule[] = [experimentContained];
