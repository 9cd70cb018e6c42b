import { assumed, known } from '../constructs/structure';
import type { WatcherByFiles, WatcherByOperator } from '../model';
import { BLACKBOX_EXPORTER, PROMETHEUS } from '../systems/monitoring/endpoints';
import type { Delivery } from './environment';

/** Where Argo CD reads this repository, in every environment. One value: a fork or a move changes this line. */
export const source: Pick<Delivery, 'repository' | 'revision'> = {
  repository: assumed(
    'https://git.example.com/platform/garam.git',
    'no document names the repository; whoever hosts it enters its HTTPS address before the first sync',
  ),
  revision: 'main',
};

/** What every environment that has a Prometheus says of it: where it is, and where its alerts' pages are. */
const watching = {
  prometheus: PROMETHEUS,
  runbooks: `${known(source.repository).replace(/\.git$/, '')}/blob/${source.revision}/docs/runbooks/alerts`,
};

/** Of one that the operator runs, beside Grafana: where its dashboards are opened, too. */
export const watcher: WatcherByOperator = {
  ...watching,
  type: 'by-operator',
  // Nobody's way in is public: through `kubectl port-forward` (docs/decisions/monitoring/121-grafana-by-port-forward.md).
  dashboards: 'http://localhost:3000',
};

/** The same, of environments whose public addresses the world calls: somebody looks at them from outside. */
export const outsideWatcher: WatcherByOperator = { ...watcher, prober: BLACKBOX_EXPORTER };

/** Of a small one, which reads files and has no Grafana (D-06). */
export const smallWatcher: WatcherByFiles = { ...watching, type: 'by-files' };
