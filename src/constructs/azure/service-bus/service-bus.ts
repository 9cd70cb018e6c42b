import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  Namespace,
  NamespaceSpecMinimumTlsVersion,
  NamespaceSpecPublicNetworkAccess,
  NamespaceSpecSkuName,
  NamespaceSpecSkuTier,
  NamespacesQueue,
  type NamespaceSpec,
} from '../../../../imports/servicebus.azure.com';
import type { OutsideEndpoint } from '../../../model';
import { TracedConstruct } from '../../structure';
import { asoMetadata, inResourceGroup } from '../aso-object';
import { armIdOf, azScope, azureOf } from '../azure-cloud';
import { endpointOf } from '../azure-endpoints';
import { PrivateEndpoint } from '../private-endpoint';
import type { AzureGrant } from '../role-assignment';
import {
  type Deviation,
  deviationsOf,
  type QueueProps,
  type ServiceBusTier,
  sizeOf,
  timeToLiveOf,
} from './service-bus-tier';

/** A Service Bus namespace and its queues. The id is the namespace's name, unique in all of Azure (`sb-tripgen-dev`). */
export interface ServiceBusProps {
  /** Kubernetes namespace of its objects. */
  readonly namespace: string;
  readonly tier: ServiceBusTier;
  /** No queue detects duplicates: the Basic tier cannot (TG-12), and whether one does never changes. */
  readonly queues: readonly QueueProps[];
  /** Requirements that its contracts answer. */
  readonly requirements: readonly string[];
}

/** Queues that services use with their own identities: the shared keys are off (TG-12, TG-18). */
export class ServiceBus extends TracedConstruct {
  /** Name that clients connect to (`sb-tripgen-dev.servicebus.windows.net`). */
  readonly host: string;
  readonly busName: string;
  /** Figures of the document that the tier does not offer, with what stands there instead. */
  readonly deviations: readonly Deviation[];
  private readonly props: ServiceBusProps;

  constructor(scope: Construct, id: string, props: ServiceBusProps) {
    super(scope, id);
    this.busName = namespaceName(id);
    this.props = props;
    this.host = `${id}.servicebus.windows.net`;
    this.deviations = deviationsOf(props.tier, props.queues);
    const { namespace, tier, queues } = props;
    new Namespace(this, 'namespace', {
      // Messages that nobody took yet are data.
      metadata: asoMetadata({ name: id, namespace, stateful: true }),
      spec: {
        azureName: id,
        ...inResourceGroup(this, azureOf(this).region),
        disableLocalAuth: true,
        minimumTlsVersion: NamespaceSpecMinimumTlsVersion.VALUE_1_2,
        ...tierSpec(tier),
      },
    });
    for (const queue of queues) this.queue(queue);
    if (tier.type === 'premium') {
      const target = { group: 'servicebus.azure.com', kind: 'Namespace', name: id };
      new PrivateEndpoint(this, `${id}-private`, { namespace, service: 'service-bus', target });
    }
    this.declareSizes();
  }

  /** What callers name: AMQP over TLS, and HTTPS for AMQP over WebSockets and for what clients ask of the broker. */
  get endpoints(): readonly OutsideEndpoint[] {
    const reach = this.props.tier.type === 'premium' ? 'private-endpoint' : 'public';
    return [5671, 443].map(port => endpointOf(this, reach, this.busName, port));
  }

  /** Names of the queues, and what the smallest of them holds. */
  get queues(): { readonly names: readonly string[]; readonly capacity: Size } {
    const { tier, queues } = this.props;
    const capacity = Size.mebibytes(Math.min(...queues.map(queue => sizeOf(tier, queue))));
    return { names: queues.map(({ name }) => name), capacity };
  }

  /** Sending into one queue. */
  grantSend(queue: string): AzureGrant {
    return { role: 'servicebus-sender', scope: this.queueId(queue) };
  }

  /** Receiving from one queue. */
  grantReceive(queue: string): AzureGrant {
    return { role: 'servicebus-receiver', scope: this.queueId(queue) };
  }

  private queueId(queue: string): string {
    const names = this.props.queues.map(({ name }) => name);
    if (names.includes(queue))
      return `${armIdOf(this, 'Microsoft.ServiceBus/namespaces', this.busName)}/queues/${queue}`;
    throw new Error(
      `${this.node.path} has no queue ${queue}: name one of ${names.join(', ')}, or add it to its queues`,
    );
  }

  private queue(queue: QueueProps): void {
    const { namespace, tier } = this.props;
    new NamespacesQueue(this, queue.name, {
      metadata: asoMetadata({ name: queue.name, namespace, stateful: true }),
      spec: {
        azureName: queue.name,
        owner: { name: this.busName },
        maxSizeInMegabytes: sizeOf(tier, queue),
        // Stated even where it is the tier's own: Azure refuses a second update without it (azure-service-bus#306).
        defaultMessageTimeToLive: timeToLiveOf(tier, queue),
        requiresDuplicateDetection: false,
      },
    });
  }

  /** What the tier does not offer is visible where everything else that has to be so is: among the contracts. */
  private declareSizes(): void {
    const { tier, queues, requirements } = this.props;
    for (const queue of queues) {
      const { asked, offered, reason } =
        deviationsOf(tier, [queue])[0] ?? ({ asked: undefined, offered: undefined, reason: undefined } as const);
      if (asked === undefined) continue;
      this.declare({
        type: 'contract',
        id: `${this.busName}-${queue.name}-size`,
        owner: 'application team',
        statement: `Queue ${queue.name} holds ${offered}, not the ${asked} of the document: ${reason}.`,
        check:
          `az servicebus queue show ${azScope(this)} --namespace-name ${this.busName} --name ${queue.name} ` +
          '--query maxSizeInMegabytes --output tsv',
        expect: String(sizeOf(tier, queue)),
        requirements,
      });
    }
  }
}

/** What the tier decides. */
function tierSpec(tier: ServiceBusTier): Pick<NamespaceSpec, 'sku' | 'publicNetworkAccess' | 'zoneRedundant'> {
  switch (tier.type) {
    case 'basic':
      return {
        sku: { name: NamespaceSpecSkuName.BASIC, tier: NamespaceSpecSkuTier.BASIC },
        publicNetworkAccess: NamespaceSpecPublicNetworkAccess.ENABLED,
      };
    case 'premium':
      return {
        sku: {
          name: NamespaceSpecSkuName.PREMIUM,
          tier: NamespaceSpecSkuTier.PREMIUM,
          capacity: tier.messagingUnits,
        },
        publicNetworkAccess: NamespaceSpecPublicNetworkAccess.DISABLED,
        zoneRedundant: true,
      };
  }
}

function namespaceName(name: string): string {
  if (/^[A-Za-z](?:[A-Za-z0-9-]{4,48}[A-Za-z0-9])$/.test(name) && !/-(?:sb|mgmt)$/.test(name)) return name;
  throw new Error(
    `Service Bus namespace ${name}: Azure takes 6 to 50 letters, digits and '-', a letter first, and no end in -sb or -mgmt`,
  );
}
