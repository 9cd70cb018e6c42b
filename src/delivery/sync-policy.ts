import type { ApplicationSpecSyncPolicy } from '../../imports/argoproj.io';
import type { Delivery } from '../environments/environment';

/** How every Application applies objects (decision 040). */
const SYNC_OPTIONS = [
  // Namespaces are declared, with their labels and quotas.
  'CreateNamespace=false',
  // Dashboards, SQL and CRDs exceed the annotation of client-side apply.
  'ServerSideApply=true',
  // Named one-off Jobs would run again at every sync.
  'ApplyOutOfSyncOnly=true',
  'RespectIgnoreDifferences=true',
  // Two owners of one object: deleting one Application would delete the other's.
  'FailOnSharedResource=true',
  // A CRD may come with an add-on that is still being installed.
  'SkipDryRunOnMissingResource=true',
  // What replaces an object is healthy before the old one goes.
  'PruneLast=true',
] as const;

/** Waits between attempts: 10 s, 20 s … at most 3 min. */
const BACKOFF = { duration: '10s', factor: 2, maxDuration: '3m' } as const;

/**
 * When an Application syncs. `automatic`: every commit, again and again, always the newest, until it succeeds or Argo
 * CD's limit for one sync has passed.
 * `approved`: when a person says so (FP-18), and then exactly what was approved: some attempts, no newer commit.
 */
export function syncPolicy(sync: Delivery['sync']): ApplicationSpecSyncPolicy {
  const syncOptions = [...SYNC_OPTIONS];
  switch (sync) {
    case 'automatic':
      return {
        syncOptions,
        automated: { prune: true, selfHeal: true },
        retry: { limit: -1, refresh: true, backoff: { ...BACKOFF } },
      };
    case 'approved':
      return { syncOptions, retry: { limit: 5, refresh: false, backoff: { ...BACKOFF } } };
  }
}
