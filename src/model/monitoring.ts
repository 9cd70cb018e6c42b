import type { Endpoint, PodEndpoint } from './endpoint';
import type { Metric } from './metric';
import type { OfficeHours } from './schedule';
import type { Words } from './words';

/** What every environment that is watched says of who watches it. */
interface Watching {
  /** The Prometheus that reads what programs show and judges the rules. */
  readonly prometheus: PodEndpoint;
  /** Address of the folder that holds one page an alert, without a final slash. */
  readonly runbooks: string;
}

/** prometheus-operator runs the servers and reads objects of its own kinds; Grafana shows what they know. */
export interface WatcherByOperator extends Watching {
  readonly type: 'by-operator';
  /** Address at which people open its Grafana, without a final slash. */
  readonly dashboards: string;
  /** The blackbox exporter that looks at public addresses from outside. @default nobody does */
  readonly prober?: PodEndpoint;
}

/** Servers that read files which are mounted, where nodes have no room for an operator and Grafana (D-06). */
export interface WatcherByFiles extends Watching {
  readonly type: 'by-files';
}

/** Who watches an environment, and how it learns what to read and to judge. */
export type Watcher = WatcherByOperator | WatcherByFiles;

/** A kind of which an add-on's objects say how they are, by the plural that the API knows it by. */
export type WatchedKind = 'applications' | 'certificates' | 'externalsecrets' | 'rollouts';

/** How urgent an alert is: a person now, a person today, nobody before he looks. */
export type Severity = 'critical' | 'warning' | 'info';

/** Pods whose metrics Prometheus reads, or what stands on nodes. */
export interface MonitorDeclaration {
  readonly type: 'monitor';
  /** Name of the workload, or of what stands on nodes: the label `job` of all its series. */
  readonly job: string;
  readonly namespace: string;
  /** Where they are shown. */
  readonly endpoint: Endpoint;
  readonly path: string;
  /** Metrics that rules, dashboards and analyses may ask for; a program shows more. */
  readonly metrics: readonly Metric[];
}

/** An address on the internet at which a service is reached. */
export interface PublicAddressDeclaration {
  readonly type: 'public-address';
  readonly service: string;
  readonly namespace: string;
  /** @default nobody knows it before it is made */
  readonly host?: string;
  /** What is asked to see whether it answers. @default nothing shows it */
  readonly urls?: readonly string[];
  /** Why nobody looks at it from outside. @default somebody does */
  readonly unseen?: string;
}

/** What users of a service are promised, over how many days it is judged. */
export interface ServiceLevelDeclaration {
  readonly type: 'service-level';
  readonly service: string;
  readonly namespace: string;
  readonly windowDays: number;
  /** Each promise, and the share of requests that may break it. */
  readonly objectives: readonly { readonly slo: string; readonly budget: number }[];
  /** Requirements that state it. */
  readonly requirements: readonly string[];
}

/** A share of requests, as series that a test can make up. */
export interface JudgedShare {
  readonly type: 'share';
  /** Labels that the requests of the service carry. */
  readonly matchers: Readonly<Record<string, string>>;
  /** Bad requests: those that failed, or those that took longer. */
  readonly bad:
    | { readonly type: 'failed'; readonly metric: Metric; readonly label: string; readonly pattern: string }
    | { readonly type: 'slow'; readonly metric: Metric; readonly seconds: number };
  /** The alert fires above it. */
  readonly above: number;
  /** Windows in all of which the share must be above. */
  readonly windows: readonly string[];
  /** Fewest requests in the longest window; below, nothing is judged. */
  readonly minimumRequests: number;
}

/** What an alert judges; whatever is not a share of requests has tests written by hand. */
export type Judged = JudgedShare | { readonly type: 'other' };

/** An alert of an environment. */
export interface AlertDeclaration {
  readonly type: 'alert';
  readonly name: string;
  readonly severity: Severity;
  /** Name and namespace of the PrometheusRule, or of the file of rules, that holds it. */
  readonly rule: string;
  readonly namespace: string;
  readonly expr: string;
  /** Time for which it must hold (`2m`). */
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Hours outside which it is silent, because nobody is promised anything then (D-08). @default it judges at every hour */
  readonly hours?: OfficeHours;
  /** Its silence would look like health: no other alert may inhibit it. @default what explains it may */
  readonly alwaysTold?: true;
  readonly judged: Judged;
  /** Days that it looks back, through the rules that it reads. */
  readonly lookbackDays: number;
  /** Metrics that it reads, those of its recording rules resolved; those of Prometheus' own left out. */
  readonly reads: readonly Metric[];
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

/** A look at what Prometheus knows, by which a learner sees whether a scenario came out as it should. */
export interface LabCheck {
  /** Its name, by which the Job tells of it. */
  readonly name: string;
  /** What is so when it holds. */
  readonly what: Words;
  /** PromQL that gives one number without labels. */
  readonly measure: string;
  /** What the number has to be (`<= 0.05`). */
  readonly holds: string;
}

/** A learning scenario whose outcome a Job verifies (LP-21). */
export interface LabDeclaration {
  readonly type: 'lab';
  readonly number: number;
  readonly title: Words;
  readonly goal: Words;
  /** CronJob that a person starts to verify it. */
  readonly job: string;
  readonly namespace: string;
  readonly checks: readonly LabCheck[];
}
