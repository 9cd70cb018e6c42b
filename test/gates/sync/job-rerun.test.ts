import { jobRerun } from '../../../src/gates/sync/job-rerun';
import type { Model } from '../../../src/model';
import { named, planted, type Draft } from '../../real-model';
import { real, type Annotations, found, annotate, at, isMigrate } from './real-sync';

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
