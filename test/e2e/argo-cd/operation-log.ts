import { eventually } from '../../eventually';
import type { ApplicationStatus, KubeClient, LiveObject, SyncedResource, Watch } from '../../../src/proving-ground';

type Operation = NonNullable<ApplicationStatus['operationState']>;

/** Everything that the controller wrote of its Applications, by a watch: polling misses operations that follow closely. */
export class OperationLog {
  private readonly operations = new Map<string, Map<string, Operation>>();
  /** Every state of sync, and what differed then, by Application. */
  private readonly states = new Map<string, Set<string>>();
  /** The last write that was told, by Application. */
  private readonly told = new Map<string, string>();
  private watch: Watch | undefined;

  private constructor(private readonly client: KubeClient) {}

  static async start(client: KubeClient): Promise<OperationLog> {
    const log = new OperationLog(client);
    log.watch = await client.watch('argoproj.io/v1alpha1', 'Application', 'argocd', ({ type, object }) => {
      if (type !== 'DELETED' && type !== 'BOOKMARK') log.note(object);
    });
    return log;
  }

  /**
   * Ends once everything is told that has been written by now.
   * @throws Error when something may have been missed
   */
  async stop(): Promise<void> {
    await this.complete();
    this.watch?.stop();
  }

  /** Waits until everything is told that has been written by now: a watch comes after an answer. */
  async complete(): Promise<void> {
    for (const { metadata } of await this.client.list('argoproj.io/v1alpha1', 'Application', 'argocd'))
      await eventually(
        async () => (Number(this.told.get(metadata.name)) >= Number(metadata.resourceVersion) ? true : undefined),
        `${metadata.name} is told of`,
      );
  }

  /** Every state that an Application was in: `Synced`, or what differs from git (`OutOfSync: Deployment backend`). */
  statesOf(application: string): readonly string[] {
    return [...(this.states.get(application) ?? [])];
  }

  /** Operations of an Application, oldest first, each as it was last seen. */
  operationsOf(application: string): readonly Operation[] {
    const known = [...(this.operations.get(application)?.values() ?? [])];
    return known.sort((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? -1 : 1));
  }

  /** What was applied, in the order in which each object was the first time. */
  applied(application: string): readonly SyncedResource[] {
    const first = new Map<string, SyncedResource>();
    for (const { syncResult } of this.operationsOf(application))
      for (const resource of syncResult?.resources ?? []) {
        const id = `${resource.group}/${resource.kind} ${resource.namespace}/${resource.name}`;
        if (resource.status !== 'SyncFailed' && !first.has(id)) first.set(id, resource);
      }
    return [...first.values()];
  }

  /** What failed in any operation, in the controller's words. */
  failures(application: string): readonly string[] {
    return this.operationsOf(application).flatMap(({ phase, message = '', syncResult }) => [
      ...(['Failed', 'Error'].includes(phase) ? [`${phase}: ${message}`] : []),
      ...(syncResult?.resources ?? [])
        .filter(({ status }) => status === 'SyncFailed')
        .map(resource => `${resource.kind} ${resource.name}: ${resource.message}`),
    ]);
  }

  private note({ metadata: { name, resourceVersion }, status }: LiveObject): void {
    const { operationState, sync, resources = [] } = (status ?? {}) as ApplicationStatus;
    this.told.set(name, resourceVersion);
    if (sync !== undefined)
      this.states.set(name, (this.states.get(name) ?? new Set()).add(stateOf(sync.status, resources)));
    if (operationState?.startedAt === undefined) return;
    const known = this.operations.get(name) ?? new Map<string, Operation>();
    // Times have whole seconds: an operation may start in the second in which the one before it started and ended.
    const before = known.get(operationState.startedAt);
    const isNext =
      before?.finishedAt !== undefined &&
      (before.finishedAt !== operationState.finishedAt || countOf(operationState) < countOf(before));
    const key = isNext ? `${operationState.startedAt} next` : operationState.startedAt;
    this.operations.set(name, known.set(key, operationState));
  }
}

function stateOf(status: string, resources: NonNullable<ApplicationStatus['resources']>): string {
  const different = resources.filter(each => each.status === 'OutOfSync').map(({ kind, name }) => `${kind} ${name}`);
  return [status, ...(different.length > 0 ? [different.sort().join(', ')] : [])].join(': ');
}

function countOf({ syncResult }: Operation): number {
  return syncResult?.resources?.length ?? 0;
}
