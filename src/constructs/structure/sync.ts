/** Annotations by which Argo CD learns the order and the care that an object needs. */
export type Annotations = Readonly<Record<string, string>>;

/**
 * Order inside one Application: each wave waits until the one before is healthy. Between Applications nothing is
 * ordered, so whatever must wait for another thing lies in the same layer.
 */
export const WAVES = {
  /** Service accounts, configuration, secrets and the policies that pods need from their first packet on. */
  prerequisites: -30,
  /** Databases, caches, brokers. */
  stores: -20,
  /** Schemas, data, topics. */
  init: -10,
  /** Services and what scales and guards them. */
  services: 0,
  /** What sends traffic to services. */
  routes: 10,
  /** Objects that end with a person's or a controller's word: nothing waits behind them. */
  releases: 20,
} as const;

/** Puts an object into a wave, or `later` waves behind it where one of a kind waits for another: at most 9. */
export function wave(name: keyof typeof WAVES, later = 0): Annotations {
  return { 'argocd.argoproj.io/sync-wave': String(WAVES[name] + later) };
}

/**
 * For a Job whose name stays: its template is immutable, so a changed one is deleted and made anew. Needs
 * `ApplyOutOfSyncOnly` on the Application, else every sync would run the Job again.
 */
export function replacedOnChange(): Annotations {
  return { 'argocd.argoproj.io/sync-options': 'Force=true,Replace=true' };
}

/**
 * For what holds data or everything else: removed neither when it leaves git nor when its Application is deleted.
 * One without the other loses data (argo-cd#9853). `IgnoreExtraneous` keeps the Application from syncing for ever
 * when the object has left git but stays.
 */
export function kept(): Annotations {
  return {
    'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  };
}

/** Runs an object after everything else is synced and healthy; it is replaced by the next sync. */
export function postSyncHook(): Annotations {
  return {
    'argocd.argoproj.io/hook': 'PostSync',
    'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
  };
}
