import { Duration, Yaml } from 'cdk8s';
import type { Construct } from 'constructs';
import { AZURE_SOURCE, type AzureMonitorReader } from '../../constructs/azure';
import { DATA_SOURCE, LOG_SOURCE } from '../../constructs/dashboards';
import { READING_INTERVAL } from '../../constructs/monitoring';
import { fixed } from '../../constructs/scaling';
import { ExternalSecret, type SecretStore } from '../../constructs/secrets';
import { TracedConstruct } from '../../constructs/structure';
import { ConfigMap, Service, size, type Image, type Probe } from '../../constructs/workload';
import type { Language } from '../../model';
import { LOKI, LOKI_HOST } from '../logs/endpoints';
import { PROMETHEUS, PROMETHEUS_ADDRESS } from './endpoints';
import { GRAFANA_KEYS } from './grafana-keys';

const IMAGE: Image = { repository: 'docker.io/grafana/grafana', tag: '12.4.12' };

/** `grafana` in the official image. */
const USER = 472;

/** Where the dashboards lie; where the image looks for what it is given. */
const DASHBOARDS = '/dashboards';
const PROVISIONING = '/etc/grafana/provisioning';

/** Languages as Grafana names them. */
const LANGUAGES: Readonly<Record<Language, string>> = { en: 'en-US', ko: 'ko-KR' };

export interface GrafanaProps {
  readonly namespace: string;
  readonly language: Language;
  /** Address at which people open it, without a final slash. */
  readonly address: string;
  /** Where its secrets lie, and under which name. */
  readonly secrets: { readonly store: SecretStore; readonly remote: string };
  /** What keeps the log lines that it shows. @default it shows none */
  readonly logs?: 'loki';
  /** Who it is when it asks Azure Monitor for figures. @default it asks it nothing */
  readonly azure?: AzureMonitorReader;
  /** Names of the ConfigMaps that hold its dashboards, asked for once all systems of the place are built. */
  readonly dashboards: () => readonly string[];
}

const HEALTH: Probe = {
  path: '/api/health',
  every: Duration.seconds(15),
  timeout: Duration.seconds(5),
  failures: 4,
};

/**
 * Shows what Prometheus knows. One pod that keeps nothing: data source and dashboards come from git, so that a new pod
 * shows the same, and what somebody clicks together goes with the old one (decision 120). It calls Prometheus,
 * Loki and Azure Monitor where there is one, and nobody else. (LP-10, FP-11, MM-08, TG-18)
 */
export class Grafana extends TracedConstruct {
  constructor(scope: Construct, id: string, props: GrafanaProps) {
    super(scope, id);
    const { namespace, language, address, secrets, logs, azure, dashboards } = props;
    const secret = new ExternalSecret(this, `${id}-secrets`, { ...secrets, keys: GRAFANA_KEYS, consumers: [id] });
    const source = new ConfigMap(this, `${id}-data-source`, {
      namespace,
      data: {
        'prometheus.yaml': Yaml.stringify(dataSource()),
        ...(logs && { 'loki.yaml': Yaml.stringify(logSource()) }),
        ...(azure && { 'azure-monitor.yaml': Yaml.stringify(azureSource(azure)) }),
      },
    });
    const provider = new ConfigMap(this, `${id}-dashboards`, {
      namespace,
      data: { 'dashboards.yaml': Yaml.stringify(dashboardProvider()) },
    });
    new Service(this, id, {
      namespace,
      image: IMAGE,
      size: size('50m', '192Mi', '500m', '512Mi'),
      user: USER,
      port: 3000,
      replicas: fixed(1),
      probes: {
        startup: { ...HEALTH, every: Duration.seconds(5), failures: 60 }, // each pod makes its database anew
        liveness: HEALTH,
        readiness: { ...HEALTH, failures: 2 },
      },
      calls: [PROMETHEUS, ...(logs ? [LOKI] : []), ...(azure?.endpoints ?? [])],
      ...(azure && { identity: azure.identity }),
      metrics: '/metrics',
      env: {
        ...SETTINGS,
        ...(azure && AZURE_SETTINGS),
        GF_SERVER_ROOT_URL: address,
        GF_USERS_DEFAULT_LANGUAGE: LANGUAGES[language],
      },
      variables: {
        GF_SECURITY_ADMIN_PASSWORD: { secret: secret.name, key: 'ADMIN_PASSWORD' },
        GF_SECURITY_SECRET_KEY: { secret: secret.name, key: 'SECRET_KEY' },
      },
      writable: [
        { path: '/tmp', sizeLimit: '64Mi' },
        { path: '/var/lib/grafana', sizeLimit: '256Mi' },
      ],
      files: [
        { path: `${PROVISIONING}/datasources`, configMap: source },
        { path: `${PROVISIONING}/dashboards`, configMap: provider },
        { path: DASHBOARDS, readAgain: dashboards },
      ],
    });
  }
}

/** Who comes in has a password, and nothing goes out: no reports, no updates, no plugins, no pictures of faces. */
const SETTINGS = {
  GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
  GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
  GF_ANALYTICS_FEEDBACK_LINKS_ENABLED: 'false',
  GF_ANALYTICS_REPORTING_ENABLED: 'false',
  GF_AUTH_ANONYMOUS_ENABLED: 'false',
  GF_LOG_MODE: 'console',
  GF_NEWS_NEWS_FEED_ENABLED: 'false',
  GF_PLUGINS_PLUGIN_ADMIN_ENABLED: 'false',
  GF_PLUGINS_PREINSTALL_DISABLED: 'true',
  GF_PLUGINS_PUBLIC_KEY_RETRIEVAL_DISABLED: 'true',
  GF_SECURITY_DISABLE_GRAVATAR: 'true',
  GF_SNAPSHOTS_ENABLED: 'false',
  // Alerts are Alertmanager's: a second place that tells people would not be in git.
  GF_UNIFIED_ALERTING_ENABLED: 'false',
  GF_USERS_ALLOW_SIGN_UP: 'false',
} as const;

/** Signs in to Azure by the token of its ServiceAccount: no secret (Grafana, "Configure the Azure Monitor data source"). */
const AZURE_SETTINGS = { GF_AZURE_CLOUD: 'AzureCloud', GF_AZURE_WORKLOAD_IDENTITY_ENABLED: 'true' } as const;

function dataSource(): object {
  return {
    apiVersion: 1,
    datasources: [
      {
        name: 'Prometheus',
        ...DATA_SOURCE,
        access: 'proxy',
        url: PROMETHEUS_ADDRESS,
        isDefault: true,
        editable: false,
        jsonData: { httpMethod: 'POST', timeInterval: READING_INTERVAL },
      },
    ],
  };
}

function logSource(): object {
  return {
    apiVersion: 1,
    datasources: [
      {
        name: 'Loki',
        ...LOG_SOURCE,
        access: 'proxy',
        url: `http://${LOKI_HOST}:${LOKI.port}`,
        isDefault: false,
        editable: false,
        jsonData: { maxLines: 1000 },
      },
    ],
  };
}

function azureSource({ subscription }: AzureMonitorReader): object {
  return {
    apiVersion: 1,
    datasources: [
      {
        name: 'Azure Monitor',
        ...AZURE_SOURCE,
        access: 'proxy',
        isDefault: false,
        editable: false,
        jsonData: { azureAuthType: 'workloadidentity', cloudName: 'azuremonitor', subscriptionId: subscription },
      },
    ],
  };
}

/** Files are looked at again every half a minute, so that a new dashboard needs no new pod. */
function dashboardProvider(): object {
  return {
    apiVersion: 1,
    providers: [
      {
        name: 'garam',
        folder: 'Garam',
        type: 'file',
        disableDeletion: false,
        allowUiUpdates: false,
        updateIntervalSeconds: 30,
        options: { path: DASHBOARDS, foldersFromFilesStructure: false },
      },
    ],
  };
}
