import type { Construct } from 'constructs';
import type { Metric, OfficeHours } from '../../model';
import { TracedConstruct } from '../structure';
import { Monitor, type MonitorProps } from './monitor';
import type { RequestMetrics } from './request-metrics';
import { RequestQueries } from './request-queries';
import { AlertRules, type RuleGroup } from './rules/alert-rules';
import { windowDaysOf } from './rules/requests/burn-rates';
import { connectionRules, type ConnectionAlarm } from './rules/connection-rules';
import { objectivesOf } from './rules/requests/objectives';
import { outageRules } from './rules/requests/outage-rules';
import { requestAlarmRules, type RequestAlarms } from './rules/requests/request-alarms';
import { restartRules, type RestartAlarm } from './rules/restart-rules';
import { requestsOf, serviceLevelRules, type JudgedService } from './rules/requests/service-level-rules';
import { targetRules, type WatchedPods } from './rules/target-rules';
import { usageRules, type UsageAlarm } from './rules/usage-rules';
import type { ServiceLevel } from './service-level';

/** What a service says of itself to those who watch it. */
export interface Watched {
  /** How requests are counted and timed, at `metrics` or by the exporter. @default not known */
  readonly requests?: RequestMetrics;
  /** What its users are promised; needs `requests`. @default nothing: told is when it fails every request */
  readonly serviceLevel?: ServiceLevel;
  /** Figures at which a document wants somebody told; needs `requests`. @default none */
  readonly alarms?: RequestAlarms;
  /** How many starts again are too many. @default nobody is told */
  readonly restarts?: RestartAlarm;
  /** How much of its CPU and memory is too much. @default nobody is told */
  readonly usage?: UsageAlarm;
  /** Whether connections to a database that fail are told; needs their metric among those it `shows`. @default not */
  readonly failedConnections?: ConnectionAlarm;
  /** Metrics beside those of requests that rules may ask for. @default none */
  readonly shows?: {
    readonly metrics: readonly Metric[];
    /** Whether `namespace`, `pod` and `container` of its series are those of what it tells of, not its own. */
    readonly ownLabels: boolean;
    /** What they tell of, where not of the pods that show them: `node` or `another`. @default the pods */
    readonly tellsOf?: MonitorProps['tellsOf'];
  };
}

export interface WatchedServiceProps extends Watched, Omit<MonitorProps, 'metrics'> {
  /** Hours in which pods run, so that their absence is an alert. @default every hour */
  readonly hours?: OfficeHours;
}

/** All that watches one service: its monitor, and the rules of its promises and alarms. */
export class WatchedService extends TracedConstruct {
  /** The service, and how its requests are counted. @default nobody counts them */
  readonly judges: JudgedService | undefined;
  /** Its pods, and how much of their CPU and memory is too much. @default nobody is told */
  readonly used: { readonly pods: WatchedPods; readonly alarm: UsageAlarm } | undefined;
  /** Its pods, and when somebody is told of connections that fail. @default nobody is told */
  readonly connecting: { readonly pods: WatchedPods; readonly alarm: ConnectionAlarm } | undefined;
  /** @default nothing is promised */
  readonly serviceLevel: ServiceLevel | undefined;

  constructor(scope: Construct, id: string, props: WatchedServiceProps) {
    super(scope, id);
    const { name, endpoint, portName, path, hours, requests, restarts, usage, failedConnections, shows } = props;
    const { namespace } = endpoint;
    const ofRequests = requests ? [...new Set([requests.requests, requests.latency])] : [];
    const metrics = [...ofRequests, ...(shows?.metrics ?? [])];
    const ownLabels = shows?.ownLabels ?? false;
    const about = shows?.tellsOf && { tellsOf: shows.tellsOf };
    new Monitor(this, 'monitor', { name, endpoint, portName, path, metrics, ownLabels, ...about });
    this.used = usage && { pods: { name, namespace }, alarm: usage };
    this.connecting = failedConnections && { pods: { name, namespace }, alarm: failedConnections };
    this.judges = requests && { name, namespace, metrics: requests, ...(hours && { hours }) };
    this.serviceLevel = props.serviceLevel;
    const groups: RuleGroup[] = [
      ...(this.judges ? this.judged(this.judges, props) : []),
      ...(restarts ? [restartRules({ name, namespace }, restarts)] : []),
      ...(usage ? [usageRules({ name, namespace }, usage)] : []),
      ...(failedConnections ? [connectionRules({ name, namespace }, failedConnections)] : []),
      targetRules({ name, namespace, ...(hours && { hours }) }),
    ];
    new AlertRules(this, 'rules', { name, namespace, groups });
  }

  private judged(service: JudgedService, { serviceLevel, alarms }: Watched): readonly RuleGroup[] {
    if (serviceLevel) this.declareLevel(service, serviceLevel);
    return [
      ...(serviceLevel ? serviceLevelRules(service, serviceLevel) : [outageRules(service)]),
      ...(alarms ? [requestAlarmRules(service, alarms)] : []),
    ];
  }

  private declareLevel(service: JudgedService, level: ServiceLevel): void {
    const queries = new RequestQueries(service.metrics, requestsOf(service));
    this.declare({
      type: 'service-level',
      service: service.name,
      namespace: service.namespace,
      windowDays: windowDaysOf(level),
      objectives: objectivesOf(level, service.metrics, queries).map(({ slo, budget }) => ({ slo, budget })),
      requirements: level.requirements,
    });
  }
}
