import type { Duration } from 'cdk8s';

/** Shared machines, queues only, no private endpoint: what TG-12 asks for. */
export interface BasicTier {
  readonly type: 'basic';
}

/** Machines of its own in several zones, reached by a private endpoint only: what TG-18 asks for. */
export interface PremiumTier {
  readonly type: 'premium';
  /** Messaging units: fixed throughput that is paid for by the hour. */
  readonly messagingUnits: 1 | 2 | 4 | 8 | 16;
}

/** Tier of a Service Bus namespace. It never changes: another tier is another namespace. */
export type ServiceBusTier = BasicTier | PremiumTier;

/** What a document asks of a queue. */
export interface QueueProps {
  readonly name: string;
  /** Most that the queue holds, in MB, as the document asks. The tier may offer only the next larger size. */
  readonly sizeMegabytes: number;
  /** Time after which a message that nobody took is gone. */
  readonly timeToLive: Duration;
}

/** A figure of a document that a tier does not offer, and what stands there instead. */
export interface Deviation {
  /** What the figure is about (`queue notification, size`). */
  readonly subject: string;
  /** What the document asks for. */
  readonly asked: string;
  /** The nearest that the tier offers: what is made. */
  readonly offered: string;
  /** The tier's rule, with where it is written. */
  readonly reason: string;
}

/** Sizes that queues can have, in MB, by tier: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas */
const SIZES: Readonly<Record<ServiceBusTier['type'], readonly number[]>> = {
  basic: [1024, 2048, 3072, 4096, 5120],
  premium: [1024, 2048, 3072, 4096, 5120, 10_240, 20_480, 40_960, 81_920],
};

const QUOTAS = 'https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas';

/** Longest time to live in the Basic tier: https://learn.microsoft.com/azure/service-bus-messaging/message-expiration */
const BASIC_DAYS = 14;

/** Seconds of a day. */
const DAY = 86_400;

/**
 * Size that a queue gets: the smallest of the tier that is not below the one asked for.
 * @throws when the tier has none so large.
 */
export function sizeOf(tier: ServiceBusTier, { name, sizeMegabytes }: QueueProps): number {
  const sizes = SIZES[tier.type];
  const size = sizes.find(each => each >= sizeMegabytes);
  if (size !== undefined) return size;
  throw new Error(
    `Queue ${name}: ${sizeMegabytes} MB; tier ${tier.type} of Service Bus offers ${sizes.join(', ')} MB: ` +
      'ask for one of them, or take another tier',
  );
}

/**
 * Time to live as Azure writes it (`P14D`).
 * @throws when the tier does not offer it.
 */
export function timeToLiveOf(tier: ServiceBusTier, { name, timeToLive }: QueueProps): string {
  const seconds = timeToLive.toSeconds();
  if (seconds < 1 || (tier.type === 'basic' && seconds > BASIC_DAYS * DAY)) {
    throw new Error(
      `Queue ${name}: messages live ${timeToLive.toHumanString()}; tier ${tier.type} of Service Bus offers from 1 second ` +
        `${tier.type === 'basic' ? `to ${BASIC_DAYS} days` : 'up'}: choose a time within that`,
    );
  }
  // Whole days as days: cdk8s writes 14 days as PT14D, which is no duration.
  return seconds % DAY === 0 ? `P${seconds / DAY}D` : `PT${seconds}S`;
}

/** Every figure of the queues that the tier does not offer. */
export function deviationsOf(tier: ServiceBusTier, queues: readonly QueueProps[]): readonly Deviation[] {
  return queues.flatMap(queue => {
    const offered = sizeOf(tier, queue);
    if (offered === queue.sizeMegabytes) return [];
    const sizes = SIZES[tier.type].map(size => `${size / 1024}`).join(', ');
    return [
      {
        subject: `queue ${queue.name}, size`,
        asked: `${queue.sizeMegabytes} MB`,
        offered: `${offered} MB`,
        reason: `queues of tier ${tier.type} hold ${sizes} GB (${QUOTAS})`,
      },
    ];
  });
}
