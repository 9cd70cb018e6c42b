import type { KubeObject } from '../../../src/model';
import type { KubeClient, LiveObject } from '../../../src/proving-ground';

/** One kind whose controller is not there, and what it would answer. */
export interface StandIn {
  readonly apiVersion: string;
  readonly kind: string;
  /** Answers one object. @returns whether it had anything to say */
  readonly answer: (client: KubeClient, object: LiveObject) => Promise<boolean>;
}

interface Condition {
  readonly type: string;
  readonly status: string;
}

const statusOf = (object: LiveObject): Record<string, unknown> => (object.status ?? {}) as Record<string, unknown>;

const has = (object: LiveObject, type: string): boolean =>
  ((statusOf(object).conditions ?? []) as readonly Condition[]).some(
    condition => condition.type === type && condition.status === 'True',
  );

const says = async (client: KubeClient, object: LiveObject, status: object): Promise<boolean> => {
  await client.mergePatch(object, { status }, 'status');
  return true;
};

/** ACK: the resource is as declared. */
const acknowledged: StandIn['answer'] = async (client, object) =>
  !has(object, 'ACK.ResourceSynced') &&
  says(client, object, { conditions: [{ type: 'ACK.ResourceSynced', status: 'True' }] });

/** External Secrets: the store can be reached. */
const storeReady: StandIn['answer'] = async (client, object) =>
  !has(object, 'Ready') &&
  says(client, object, {
    conditions: [{ type: 'Ready', status: 'True', reason: 'Valid', message: 'store validated' }],
  });

/** External Secrets: the Secret is written, a dummy value for each key. */
const secretWritten: StandIn['answer'] = async (client, object) => {
  if (has(object, 'Ready')) return false;
  const { target, data } = object.spec as { target: { name: string }; data: readonly { secretKey: string }[] };
  const { name, uid, namespace } = object.metadata as { name: string; uid: string; namespace: string };
  await client.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: target.name,
      namespace,
      ownerReferences: [{ apiVersion: object.apiVersion, kind: object.kind, name, uid, controller: true }],
    } as KubeObject['metadata'],
    stringData: Object.fromEntries(data.map(({ secretKey }) => [secretKey, `dummy of ${secretKey}`])),
  });
  const condition = { type: 'Ready', status: 'True', reason: 'SecretSynced', message: 'secret synced' };
  return says(client, object, { conditions: [condition] });
};

/** AWS Load Balancer Controller: the targets are registered. */
const targetsRegistered: StandIn['answer'] = async (client, object) => {
  const generation = (object.metadata as { generation?: number }).generation;
  return statusOf(object).observedGeneration !== generation && says(client, object, { observedGeneration: generation });
};

/** AWS Load Balancer Controller: the load balancer has an address. */
const balancerHasAddress: StandIn['answer'] = async (client, object) =>
  JSON.stringify(statusOf(object).loadBalancer ?? {}) === '{}' &&
  says(client, object, { loadBalancer: { ingress: [{ hostname: `${object.metadata.name}.elb.example.com` }] } });

const ANSWERS: readonly (readonly [RegExp, StandIn['answer']])[] = [
  [/\.services\.k8s\.aws\//, acknowledged],
  [/^external-secrets\.io\/\S+ SecretStore$/, storeReady],
  [/^external-secrets\.io\/\S+ ExternalSecret$/, secretWritten],
  [/^elbv2\.k8s\.aws\/\S+ TargetGroupBinding$/, targetsRegistered],
  [/^networking\.k8s\.io\/v1 Ingress$/, balancerHasAddress],
];

/** Stand-ins for the kinds among these objects that have one. */
export function standInsFor(objects: readonly { apiVersion: string; kind: string }[]): readonly StandIn[] {
  const kinds = new Map(objects.map(({ apiVersion, kind }) => [`${apiVersion} ${kind}`, { apiVersion, kind }]));
  return [...kinds].flatMap(([key, kind]) =>
    ANSWERS.filter(([pattern]) => pattern.test(key)).map(([, answer]) => ({ ...kind, answer })),
  );
}

const INTERVAL_MS = 500;

/** Answers in place of controllers that are not there, until it is stopped. */
export class StandInLoop {
  /** Kinds that nobody answers for the time being: their controller hangs. */
  readonly silent = new Set<string>();
  private stopped = false;
  private readonly done: Promise<void>;

  constructor(
    private readonly client: KubeClient,
    private readonly standIns: readonly StandIn[],
  ) {
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      for (const standIn of this.standIns) if (!this.silent.has(standIn.kind)) await this.round(standIn);
      await new Promise(resolve => setTimeout(resolve, INTERVAL_MS));
    }
  }

  private async round({ apiVersion, kind, answer }: StandIn): Promise<void> {
    try {
      const objects = await this.client.list(apiVersion, kind);
      for (const object of objects) if (!this.stopped) await answer(this.client, object);
    } catch {
      // An object may go, or change, while it is answered; the next round sees what is there then. Whether the server
      // lives is asked after each test.
    }
  }
}
