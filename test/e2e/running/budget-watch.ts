import type { KubeClient } from '../../../src/proving-ground';
import { isReady, livePods } from './live-pods';
import type { Budget } from './workloads';

const PAUSE_MS = 50;

/** What was seen of disruption budgets while something went on. */
export interface BudgetSightings {
  /** How often each budget was looked at. */
  readonly looks: number;
  /** Each moment at which fewer pods were available than a budget demands. */
  readonly breaches: readonly string[];
}

/**
 * Counts the available pods of every budget, again and again, while `during` goes on.
 * @param during is handed what waits until every budget was looked at once more, however long that takes
 */
export async function watchBudgets(
  client: KubeClient,
  budgets: readonly Budget[],
  during: (looked: () => Promise<void>) => Promise<void>,
): Promise<BudgetSightings> {
  const breaches: string[] = [];
  let looks = 0;
  let goesOn = true;
  const watching = (async () => {
    for (; goesOn; looks++) {
      for (const budget of budgets) breaches.push(...(await breachOf(client, budget)));
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
    }
  })();
  const looked = async (): Promise<void> => {
    // The look that goes on may have begun before.
    for (const until = looks + 2; looks < until && goesOn;)
      await Promise.race([watching, new Promise(resolve => setTimeout(resolve, PAUSE_MS))]);
  };
  try {
    await during(looked);
  } finally {
    goesOn = false;
    await watching;
  }
  return { looks, breaches };
}

async function breachOf(client: KubeClient, budget: Budget): Promise<readonly string[]> {
  const { name, namespace } = budget.metadata;
  const live = await client.get(budget);
  const { expectedPods = 0 } = (live?.status ?? {}) as { expectedPods?: number };
  const available = (await livePods(client, namespace, budget.spec.selector.matchLabels)).filter(isReady).length;
  const least = leastAvailable(budget, expectedPods);
  return available < least ? [`${name}: ${available} of ${expectedPods} available, at least ${least} demanded`] : [];
}

/** Shares are rounded up, as the controller does. */
function leastAvailable({ spec: { minAvailable, maxUnavailable } }: Budget, expected: number): number {
  const count = (value: number | string): number =>
    typeof value === 'number' ? value : Math.ceil((expected * Number.parseFloat(value)) / 100);
  if (minAvailable !== undefined) return count(minAvailable);
  return maxUnavailable === undefined ? 0 : expected - count(maxUnavailable);
}
