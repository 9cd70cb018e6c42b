import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import type { PodEndpoint } from '../../model';
import { AlertRules, metricsOf, storeRules, type StoreHealth } from '../monitoring';
import { fixed, type Replicas } from '../scaling';
import { known, System, TracedConstruct } from '../structure';
import {
  Service,
  size,
  type DatabaseUse,
  type Image,
  type Probe,
  type Rollout,
  type VariableSource,
} from '../workload';

/** What a data store needs to be watched: an account of its own for the exporter. */
export interface Watching {
  /** Password of the exporter's account. */
  readonly password: VariableSource;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
  /** When its exporter runs. @default one pod, at every hour */
  readonly replicas?: Replicas;
  /** How a new version of it takes the old one's place. @default surge */
  readonly rollout?: Rollout;
}

export interface StoreExporterProps extends Pick<Watching, 'replicas' | 'rollout'> {
  readonly image: Image;
  /** User and group in the image, never 0. */
  readonly user: number;
  readonly port: number;
  readonly command: readonly string[];
  /** Path that answers while the program runs, whatever the store does. */
  readonly alive: string;
  /** The store that it asks. */
  readonly asks: PodEndpoint;
  readonly variables: Readonly<Record<string, VariableSource>>;
  /** Environment variables with plain values. @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** Connections that it opens, where the store has a budget of them. @default no budget */
  readonly databases?: readonly DatabaseUse[];
  readonly health: Omit<StoreHealth, 'store' | 'exporter' | 'hours'>;
}

/** Label of those who may come to data (TG-06): an exporter asks like any application. */
const TIER = 'application';

/**
 * A program that logs into a data store as an account without rights on its data, asks it for figures and shows them to
 * Prometheus alone; and the alerts on them. Its pods are not the store's: a new version of it restarts no database
 * (decision 155). Named `<store>-exporter`.
 */
export class StoreExporter extends TracedConstruct {
  readonly health: StoreHealth;

  constructor(scope: Construct, id: string, props: StoreExporterProps) {
    super(scope, id);
    const { image, user, port, command, alive, asks, variables, env, databases, rollout } = props;
    const { replicas = fixed(1) } = props;
    const { service: store, namespace } = asks;
    const name = `${store}-exporter`;
    this.health = {
      ...props.health,
      store: { name: store, namespace },
      exporter: { name, namespace },
      ...(replicas.type === 'scheduled' && { hours: known(replicas.hours) }),
    };
    const probe: Probe = { path: alive, every: Duration.seconds(15), timeout: Duration.seconds(5), failures: 4 };
    new Service(this, name, {
      namespace,
      image,
      size: size('10m', '32Mi', '100m', '64Mi'),
      user,
      port,
      command,
      variables,
      ...(env && { env }),
      replicas,
      ...(rollout && { rollout }),
      probes: { liveness: probe, readiness: { ...probe, failures: 3 } },
      calls: [asks],
      ...(databases && { databases }),
      tier: TIER,
      metrics: '/metrics',
      shows: { metrics: metricsOf(this.health), ownLabels: false, tellsOf: 'another' },
    });
    new AlertRules(System.of(this).monitoring, `${namespace}-${store}-store`, {
      name: `${store}-store`,
      namespace,
      groups: [storeRules(this.health)],
    });
  }
}
