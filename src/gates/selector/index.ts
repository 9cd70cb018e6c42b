import type { Rule } from '../../model';
import { selectorExclusive } from './selector-exclusive';
import { selectorInTemplate } from './selector-in-template';

/** Rules about the selectors of workloads. */
export const selectorRules: readonly Rule[] = [selectorInTemplate, selectorExclusive];
