import type { Rule } from '../../model';
import { connectionBudget } from './connection-budget';
import { poolCapacity } from './pool-capacity';
import { quotaExact } from './quota-exact';

export { budgetsOf } from './budget';

/** Rules about what there is only so much of: connections, nodes, quotas. */
export const capacityRules: readonly Rule[] = [connectionBudget, poolCapacity, quotaExact];
