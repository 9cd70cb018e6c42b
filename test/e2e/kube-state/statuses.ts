import type { KubeObject } from '../../../src/model';

/** How the controllers write each kind's status: the fields that alerts read, among others. */
const STATUSES: Readonly<Record<string, object>> = {
  'argoproj.io/Application': {
    health: { status: 'Degraded', lastTransitionTime: '2026-01-01T00:00:00Z' },
    reconciledAt: '2026-01-01T00:03:00Z',
    sync: { status: 'OutOfSync', revision: '0000000000000000000000000000000000000000' },
  },
  'cert-manager.io/Certificate': {
    conditions: [
      {
        type: 'Ready',
        status: 'False',
        reason: 'Expired',
        message: 'Certificate expired on Thu, 01 Jan 2026 00:03:00 UTC',
        lastTransitionTime: '2026-01-01T00:03:00Z',
      },
      {
        type: 'Issuing',
        status: 'True',
        reason: 'Renewing',
        message: 'Renewing certificate as renewal was scheduled at 2025-12-02 00:03:00 +0000 UTC',
        lastTransitionTime: '2026-01-01T00:00:00Z',
      },
    ],
    notAfter: '2026-01-01T00:03:00Z',
    notBefore: '2025-10-03T00:03:00Z',
    renewalTime: '2025-12-02T00:03:00Z',
  },
  'external-secrets.io/ExternalSecret': {
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
  'argoproj.io/Rollout': {
    abort: true,
    abortedAt: '2026-01-01T00:03:00Z',
    phase: 'Degraded',
    message: 'RolloutAborted',
  },
};

/** Whether a controller writes the status of a kind here. */
export const isTold = (group: string, kind: string): boolean => `${group}/${kind}` in STATUSES;

/** The status of an object, where its controller writes one here. */
export function statusOf({ apiVersion, kind }: KubeObject): object | undefined {
  return STATUSES[`${apiVersion.split('/')[0]}/${kind}`];
}

/** The part of an object below which its controller writes: all of an Application, or the subresource. */
export function subresourceOf({ kind }: KubeObject): 'status' | undefined {
  return kind === 'Application' ? undefined : 'status';
}
