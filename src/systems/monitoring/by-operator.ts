import { AzureMonitorReader } from '../../constructs/azure';
import { proberOf } from '../../constructs/monitoring';
import { Alertmanager, Prometheus } from '../../constructs/prometheus-operator';
import { Place, type System } from '../../constructs/structure';
import { BlackboxExporter, SHOWN_KEYS } from './blackbox-exporter';
import { dashboardNames } from './dashboards';
import { MONITORING } from './endpoints';
import { Grafana } from './grafana';
import { GRAFANA_KEYS } from './grafana-keys';
import { NodeExporter } from './node-exporter';
import { OWN_METRICS } from './own-alerts';
import type { WatchedByOperator } from './props';
import { receiverSecrets } from './receiver-secrets';
import { RETENTION_DAYS } from './retention';

/** Name of Grafana's pods, and of their ServiceAccount. */
const GRAFANA = 'grafana';

/** Makes the servers as objects of prometheus-operator, and what shows and asks beside them. */
export function watchByOperator(system: System, props: WatchedByOperator): void {
  const namespace = MONITORING;
  const place = Place.of(system);
  const { showsKey, behind } = props.outside ?? {};
  const shown = showsKey ? SHOWN_KEYS : {};
  const secrets = receiverSecrets(system, props.secrets, { routing: props.routing, grafana: GRAFANA_KEYS, shown });
  const alertmanager = new Alertmanager(system.app, 'alertmanager', {
    ...props.alertmanager,
    namespace,
    routing: props.routing,
    metrics: [OWN_METRICS.routes, OWN_METRICS.failed],
    secrets: { store: secrets.store, remote: secrets.receivers },
  });
  new Prometheus(system.app, 'prometheus', {
    ...props.prometheus,
    namespace,
    retentionDays: RETENTION_DAYS,
    externalLabels: { environment: place.node.id },
    alertmanager: alertmanager.endpoint,
    openTo: props.askedBy ?? [],
    metrics: [OWN_METRICS.configuration, OWN_METRICS.ruleFailures, OWN_METRICS.dropped, OWN_METRICS.cut],
  });
  const azure = azureReader(system, props);
  new Grafana(system.app, GRAFANA, {
    namespace,
    language: props.language,
    address: addressOf(place),
    secrets: { store: secrets.store, remote: secrets.grafana },
    ...(props.logs && { logs: props.logs }),
    ...(azure && { azure }),
    dashboards: () => dashboardNames(place),
  });
  if (proberOf(system)) {
    new BlackboxExporter(system.app, 'blackbox', {
      ...(showsKey && { key: { store: secrets.store, remote: secrets.prober } }),
      ...(behind && { behind }),
    });
  }
  if (props.nodeExporter) new NodeExporter(system, 'node-exporter', props.nodeExporter);
}

function azureReader({ cloud }: System, { azureMonitor }: WatchedByOperator): AzureMonitorReader | undefined {
  if (!azureMonitor) return undefined;
  const { identity, requirements } = azureMonitor;
  return new AzureMonitorReader(cloud, identity, { namespace: MONITORING, serviceAccount: GRAFANA, requirements });
}

function addressOf({ node, watchedBy }: Place): string {
  if (watchedBy?.type === 'by-operator') return watchedBy.dashboards;
  throw new Error(`${node.path}: Grafana in a place that is not watched by the operator`);
}
