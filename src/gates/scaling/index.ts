import type { Rule } from '../../model';
import { autoscalerBounds } from './autoscaler-bounds';
import { disruptionBudget } from './disruption-budget';
import { replicasOwned } from './replicas-owned';
import { rollingUpdate } from './rolling-update';
import { scheduleDeclared } from './schedule-declared';
import { scheduleTarget } from './schedule-target';
import { scheduleWindow } from './schedule-window';
import { spread } from './spread';
import { updateAndBudget } from './update-and-budget';

/** Rules about how many pods run, and how many stay while something changes. */
export const scalingRules: readonly Rule[] = [
  replicasOwned,
  autoscalerBounds,
  disruptionBudget,
  rollingUpdate,
  updateAndBudget,
  spread,
  scheduleWindow,
  scheduleTarget,
  scheduleDeclared,
];
