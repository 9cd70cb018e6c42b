import { Duration } from 'cdk8s';
import type { Replicas } from '../../constructs/scaling';
import { releasedImage, type Release, type ServiceProps, type SpreadOver } from '../../constructs/workload';
import type { Endpoint } from '../../model';
import { COLLECTOR, tracing } from '../traces/endpoints';
import type { ShopImages } from './images';
import { ALARMS, SERVICE_LEVEL } from './service-level';

/** The shop's own programs. (LP-02 to LP-05) */
export const SERVICES = ['frontend', 'main', 'catalog', 'order'] as const;

export type ServiceName = (typeof SERVICES)[number];

/** What differs between the services of two places. */
export interface ServiceValues {
  readonly replicas: Replicas;
}

/** What each of the four is told. */
export interface ShopServiceProps {
  readonly namespace: string;
  readonly release: Release;
  readonly images: ShopImages;
  readonly values: ServiceValues;
  /** @default zones-and-nodes */
  readonly spreadOver?: SpreadOver;
  /** Where traces go. @default nowhere */
  readonly traces?: 'collector';
}

/**
 * How long requests still arrive after a pod was told to stop: until every node, and whatever stands before the front
 * end, has noticed.
 */
export const LINGERING = Duration.seconds(10);

/** User of the three programs behind the front end; the images' contract. */
export const USER = 10001;

/** What all four have in common, what they promise among it: nobody judges it where nobody watches. */
export function runningAs(
  name: ServiceName,
  { namespace, release, images, values, spreadOver }: ShopServiceProps,
): Pick<ServiceProps, 'namespace' | 'image' | 'replicas' | 'spreadOver' | 'exposure' | 'serviceLevel' | 'alarms'> {
  return {
    namespace,
    image: releasedImage(release, name, images.repository(name)),
    replicas: values.replicas,
    ...(spreadOver && { spreadOver }),
    exposure: { type: 'load-balancer', lingering: LINGERING },
    serviceLevel: SERVICE_LEVEL,
    alarms: ALARMS,
  };
}

/** What a program that can be traced calls and is told, where traces are collected; nginx cannot. (LP-12) */
export function tracedAs(
  name: Exclude<ServiceName, 'frontend'>,
  { traces }: Pick<ShopServiceProps, 'traces'>,
  calls: readonly Endpoint[],
): Pick<ServiceProps, 'calls' | 'env'> {
  return traces === undefined ? { calls } : { calls: [...calls, COLLECTOR], env: tracing(name) };
}
