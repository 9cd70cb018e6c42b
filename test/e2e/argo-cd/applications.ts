import {
  isSettled,
  statusText,
  type ApplicationStatus,
  type KubeClient,
  type LiveObject,
} from '../../../src/proving-ground';
import { eventually } from '../../eventually';

/** The controller takes it away with the state that it writes of what it saw. */
const REFRESH = 'argocd.argoproj.io/refresh';

const key = (name: string) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace: 'argocd' },
});

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

  /** Tells the controller to look at git and at the cluster now, and waits until it has: a state from before is no answer. */
  async refresh(name: string): Promise<void> {
    await this.client.mergePatch(key(name), { metadata: { annotations: { [REFRESH]: 'normal' } } });
    await eventually(async () => {
      const { annotations = {} } = (await this.client.get(key(name)))?.metadata ?? {};
      return annotations[REFRESH] === undefined ? true : undefined;
    }, `${name} is looked at`);
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
  async settled(name: string, revision?: string, seconds = 180): Promise<ApplicationStatus> {
    return this.holds(
      name,
      `Synced and Healthy${revision === undefined ? '' : ` at ${revision}`}`,
      status => isSettled(status) && (revision === undefined || status.sync?.revision === revision),
      seconds,
    );
  }

  /** Waits until an Application's state is as told; says the last one seen when it never is. */
  async holds(
    name: string,
    what: string,
    test: (status: ApplicationStatus) => boolean,
    seconds = 180,
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
      throw new Error(`${(error as Error).message}\n${statusText(last)}`);
    }
  }
}
