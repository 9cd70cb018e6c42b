import type { KubeObject } from '../../src/model';
import { realModel } from '../real-model';

/** Environments that a Prometheus of the operator watches. */
export const WATCHED_BY_OPERATOR = ['fablink-prod', 'learn', 'memo-prod', 'tripgen-prod'];

/** … and that is told by files (FD-12, D-06, ALL-02). */
export const WATCHED_BY_FILES = ['fablink-dev', 'learn-local', 'memo-dev', 'tripgen-dev'];

/** An object of an environment, in whichever namespace. */
export function objectIn(environment: string, kind: string, name: string): KubeObject {
  const found = realModel().manifests.find(
    each => each.environment === environment && each.object.kind === kind && each.object.metadata.name === name,
  );
  if (!found) throw new Error(`${environment} has no ${kind}/${name}`);
  return found.object;
}
