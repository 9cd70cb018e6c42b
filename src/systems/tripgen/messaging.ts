import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { ServiceBus, type AzureGrant, type ServiceBusTier } from '../../constructs/azure';
import { TracedConstruct } from '../../constructs/structure';
import type { OutsideEndpoint } from '../../model';
import type { ServiceName } from './services';

/** Messages that wait for each other's services (TG-12). */
const QUEUES = ['ai-schedule-generation', 'location-search', 'notification'] as const;

type QueueName = (typeof QUEUES)[number];

/**
 * Who puts what into which queue, and who takes it. No document says so; the queues' names and the services' tasks
 * leave little choice (decision 060).
 */
const TRAFFIC: Readonly<Record<QueueName, { readonly from: readonly ServiceName[]; readonly to: ServiceName }>> = {
  'ai-schedule-generation': { from: ['trip-service'], to: 'ai-service' },
  'location-search': { from: ['ai-service', 'trip-service'], to: 'location-service' },
  notification: { from: ['ai-service', 'trip-service'], to: 'user-service' },
};

/** What differs between the queues of two places. */
export interface MessagingValues {
  /** Name of the Service Bus namespace: one in all of Azure has it. */
  readonly name: string;
  readonly tier: ServiceBusTier;
  /** Size of each queue, in MB, as the document asks. */
  readonly queueMegabytes: number;
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

export interface TripgenMessagingProps extends MessagingValues {
  readonly namespace: string;
}

/** The queues, with what each service may do there. (TG-12, TG-18) */
export class TripgenMessaging extends TracedConstruct {
  private readonly bus: ServiceBus;

  constructor(scope: Construct, id: string, props: TripgenMessagingProps) {
    super(scope, id);
    const { namespace, name, tier, queueMegabytes, requirements } = props;
    this.bus = new ServiceBus(this, name, {
      namespace,
      tier,
      queues: QUEUES.map(queue => ({ name: queue, sizeMegabytes: queueMegabytes, timeToLive: Duration.days(14) })),
      requirements,
    });
  }

  get endpoints(): readonly OutsideEndpoint[] {
    return this.bus.endpoints;
  }

  /** Names of the queues, and what the smallest of them holds. */
  get queues(): ServiceBus['queues'] {
    return this.bus.queues;
  }

  /** What a service may do with which queue. */
  grantsOf(service: ServiceName): readonly AzureGrant[] {
    return QUEUES.flatMap(queue => [
      ...(TRAFFIC[queue].from.includes(service) ? [this.bus.grantSend(queue)] : []),
      ...(TRAFFIC[queue].to === service ? [this.bus.grantReceive(queue)] : []),
    ]);
  }

  /** What a service reads from its environment: no pool of clients, a fixed retry, its identity as its password (TG-12). */
  settingsOf(service: ServiceName): Record<string, string> {
    const queues = QUEUES.filter(queue => TRAFFIC[queue].to === service || TRAFFIC[queue].from.includes(service));
    return {
      ...Object.fromEntries(queues.map(queue => [`TRIPGEN_QUEUE_${settingOf(queue)}`, queue])),
      SPRING_CLOUD_AZURE_SERVICEBUS_NAMESPACE: this.bus.host.replace('.servicebus.windows.net', ''),
      SPRING_CLOUD_AZURE_SERVICEBUS_RETRY_FIXED_DELAY: 'PT5S',
      SPRING_CLOUD_AZURE_SERVICEBUS_RETRY_FIXED_MAX_RETRIES: '3',
      SPRING_CLOUD_AZURE_SERVICEBUS_RETRY_MODE: 'fixed',
      SPRING_JMS_SERVICEBUS_POOL_ENABLED: 'false',
    };
  }
}

/** `location-search` → `LOCATION_SEARCH`. */
function settingOf(queue: QueueName): string {
  return queue.toUpperCase().replaceAll('-', '_');
}
