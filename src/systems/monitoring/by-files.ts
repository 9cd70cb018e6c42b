import { secretKeys } from '../../constructs/alerting';
import { AlertmanagerOfFiles, PrometheusOfFiles } from '../../constructs/prometheus-files';
import { ExternalSecret, HandMadeSecret } from '../../constructs/secrets';
import { Place, type System } from '../../constructs/structure';
import type { PodEndpoint } from '../../model';
import { MONITORING } from './endpoints';
import { OWN_METRICS } from './own-alerts';
import type { WatchedByFiles } from './props';
import { receiverSecrets } from './receiver-secrets';
import { RETENTION_DAYS } from './retention';

const ALERTMANAGER = 'alertmanager';

/** Makes the Alertmanager, and the Prometheus that reads and judges everything which the systems of the place declare. */
export function watchByFiles(system: System, props: WatchedByFiles, alertmanager: PodEndpoint): void {
  new PrometheusOfFiles(system.app, 'prometheus', {
    ...props.prometheus,
    namespace: MONITORING,
    retentionDays: RETENTION_DAYS,
    externalLabels: { environment: Place.of(system).node.id },
    alertmanager,
    metrics: [OWN_METRICS.configuration, OWN_METRICS.ruleFailures, OWN_METRICS.dropped, OWN_METRICS.cut],
  });
}

/** Makes the Alertmanager that tells people, with the Secret whose files its receivers read. */
export function tellByFiles(system: System, props: WatchedByFiles): PodEndpoint {
  const { alertmanager, routing } = props;
  return new AlertmanagerOfFiles(system.app, ALERTMANAGER, {
    namespace: MONITORING,
    size: alertmanager.size,
    routing,
    secret: receiversSecret(system, props),
    metrics: [OWN_METRICS.routes, OWN_METRICS.failed],
  }).endpoint;
}

/** Makes the receivers' Secret, or leaves it to a person (TG-13). @returns its name */
function receiversSecret(system: System, { secrets, routing }: WatchedByFiles): string {
  const name = `${ALERTMANAGER}-receivers`;
  const read = { keys: secretKeys(routing), consumers: [ALERTMANAGER] };
  if (secrets.type === 'by-hand') return new HandMadeSecret(system.app, name, { ...read, namespace: MONITORING }).name;
  const { store, receivers: remote } = receiverSecrets(system, secrets, { routing, grafana: {}, shown: {} });
  return new ExternalSecret(system.app, name, { ...read, store, remote }).name;
}
