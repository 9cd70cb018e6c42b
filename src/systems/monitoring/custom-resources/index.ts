import type { RuleGroup } from '../../../constructs/monitoring';
import type { SyncMode, WatchedKind } from '../../../model';
import { applicationAlerts } from './application-alerts';
import { certificateAlerts } from './certificate-alerts';
import { releaseAlerts } from './release-alerts';
import { secretAlerts } from './secret-alerts';
import { unseenAlerts } from './unseen-alerts';

export { configurationOf, rightsOn } from './configuration';

/** Alerts on what Argo CD, cert-manager, External Secrets and Argo Rollouts say of their objects, for the kinds that a place has. */
export function customResourceRules(
  kinds: readonly WatchedKind[],
  sync: SyncMode,
  toldBy: { readonly name: string; readonly namespace: string },
): readonly RuleGroup[] {
  const groups = {
    applications: () => applicationAlerts(sync),
    certificates: certificateAlerts,
    externalsecrets: secretAlerts,
    rollouts: releaseAlerts,
  };
  return [
    ...kinds.map(name => ({ name, recordings: [], alerts: groups[name]() })),
    { name: 'unseen', recordings: [], alerts: unseenAlerts(kinds, toldBy) },
  ];
}
