import { hookRunnable } from '../../../src/gates/sync/hook-runnable';
import { named, planted } from '../../real-model';
import { real, type Annotations, found, annotate, annotated, at, isMigrate, migrate } from './real-sync';

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
