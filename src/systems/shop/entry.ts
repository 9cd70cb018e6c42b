import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { AlbIngress } from '../../constructs/aws';
import { canary } from '../../constructs/release';
import { known, TracedConstruct } from '../../constructs/structure';
import type { ServiceRelease } from '../../constructs/workload';
import type { Cluster, Fact, Origin, PodEndpoint } from '../../model';
import { FRONTEND_HEALTH } from './frontend';
import { MAIN_HEALTH } from './main';
import { LINGERING } from './service';

/** Nobody comes in from outside. */
export interface NoEntry {
  readonly type: 'none';
}

/** A public load balancer, which sends to the pods of the front end by their own addresses. (LP-01, LP-22) */
export interface PublicAlb {
  readonly type: 'alb';
  /** Name of the shop; External DNS writes it into Route 53. */
  readonly host: Fact<string>;
  /** Hosted zone that the name lies in. */
  readonly zone: Fact<string>;
  /** Certificate of ACM for that name. */
  readonly certificateArn: Fact<string>;
  /** Public subnets, one a zone. */
  readonly subnets: Fact<readonly string[]>;
}

/** The way to the front end, by kind. */
export type EntryValues = NoEntry | PublicAlb;

export interface ShopEntryProps {
  readonly namespace: string;
  readonly values: EntryValues;
  /** The front end's Service: the release writes the action of that name, which shares requests out. */
  readonly frontend: PodEndpoint;
  /** What the front end hands on to. */
  readonly main: PodEndpoint;
}

/** Address ranges that may call: the whole internet. */
const EVERYBODY = ['0.0.0.0/0'];

/** The way from the internet to the front end; nothing behind it is reached that way. */
export class ShopEntry extends TracedConstruct {
  constructor(scope: Construct, id: string, { namespace, values, frontend, main }: ShopEntryProps) {
    super(scope, id);
    switch (values.type) {
      case 'none':
        return;
      case 'alb':
        new AlbIngress(this, 'frontend', {
          namespace,
          host: {
            name: known(values.host),
            answers: [
              { service: frontend, paths: [FRONTEND_HEALTH], requirements: ['LP-22'] },
              { service: main, paths: [MAIN_HEALTH], requirements: ['LP-03'] }, // the front end hands it on
            ],
          },
          routes: [{ path: '/', service: frontend.service, port: 'use-annotation' }],
          scheme: 'internet-facing',
          subnets: values.subnets,
          inboundCidrs: EVERYBODY,
          certificateArn: values.certificateArn,
          healthCheck: {
            path: FRONTEND_HEALTH,
            interval: Duration.seconds(10),
            timeout: Duration.seconds(3),
            healthyThreshold: 2,
            unhealthyThreshold: 2,
          },
          deregistration: LINGERING,
        });
        this.zoneContract(known(values.zone));
    }
  }

  private zoneContract(zone: string): void {
    this.declare({
      type: 'contract',
      id: 'shop-zone',
      owner: 'owner of the DNS zone',
      statement: `Route 53 has the public zone ${zone}, and the world is sent there: External DNS writes records, nobody makes zones.`,
      check: `dig +short NS ${zone} | sort | head --lines 1 | grep --only-matching awsdns`,
      expect: 'awsdns',
      requirements: ['LP-22'],
    });
  }
}

/** Shares of the requests, in percent, that a new version gets one after the other (LP-16). */
const SHARES = [5, 10, 25, 50, 100];

/** How a new version of the front end takes over: share by share where a load balancer can share requests out (D-28). */
export function releaseOf(entry: EntryValues): ServiceRelease | undefined {
  return entry.type === 'alb' ? canary({ weights: SHARES }) : undefined;
}

/** Who sends requests to the front end, as its pods see it. */
export function openTo(cluster: Cluster, entry: EntryValues): readonly Origin[] {
  return entry.type === 'alb' ? [{ name: 'load-balancer', cidrs: known(cluster.network.loadBalancerCidrs) }] : [];
}

/** Labels that controllers look for in the front end's namespace. */
export function namespaceLabels(entry: EntryValues): Readonly<Record<string, string>> {
  // A pod counts as ready only when the load balancer has it in service: rollouts lose no request.
  return entry.type === 'alb' ? { 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' } : {};
}
