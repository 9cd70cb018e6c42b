import type { Rule } from '../../model';
import { appProjectExact } from './app-project-exact';
import { folderHasApplication } from './folder-has-application';

/** Rules about what Argo CD is told: that it may do what is needed, and does all of it. */
export const deliveryRules: readonly Rule[] = [appProjectExact, folderHasApplication];
