import { CONTAINER_READY, RECORDED, recordedOf as series } from '../../constructs/monitoring';

/** A service of the shop, as far as a lab looks at it. */
export interface LabService {
  readonly name: string;
  readonly namespace: string;
  /** Fewest pods that its autoscaler keeps. */
  readonly fewestPods: number;
}

/** Seconds between two looks at the past, the time between two readings. */
const STEP_SECONDS = 30;

/** How far back a lab looks. */
export const HOUR = '1h';

/** What labs ask Prometheus of the shop. Every query gives one number without labels, or none. */
export class ShopQueries {
  constructor(private readonly services: readonly LabService[]) {}

  /** Pods of a service that are ready. */
  ready({ name: container, namespace }: LabService): string {
    return `sum(${series(CONTAINER_READY.name, { namespace, container })})`;
  }

  /** Services that have at least their fewest pods; one that has lost them all has no series, and is not among them. */
  whole(): string {
    return `count(${this.each(service => `${this.readyOf(service)} >= ${service.fewestPods}`)})`;
  }

  /** Pods that were ready beyond the fewest at some moment of the last hour, of the service that had the most. */
  mostBeyondFewest(): string {
    const most = (service: LabService): string => `max_over_time(${this.readyOf(service)}[${HOUR}:${STEP_SECONDS}s])`;
    return `max(${this.each(service => `${most(service)} - ${service.fewestPods}`)})`;
  }

  /** Seconds of the last hour in which some pod was not ready. */
  secondsNotReady(): string {
    const values = (of: (service: LabService) => string): string =>
      [...new Set(this.services.map(of))].sort().join('|');
    const matchers = `namespace=~"${values(each => each.namespace)}",container=~"${values(each => each.name)}"`;
    const unready = `count(${CONTAINER_READY.name}{${matchers}} == 0)`;
    return `${STEP_SECONDS} * count_over_time(${unready}[${HOUR}:${STEP_SECONDS}s]) or vector(0)`;
  }

  /** Requests of the last hour to one service. */
  requests({ name: service, namespace }: LabService): string {
    return `sum(${series(RECORDED.requests(HOUR), { namespace, service })})`;
  }

  /** Share of bad requests of the last hour, of the service that has the most. @param slo the promise that they break */
  mostBad(slo: string): string {
    return `max(${series(RECORDED.badRequests(HOUR), { slo })})`;
  }

  private readyOf({ name: container, namespace }: LabService): string {
    return `sum by (container) (${series(CONTAINER_READY.name, { namespace, container })})`;
  }

  private each(of: (service: LabService) => string): string {
    return this.services.map(of).join(' or ');
  }
}
