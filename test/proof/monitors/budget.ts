import { realModel } from '../../real-model';

/** Connections that all pods of an environment may have, as declared. */
export function budgetOf(environment: string): number {
  for (const each of realModel().declarations) {
    if (each.type === 'connection-budget' && each.environment === environment) return each.connections;
  }
  throw new Error(`${environment} declares no budget of connections`);
}
