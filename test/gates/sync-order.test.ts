import { applicationPolicy } from '../../src/gates/sync/application-policy';
import { hookRunnable } from '../../src/gates/sync/hook-runnable';
import { jobRerun } from '../../src/gates/sync/job-rerun';
import { usesOf } from '../../src/gates/sync/pod-uses';
import { rolloutLast } from '../../src/gates/sync/rollout-last';
import { waveOrder } from '../../src/gates/sync/wave-order';
import type { KubeObject, Manifest, Model, Rule } from '../../src/model';
import { named, planted, realModel, type Draft } from '../real-model';
import { manifestOf, modelOf } from './model-of';

const real = realModel();
const DOMAIN = 'argocd.argoproj.io/';
type Annotations = Readonly<Record<string, string | undefined>>;

function found(rule: Rule, model: Model): string[] {
  return rule.check(model).map(({ where, message }) => `${where.object} ${where.path}: ${message}`);
}

function annotate(object: Draft, changes: Annotations): void {
  const renamed = Object.entries(changes).map(([name, value]) => [DOMAIN + name, value] as const);
  const annotations = { ...(object.metadata.annotations as object), ...Object.fromEntries(renamed) };
  object.metadata.annotations = Object.fromEntries(
    Object.entries(annotations).filter(([, value]) => value !== undefined),
  );
}

function annotated(matches: (manifest: Manifest) => boolean, changes: Annotations): Model {
  return planted(real, matches, object => annotate(object, changes));
}

function at(name: string): string {
  return `$.metadata.annotations["${DOMAIN}${name}"]`;
}

const isMigrate = ({ environment, object }: Manifest): boolean =>
  environment === 'fablink-dev' && object.kind === 'Job' && object.metadata.name.startsWith('fablink-backend-migrate-');
const migrate = real.manifests.find(isMigrate)?.object.metadata.name ?? '';

describe('hook-runnable', () => {
  const check = named('fablink-dev', 'Job/fablink-backend-check');
  const job = 'Job/fablink-dev/fablink-backend-check';

  test.each<[Annotations, string, string]>([
    [{ hook: 'PostSyn' }, 'hook', '"PostSyn", which Argo CD takes for nothing'],
    [{ hook: 'PreDelete' }, 'hook', '"PreDelete", which Argo CD takes for nothing'],
    [
      { 'hook-delete-policy': 'BeforeHookCreation,HookSuceeded' },
      'hook-delete-policy',
      '"HookSuceeded", which Argo CD takes for nothing',
    ],
    [{ 'hook-delete-policy': 'HookSucceeded' }, 'hook-delete-policy', '"HookSucceeded" on a hook that runs once'],
    [{ 'hook-delete-policy': undefined }, 'hook-delete-policy', '"" on a hook that runs once'],
  ])('a hook with %j cannot be run', (changes, name, message) => {
    expect(found(hookRunnable, annotated(check, changes))).toEqual([`${job} ${at(name)}: found ${message}`]);
  });

  test('a misspelt hook is told what was meant', () => {
    expect(hookRunnable.check(annotated(check, { hook: 'postsync' }))[0]?.mend).toBe('did you mean "PostSync"?');
  });

  test('a hook of Helm is one of Argo CD by accident', () => {
    const model = planted(real, check, ({ metadata }) => {
      metadata.annotations = { ...(metadata.annotations as object), 'helm.sh/hook': 'post-install' };
    });
    expect(found(hookRunnable, model)).toEqual([
      `${job} $.metadata.annotations["helm.sh/hook"]: found "post-install", which Argo CD reads as a hook of its own`,
    ]);
  });

  test.each([check, isMigrate])('neither hooks nor other Jobs have a time to live', matches => {
    const model = planted(real, matches, object => {
      (object.spec as Record<string, unknown>).ttlSecondsAfterFinished = 600;
    });
    expect(found(hookRunnable, model)).toEqual([
      expect.stringMatching(/^Job\/.* \$\.spec\.ttlSecondsAfterFinished: found 600 on a Job that Argo CD syncs$/),
    ]);
  });

  test('a generated name is no name', () => {
    const model = planted(real, check, ({ metadata }) => {
      metadata.generateName = 'check-';
    });
    expect(found(hookRunnable, model)).toEqual([`${job} $.metadata.generateName: found "check-"`]);
  });

  test('a PreSync hook may use and call nothing that its own Application brings', () => {
    const model = annotated(check, { hook: 'PreSync' });
    expect(found(hookRunnable, model)).toEqual([
      `${job} $.spec.template.spec.serviceAccountName: found ServiceAccount fablink-backend-check in a PreSync hook, but fablink-app brings it only after the hook`,
      `${job} ${at('hook')}: found a PreSync hook that calls fablink-backend, but fablink-app brings it only after the hook`,
    ]);
  });

  test('a PreSync hook that reads configuration and secrets of its Application waits for ever', () => {
    const model = annotated(isMigrate, { hook: 'PreSync', 'hook-delete-policy': 'BeforeHookCreation' });
    const pod = `Job/fablink-dev/${migrate} $.spec.template.spec`;
    expect(found(hookRunnable, model)).toEqual([
      expect.stringContaining(`${pod}.serviceAccountName: found ServiceAccount fablink-backend-migrate`),
      expect.stringContaining(
        `${pod}.containers[0].envFrom[0].configMapRef.name: found ConfigMap fablink-backend-config`,
      ),
      expect.stringContaining(`${pod}.containers[0].envFrom[1].secretRef.name: found Secret fablink-backend-secrets`),
    ]);
  });

  test('a hook of two phases counts in its first', () => {
    const account = named('fablink-dev', 'ServiceAccount/fablink-backend-check');
    const model = planted(annotated(check, { hook: 'PreSync' }), account, object =>
      annotate(object, { hook: 'PostSync,PreSync' }),
    );
    expect(found(hookRunnable, model).filter(message => message.includes('ServiceAccount'))).toEqual([]);
  });

  test('what the hook needs may be a PreSync hook before it', () => {
    const model = annotated(
      manifest => check(manifest) || named('fablink-dev', 'ServiceAccount/fablink-backend-check')(manifest),
      { hook: 'PreSync', 'hook-delete-policy': 'BeforeHookCreation' },
    );
    const messages = found(hookRunnable, model).filter(message => message.includes('ServiceAccount'));
    expect(messages).toEqual([]);
  });
});

describe('wave-order', () => {
  const dev = (kindAndName: string) => named('fablink-dev', kindAndName);

  test.each([
    [
      'ConfigMap/fablink-backend-config',
      '5',
      'Deployment fablink-backend in wave 0 needs ConfigMap fablink-backend-config, which comes in wave 5',
    ],
    [
      'ConfigMap/fablink-backend-config',
      '-10',
      `Job ${migrate} in wave -10 needs ConfigMap fablink-backend-config, which comes in wave -10`,
    ],
    [
      'ServiceAccount/fablink-backend-migrate',
      '-9',
      `Job ${migrate} in wave -10 needs ServiceAccount fablink-backend-migrate, which comes in wave -9`,
    ],
    [
      'ServiceAccount/fablink-backend',
      '1',
      'Deployment fablink-backend in wave 0 needs ServiceAccount fablink-backend, which comes in wave 1',
    ],
    [
      'ExternalSecret/fablink-backend-secrets',
      '-10',
      `Job ${migrate} in wave -10 needs ExternalSecret fablink-backend-secrets, which comes in wave -10`,
    ],
    [
      'NetworkPolicy/fablink-backend-migrate',
      '-10',
      `Job ${migrate} in wave -10 needs NetworkPolicy fablink-backend-migrate, which comes in wave -10`,
    ],
    [
      'NetworkPolicy/fablink-backend',
      '3',
      'Deployment fablink-backend in wave 0 needs NetworkPolicy fablink-backend, which comes in wave 3',
    ],
    [
      'SecretStore/secrets',
      '-28',
      'ExternalSecret fablink-backend-secrets in wave -29 needs SecretStore secrets, which comes in wave -28',
    ],
    [
      'ServiceAccount/secrets-reader',
      '-28',
      'SecretStore secrets in wave -30 needs ServiceAccount secrets-reader, which comes in wave -28',
    ],
    [
      'Service/fablink-backend',
      '11',
      'TargetGroupBinding fablink-backend in wave 10 needs Service fablink-backend, which comes in wave 11',
    ],
  ])('%s in wave %s comes too late', (kindAndName, wave, message) => {
    const messages = waveOrder.check(annotated(dev(kindAndName), { 'sync-wave': wave })).map(each => each.message);
    expect(messages).toContain(message);
  });

  test('the path is where the pod names the object, and of a policy its wave', () => {
    const late = { 'sync-wave': '5' };
    expect(found(waveOrder, annotated(dev('ServiceAccount/fablink-backend'), late))).toEqual([
      expect.stringContaining('Deployment/fablink-dev/fablink-backend $.spec.template.spec.serviceAccountName: '),
    ]);
    expect(found(waveOrder, annotated(dev('NetworkPolicy/fablink-backend'), late))).toEqual([
      expect.stringContaining(`NetworkPolicy/fablink-dev/fablink-backend ${at('sync-wave')}: `),
    ]);
  });

  test('an Ingress does not come before its Service', () => {
    const model = annotated(named('fablink-prod', 'Ingress/fablink-backend'), { 'sync-wave': '-1' });
    expect(found(waveOrder, model)).toContainEqual(
      expect.stringMatching(
        /^Ingress\/fablink-prod\/fablink-backend \$\.spec\..*\.service\.name: Ingress fablink-backend in wave -1 needs Service fablink-backend, which comes in wave 0$/,
      ),
    );
  });

  test('an equal wave is early enough for a Deployment', () => {
    expect(waveOrder.check(annotated(dev('NetworkPolicy/fablink-backend'), { 'sync-wave': '0' }))).toEqual([]);
  });

  test('a PostSync hook may use everything of the sync, whatever its wave', () => {
    expect(waveOrder.check(annotated(dev('ServiceAccount/fablink-backend-check'), { 'sync-wave': '900' }))).toEqual([]);
  });

  test('what a pod needs is in its own Application', () => {
    const manifests = real.manifests.map(manifest =>
      dev('ConfigMap/fablink-backend-config')(manifest) ? { ...manifest, application: 'fablink-base' } : manifest,
    );
    expect(found(waveOrder, { ...real, manifests })).toContainEqual(
      expect.stringContaining(
        'Deployment fablink-backend in fablink-app needs ConfigMap fablink-backend-config, which is in fablink-base',
      ),
    );
  });

  describe('a claim that is bound only for a pod', () => {
    const claim = (storageClassName: string, wave: string): KubeObject => ({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data', namespace: 'shop', annotations: { [`${DOMAIN}sync-wave`]: wave } },
      spec: { storageClassName },
    });
    const pod = { containers: [], volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
    const job: KubeObject = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'load', namespace: 'shop' },
      spec: { template: { spec: pod } },
    };
    const late: KubeObject = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'slow' },
      volumeBindingMode: 'WaitForFirstConsumer',
    };

    test.each(['slow', 'managed-csi'])('holds its wave for ever when it comes before its first pod (%s)', name => {
      expect(found(waveOrder, modelOf([claim(name, '-20'), job, late]))).toEqual([
        `PersistentVolumeClaim/shop/data ${at('sync-wave')}: found the claim in wave -20, but Job load comes in wave 0 and class "${name}" binds only for a pod`,
      ]);
    });

    test('stands in the wave of its pod, even of a Job', () => {
      expect(waveOrder.check(modelOf([claim('slow', '0'), job, late]))).toEqual([]);
      expect(waveOrder.check(modelOf([claim('at-once', '-20'), job, late]))).toEqual([]);
    });

    test('is judged by the first of its pods, and not by those of another Application', () => {
      const later: KubeObject = {
        ...job,
        metadata: { name: 'later', namespace: 'shop', annotations: { [`${DOMAIN}sync-wave`]: '9' } },
      };
      expect(waveOrder.check(modelOf([claim('slow', '0'), later, job, late]))).toEqual([]);
      expect(waveOrder.check(modelOf([claim('slow', '0'), job, later, late]))).toEqual([]);
      const other = manifestOf(job, { application: 'other-app' });
      const model = modelOf([claim('slow', '-20'), late]);
      expect(found(waveOrder, { ...model, manifests: [...model.manifests, other] })).toEqual([
        expect.stringContaining('Job load in other-app needs PersistentVolumeClaim data, which is in test-app'),
      ]);
    });

    test('does not come after its pod', () => {
      expect(found(waveOrder, modelOf([claim('slow', '1'), job, late]))).toEqual([
        'Job/shop/load $.spec.template.spec.volumes[0].persistentVolumeClaim.claimName: ' +
          'Job load in wave 0 needs PersistentVolumeClaim data, which comes in wave 1',
      ]);
    });
  });
});

describe('job-rerun', () => {
  function renamed(annotations: Annotations, hash?: string): Model {
    return planted(real, isMigrate, object => {
      object.metadata.name = 'fablink-backend-migrate';
      annotate(object, annotations);
      const { template } = object.spec as { template: Draft };
      if (hash !== undefined) template.metadata.annotations = { 'garam.dev/config-hash': hash };
    });
  }
  const job = 'Job/fablink-dev/fablink-backend-migrate';
  const forced = { 'sync-options': 'Force=true,Replace=true' };

  test.each([
    [undefined, 'found "" on the Job fablink-backend-migrate, without Force=true and Replace=true'],
    ['Force=true', 'found "Force=true" on the Job fablink-backend-migrate, without Replace=true'],
    ['Replace=true', 'found "Replace=true" on the Job fablink-backend-migrate, without Force=true'],
  ])('a Job of a fixed name with the options %s fails when it changes', (options, message) => {
    expect(found(jobRerun, renamed({ 'sync-options': options }, '0123abcdef'))).toEqual([
      `${job} ${at('sync-options')}: ${message}`,
    ]);
  });

  test('a Job of a fixed name that is replaced by force is fine where only differences are applied', () => {
    expect(jobRerun.check(renamed(forced, '0123abcdef'))).toEqual([]);
  });

  test('a Job of a fixed name runs again at each sync of an Application that applies everything', () => {
    const model = planted(renamed(forced, '0123abcdef'), named('fablink-dev', 'Application/fablink-app'), object => {
      const { syncPolicy } = object.spec as { syncPolicy: { syncOptions: string[] } };
      syncPolicy.syncOptions = syncPolicy.syncOptions.filter(option => option !== 'ApplyOutOfSyncOnly=true');
    });
    expect(found(jobRerun, model)).toEqual([
      `${job} ${at('sync-options')}: found Force=true,Replace=true in the Application fablink-app, which has no ApplyOutOfSyncOnly=true`,
    ]);
  });

  test.each([undefined, 'v2'])('a template with the hash %s does not notice a changed ConfigMap', hash => {
    expect(found(jobRerun, renamed(forced, hash))).toEqual([
      `${job} $.spec.template.metadata.annotations: found no content hash, though the Job fablink-backend-migrate reads ConfigMap fablink-backend-config`,
    ]);
  });

  test.each(['-abcdef1', '-2024-10-01', 'abcdef0123', '-ABCDEF0123'])('the ending %s is no content hash', ending => {
    const model = planted(real, isMigrate, object => {
      object.metadata.name = `fablink-backend-migrate${ending}`;
    });
    expect(jobRerun.check(model)).toHaveLength(1);
  });
});

describe('rollout-last', () => {
  const one = (kind: string, name: string, annotations: Record<string, string>): KubeObject => ({
    apiVersion: kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'v1',
    kind,
    metadata: {
      name,
      namespace: 'fablink-dev',
      annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [DOMAIN + key, value])),
    },
  });
  const withRollout = (wave: string, ...more: KubeObject[]): Model => ({
    ...real,
    manifests: [
      ...real.manifests,
      ...[one('Rollout', 'web', { 'sync-wave': wave }), ...more].map(object =>
        manifestOf(object, { environment: 'fablink-dev', application: 'fablink-app' }),
      ),
    ],
  });

  test('nothing is in a later wave than the Rollout, and no PostSync hook waits behind it', () => {
    const messages = found(rolloutLast, withRollout('0'));
    expect(messages).toContain(
      `TargetGroupBinding/fablink-dev/fablink-backend ${at('sync-wave')}: found wave 10 behind Rollout web of wave 0`,
    );
    expect(messages).toContain(
      `Job/fablink-dev/fablink-backend-check ${at('hook')}: found a PostSync hook behind Rollout web of wave 0`,
    );
  });

  test('a Rollout in the last wave keeps nobody waiting, but for PostSync hooks', () => {
    expect(found(rolloutLast, withRollout('20'))).toEqual([expect.stringContaining('found a PostSync hook')]);
  });

  test('of two Rollouts the first must be in the last wave too', () => {
    expect(found(rolloutLast, withRollout('20', one('Rollout', 'late', { 'sync-wave': '21' })))).toContain(
      `Rollout/fablink-dev/late ${at('sync-wave')}: found wave 21 behind Rollout web of wave 20`,
    );
  });
});

describe('application-policy', () => {
  interface Spec {
    source: Record<string, unknown>;
    syncPolicy: { automated?: Record<string, unknown>; retry?: Record<string, unknown>; syncOptions: string[] };
  }
  const changed = (environment: string, name: string, change: (spec: Spec) => void): Model =>
    planted(real, named(environment, `Application/${name}`), object => change(object.spec as Spec));

  test.each(['ServerSideApply=true', 'FailOnSharedResource=true', 'RespectIgnoreDifferences=true'])(
    'an Application without %s is named',
    option => {
      const model = changed('fablink-dev', 'fablink-app', ({ syncPolicy }) => {
        syncPolicy.syncOptions = syncPolicy.syncOptions.filter(each => each !== option);
      });
      expect(found(applicationPolicy, model)).toEqual([
        expect.stringMatching(
          new RegExp(`^Application/argocd/fablink-app \\$\\.spec\\.syncPolicy\\.syncOptions: .*, without ${option}$`),
        ),
      ]);
    },
  );

  test.each<[string, (spec: Spec) => void, string]>([
    ['no retry', ({ syncPolicy }) => void delete syncPolicy.retry, 'retry.refresh: found nothing'],
    ['no refresh', ({ syncPolicy }) => void delete syncPolicy.retry?.refresh, 'retry.refresh: found nothing'],
    [
      'no attempts',
      ({ syncPolicy }) => void Object.assign(syncPolicy.retry ?? {}, { limit: 0 }),
      'retry.limit: found 0',
    ],
    ['no pruning', ({ syncPolicy }) => void delete syncPolicy.automated?.prune, 'automated.prune: found nothing'],
    [
      'no healing',
      ({ syncPolicy }) => void Object.assign(syncPolicy.automated ?? {}, { selfHeal: false }),
      'automated.selfHeal: found false',
    ],
    [
      'empty repositories allowed',
      ({ syncPolicy }) => void Object.assign(syncPolicy.automated ?? {}, { allowEmpty: true }),
      'automated.allowEmpty: found true',
    ],
  ])('an automatic Application with %s is named', (_, change, message) => {
    expect(found(applicationPolicy, changed('fablink-dev', 'fablink-app', change))[0]).toContain(
      `Application/argocd/fablink-app $.spec.syncPolicy.${message}`,
    );
  });

  test('an approved sync retries what was approved, and no newer commit', () => {
    const model = changed('fablink-prod', 'fablink-app', ({ syncPolicy }) => {
      Object.assign(syncPolicy.retry ?? {}, { refresh: true });
    });
    expect(found(applicationPolicy, model)).toEqual([
      'Application/argocd/fablink-app $.spec.syncPolicy.retry.refresh: found true in an approved sync policy',
    ]);
  });

  test.each(['fablink-app', 'external-secrets'])('%s never syncs by itself where the root waits for approval', name => {
    const model = changed('fablink-prod', name, ({ syncPolicy }) => {
      syncPolicy.automated = { prune: true, selfHeal: true };
    });
    expect(found(applicationPolicy, model)).toEqual([
      `Application/argocd/${name} $.spec.syncPolicy.automated: found automatic syncs, unlike the Application root`,
    ]);
  });

  test('an Application that waits for a person beside automatic ones is forgotten', () => {
    const model = changed('fablink-dev', 'fablink-base', ({ syncPolicy }) => void delete syncPolicy.automated);
    expect(found(applicationPolicy, model)).toEqual([
      expect.stringContaining('Application/argocd/fablink-base $.spec.syncPolicy.automated: found syncs that wait'),
    ]);
  });

  test.each(['HEAD', 'head', '', undefined])('the revision %s is no name', revision => {
    const model = changed('fablink-dev', 'root', ({ source }) => {
      source.targetRevision = revision;
    });
    expect(found(applicationPolicy, model)).toEqual([
      expect.stringContaining('Application/argocd/root $.spec.source.targetRevision: found '),
    ]);
  });

  test.each(['^2.9.0', '~2.9', '2.*', '2.9.x', '>=2.9.0', '2.9', 'latest', '*'])(
    'the chart version %s is no version',
    version => {
      const model = changed('fablink-dev', 'external-secrets', ({ source }) => {
        source.targetRevision = version;
      });
      expect(found(applicationPolicy, model)).toEqual([
        `Application/argocd/external-secrets $.spec.source.targetRevision: found "${version}"`,
      ]);
    },
  );

  test.each(['v2.9.0', '2.9.0-rc.1', '2.9.0+build.5'])('the chart version %s is one', version => {
    const model = changed('fablink-dev', 'external-secrets', ({ source }) => {
      source.targetRevision = version;
    });
    expect(applicationPolicy.check(model)).toEqual([]);
  });

  test.each([undefined, {}, { recurse: true }, { recurse: true, include: '*' }])(
    'a folder read as %j is not read whole',
    directory => {
      const model = changed('fablink-dev', 'root', ({ source }) => {
        source.directory = directory;
      });
      expect(found(applicationPolicy, model)).toEqual([
        expect.stringContaining('Application/argocd/root $.spec.source.directory: found '),
      ]);
    },
  );

  test('the second of several sources is looked at, too', () => {
    const model = planted(real, named('fablink-dev', 'Application/fablink-app'), object => {
      const spec = object.spec as Record<string, unknown>;
      spec.sources = [spec.source, { chart: 'redis', repoURL: 'https://charts.example.com', targetRevision: '*' }];
      delete spec.source;
    });
    expect(found(applicationPolicy, model)).toEqual([
      'Application/argocd/fablink-app $.spec.sources[1].targetRevision: found "*"',
    ]);
  });

  test('a source that only lends its files to another has no folder', () => {
    const model = planted(real, named('fablink-dev', 'Application/fablink-app'), object => {
      const spec = object.spec as Record<string, unknown>;
      spec.sources = [spec.source, { repoURL: 'https://git.example.com/values.git', targetRevision: 'main', ref: 'v' }];
      delete spec.source;
    });
    expect(applicationPolicy.check(model)).toEqual([]);
  });

  test('an ApplicationSet is one too many', () => {
    const model = planted(real, named('fablink-dev', 'Application/fablink-app'), object => {
      object.kind = 'ApplicationSet';
    });
    expect(found(applicationPolicy, model)).toEqual([
      'ApplicationSet/argocd/fablink-app $.kind: found an ApplicationSet',
    ]);
  });
});

test('a pod uses what containers, volumes and projections name, but for what is optional', () => {
  const spec = {
    serviceAccountName: 'account',
    imagePullSecrets: [{ name: 'registry' }],
    initContainers: [
      { envFrom: [{ configMapRef: { name: 'all' } }, { secretRef: { name: 'maybe', optional: true } }] },
    ],
    containers: [
      {
        env: [
          { name: 'A', valueFrom: { configMapKeyRef: { name: 'one', key: 'a' } } },
          { name: 'B', valueFrom: { secretKeyRef: { name: 'password', key: 'b' } } },
        ],
      },
    ],
    volumes: [
      { name: 'a', configMap: { name: 'files' } },
      { name: 'b', secret: { secretName: 'keys' } },
      { name: 'c', persistentVolumeClaim: { claimName: 'data' } },
      { name: 'd', projected: { sources: [{ configMap: { name: 'part' } }, { secret: { name: 'piece' } }] } },
    ],
  };
  const uses = usesOf({ spec, steps: ['spec'], runs: 'pod' });
  expect(uses.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'ServiceAccount account',
    'Secret registry',
    'ConfigMap all',
    'ConfigMap one',
    'Secret password',
    'ConfigMap files',
    'Secret keys',
    'PersistentVolumeClaim data',
    'ConfigMap part',
    'Secret piece',
  ]);
  expect(uses[8]?.steps).toEqual(['spec', 'volumes', 3, 'projected', 'sources', 0, 'configMap', 'name']);
});
