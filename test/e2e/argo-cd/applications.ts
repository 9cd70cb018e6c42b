import type { KubeClient, LiveObject } from '../../../src/proving-ground';
import { eventually } from '../ground';

const key = (name: string) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace: 'argocd' },
});

/** What the controller did with one object. */
export interface SyncedResource {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly status?: string;
  readonly message?: string;
  readonly hookPhase?: string;
  readonly hookType?: string;
  readonly syncPhase?: string;
}

/** State of an Application as the controller writes it. */
export interface ApplicationStatus {
  readonly sync?: { readonly status: string; readonly revision?: string };
  readonly health?: { readonly status: string };
  readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  readonly operationState?: {
    readonly phase: string;
    readonly message?: string;
    readonly operation?: { readonly info?: readonly { readonly value: string }[] };
    readonly syncResult?: { readonly revision: string; readonly resources?: readonly SyncedResource[] };
  };
  readonly resources?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly status?: string;
    readonly health?: { readonly status: string; readonly message?: string };
  }[];
}

/** Applications of one Argo CD, through its cluster's API. */
export class Applications {
  private operations = 0;

  constructor(private readonly client: KubeClient) {}

  async status(name: string): Promise<ApplicationStatus> {
    return ((await this.client.get(key(name)))?.status ?? {}) as ApplicationStatus;
  }

  async all(): Promise<readonly LiveObject[]> {
    return this.client.list('argoproj.io/v1alpha1', 'Application', 'argocd');
  }

  /** Tells the controller to look at git now. */
  async refresh(name: string): Promise<void> {
    await this.client.mergePatch(key(name), {
      metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } },
    });
  }

  /**
   * What a person does who presses "sync"; waits until that operation has succeeded.
   * @param options.prune also removes what git no longer has
   * @param options.everything also applies what does not differ
   */
  async synced(name: string, { prune = false, everything = false } = {}): Promise<ApplicationStatus> {
    const own = await this.syncOptions(name);
    const syncOptions = everything ? own.filter(each => !each.startsWith('ApplyOutOfSyncOnly')) : own;
    const info = [{ name: 'number', value: String(++this.operations) }];
    await this.client.mergePatch(key(name), {
      operation: { initiatedBy: { username: 'a-person' }, info, sync: { prune, syncOptions } },
    });
    return this.holds(
      name,
      'synced by a person',
      ({ operationState }) =>
        operationState?.operation?.info?.[0]?.value === info[0]?.value && operationState?.phase === 'Succeeded',
    );
  }

  /** The Application's own, as the UI and `argocd app sync` send them along. */
  private async syncOptions(name: string): Promise<readonly string[]> {
    const { spec } = (await this.client.get(key(name))) as unknown as {
      spec: { syncPolicy?: { syncOptions?: readonly string[] } };
    };
    return spec.syncPolicy?.syncOptions ?? [];
  }

  /** `argocd app delete --cascade`: the Application goes with everything in it that may go. */
  async deleteWithResources(name: string): Promise<void> {
    await this.client.mergePatch(key(name), { metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io'] } });
    await this.client.remove(key(name));
  }

  /**
   * Waits until an Application is Synced and Healthy and no operation of it runs.
   * @param revision the revision that it has to be synced to; any when absent
   */
  async settled(name: string, revision?: string, seconds = 60): Promise<ApplicationStatus> {
    return this.holds(
      name,
      `Synced and Healthy${revision === undefined ? '' : ` at ${revision}`}`,
      status =>
        status.sync?.status === 'Synced' &&
        status.health?.status === 'Healthy' &&
        status.operationState?.phase === 'Succeeded' &&
        (revision === undefined || status.sync.revision === revision),
      seconds,
    );
  }

  /** Waits until an Application's state is as told; says the last one seen when it never is. */
  async holds(
    name: string,
    what: string,
    test: (status: ApplicationStatus) => boolean,
    seconds = 60,
  ): Promise<ApplicationStatus> {
    let last: ApplicationStatus = {};
    try {
      return await eventually(
        async () => {
          last = await this.status(name);
          return test(last) ? last : undefined;
        },
        `${name} is ${what}`,
        seconds,
      );
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${told(last)}`);
    }
  }
}

/** A state in words, as far as something is not as it should be. */
function told({ sync, health, conditions = [], operationState, resources = [] }: ApplicationStatus): string {
  const bad = resources.filter(each => each.status !== 'Synced' || (each.health?.status ?? 'Healthy') !== 'Healthy');
  return [
    `sync ${sync?.status} ${sync?.revision ?? ''}, health ${health?.status}`,
    `operation ${operationState?.phase}: ${operationState?.message}`,
    ...conditions.map(({ type, message }) => `${type}: ${message}`),
    ...bad.map(
      each => `${each.kind} ${each.name}: ${each.status}, ${each.health?.status} ${each.health?.message ?? ''}`,
    ),
  ].join('\n');
}
