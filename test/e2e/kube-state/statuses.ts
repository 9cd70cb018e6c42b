import type { KubeObject } from '../../../src/model';

/** How the controllers write each kind's status: the fields that alerts read, among others. */
export const STATUSES: Readonly<Record<string, object>> = {
  Application: {
    health: { status: 'Degraded', lastTransitionTime: '2026-01-01T00:00:00Z' },
    reconciledAt: '2026-01-01T00:03:00Z',
    sync: { status: 'OutOfSync', revision: '0000000000000000000000000000000000000000' },
  },
  ExternalSecret: {
    conditions: [
      {
        type: 'Ready',
        status: 'False',
        reason: 'SecretSyncedError',
        message: 'could not get secret data from provider',
        lastTransitionTime: '2026-01-01T00:00:00Z',
      },
    ],
    refreshTime: '2026-01-01T00:03:00Z',
  },
  Rollout: { abort: true, abortedAt: '2026-01-01T00:03:00Z', phase: 'Degraded', message: 'RolloutAborted' },
};

/** The part of an object below which its controller writes: all of an Application, or the subresource. */
export function subresourceOf({ kind }: KubeObject): 'status' | undefined {
  return kind === 'Application' ? undefined : 'status';
}
