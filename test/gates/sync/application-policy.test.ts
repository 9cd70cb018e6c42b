import { applicationPolicy } from '../../../src/gates/sync/application-policy';
import type { Model } from '../../../src/model';
import { named, planted } from '../../real-model';
import { real, found } from './real-sync';

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
