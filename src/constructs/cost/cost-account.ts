import type { Construct } from 'constructs';
import type { BudgetDeclaration, PurchaseDeclaration, SavingLever } from '../../model';
import { TracedConstruct } from '../structure';

/** What a document says about money. Amounts are in USD a month. */
export interface CostAccountProps {
  /** What is bought beside the nodes of the cluster and beside what other constructs declare. @default nothing */
  readonly purchases?: readonly Omit<PurchaseDeclaration, 'type'>[];
  /** @default no document sets one */
  readonly budget?: Omit<BudgetDeclaration, 'type'>;
  /** Ways to save that the document names, each with its own figure. @default none */
  readonly savings?: readonly (SavingLever & { readonly claimed: string; readonly requirement: string })[];
}

/** Declares what an environment buys, may spend and hopes to save, for `garam cost`. It makes no object. */
export class CostAccount extends TracedConstruct {
  constructor(scope: Construct, id: string, { purchases = [], budget, savings = [] }: CostAccountProps) {
    super(scope, id);
    for (const purchase of purchases) this.declare({ type: 'purchase', ...purchase });
    if (budget) this.declare({ type: 'budget', ...budget });
    for (const saving of savings) this.declare({ type: 'saving', ...saving });
  }
}
