import type { KubeObject } from '../../../../src/model';
import { argoCd, namespaced, type UpgradeCase } from './upgrade-case';

const KEPT = argoCd({ 'sync-options': 'Prune=false,Delete=false', 'compare-options': 'IgnoreExtraneous' });
const config = (name: string, meta: Readonly<Record<string, unknown>> = {}): KubeObject =>
  namespaced('v1', 'ConfigMap', name, { data: { level: 'quiet' } }, meta);
const claim = (name: string, meta: Readonly<Record<string, unknown>> = {}): KubeObject =>
  namespaced(
    'v1',
    'PersistentVolumeClaim',
    name,
    {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
    meta,
  );

/** What leaves git, and what stays behind of it in the cluster. The API server is asked nothing. */
export const removalCases: readonly UpgradeCase[] = [
  {
    name: 'a ConfigMap leaves git',
    before: [config('gone'), config('stays')],
    after: [config('stays')],
    expected: 'accepted',
    fates: ['ConfigMap/gone: pruned'],
  },
  {
    name: 'a ConfigMap comes into git',
    before: [config('first')],
    after: [config('first'), config('second')],
    expected: 'accepted',
    fates: ['ConfigMap/second: added'],
  },
  {
    name: 'a ConfigMap that is never pruned leaves git',
    before: [config('kept', argoCd({ 'sync-options': 'Prune=false' }))],
    after: [],
    expected: 'accepted',
    findings: ['removal-out-of-sync'],
    fates: ['ConfigMap/kept: kept'],
  },
  {
    name: 'a ConfigMap that is never pruned leaves git, and says why',
    before: [config('kept-excused', KEPT)],
    after: [],
    expected: 'accepted',
    fates: ['ConfigMap/kept-excused: kept'],
  },
  {
    name: 'a claim that is kept leaves git',
    before: [claim('claim-kept', KEPT)],
    after: [],
    expected: 'accepted',
    findings: ['stateful-removed'],
    fates: ['PersistentVolumeClaim/claim-kept: kept'],
  },
  {
    name: 'a claim that is not kept leaves git',
    before: [claim('claim-lost')],
    after: [],
    expected: 'accepted',
    findings: ['stateful-removed'],
    fates: ['PersistentVolumeClaim/claim-lost: pruned'],
  },
  {
    name: 'a hook leaves git',
    before: [
      namespaced(
        'batch/v1',
        'Job',
        'hook-gone',
        {
          spec: {
            template: {
              spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'registry.example.com/web:1.0.0' }] },
            },
          },
        },
        argoCd({ hook: 'PostSync' }),
      ),
    ],
    after: [],
    expected: 'accepted',
    fates: ['Job/hook-gone: kept'],
  },
  {
    name: 'an object gets another place in the order',
    before: [config('wave', argoCd({ 'sync-wave': '0' }))],
    after: [config('wave', argoCd({ 'sync-wave': '5' }))],
    expected: 'accepted',
    fates: ['ConfigMap/wave: changed'],
  },
];
