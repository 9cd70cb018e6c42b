import type { Rule } from '../../model';
import { adoptedReadOnly } from './adopted-read-only';
import { statefulKept } from './stateful-kept';
import { volumeClaimTracking } from './volume-claim-tracking';

/** Rules about what must not be lost. */
export const statefulRules: readonly Rule[] = [statefulKept, adoptedReadOnly, volumeClaimTracking];
