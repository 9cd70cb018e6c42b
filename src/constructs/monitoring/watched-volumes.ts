import type { Construct } from 'constructs';
import { Place, System, TracedConstruct } from '../structure';
import { AlertRules } from './rules/alert-rules';
import { volumeRules, type WatchedClaims } from './rules/volume-rules';

/** The alerts on the volumes of one thing that keeps data. (ALL-02) */
export class WatchedVolumes extends TracedConstruct {
  readonly watched: WatchedClaims;

  constructor(scope: Construct, id: string, watched: WatchedClaims) {
    super(scope, id);
    this.watched = watched;
    const { name, namespace } = watched;
    new AlertRules(this, 'rules', { name: `${name}-volumes`, namespace, groups: [volumeRules(watched)] });
  }
}

/** Has somebody told of volumes that fill up, where somebody watches the place of a construct: its kubelets are read then. */
export function watchVolumes(construct: Construct, claims: WatchedClaims): void {
  if (!Place.of(construct).watchedBy) return;
  const { name, namespace } = claims;
  new WatchedVolumes(System.of(construct).monitoring, `${namespace}-${name}-volumes`, claims);
}
