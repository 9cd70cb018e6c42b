import type { Rule } from '../../model';
import { logLinesArrive } from './log-lines-arrive';
import { logSettingsKnown } from './log-settings-known';

/** Rules about the lines that services write, from the file on the node to the group in the cloud. */
export const logRules: readonly Rule[] = [logLinesArrive, logSettingsKnown];
