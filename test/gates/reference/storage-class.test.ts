import { referenceRules } from '../../../src/gates/reference';
import type { Model } from '../../../src/model';
import { named, planted, realModel, without } from '../../real-model';
import { set } from './reference-objects';

const found = (model: Model): readonly string[] =>
  referenceRules
    .filter(({ code }) => code === 'storage-class')
    .flatMap(rule => rule.check(model))
    .map(({ where, message, mend }) => `${where.object} ${where.path}: ${message}; ${mend}`);

/** The class that a claim names, replaced in an object of the real output. */
const misspelt = (environment: string, kindAndName: string, path: readonly (string | number)[], name: string): Model =>
  planted(realModel(), named(environment, kindAndName), object => set(object, path, name));

const STORAGE = ['spec', 'storage', 'volumeClaimTemplate', 'spec', 'storageClassName'];
const TEMPLATE = ['spec', 'volumeClaimTemplates', 0, 'spec', 'storageClassName'];

describe('a StorageClass that a claim names', () => {
  it('exists in every environment', () => {
    expect(found(realModel())).toEqual([]);
  });

  it.each([
    ['fablink-prod', 'Prometheus/monitoring', STORAGE, 'ebs-gp2', 'did you mean "ebs-gp3"?'],
    ['learn', 'Alertmanager/monitoring', STORAGE, 'ebs-gp', 'did you mean "ebs-gp3"?'],
    ['memo-prod', 'StatefulSet/mariadb', TEMPLATE, 'retain', 'did you mean "retained"?'],
    [
      'memo-prod',
      'PersistentVolumeClaim/mariadb-backup',
      ['spec', 'storageClassName'],
      'backups',
      'did you mean "backup"?',
    ],
    ['tripgen-prod', 'Prometheus/monitoring', STORAGE, 'managed-cs', 'did you mean "managed-csi"?'],
    ['tripgen-dev', 'StatefulSet/postgresql', TEMPLATE, 'nfs', 'declare the StorageClass'],
  ])('is told of in %s where %s names another', (environment, object, path, name, mend) => {
    const [finding = '', ...more] = found(misspelt(environment, object, path, name));
    expect(more).toEqual([]);
    expect(finding).toContain(`.${path.filter(step => typeof step === 'string').at(-1)}: `);
    expect(finding).toContain(`found "${name}", but the environment has no StorageClass of that name`);
    expect(finding).toContain(mend);
  });

  it('is told of once for each claim when the class itself is missing', () => {
    expect(found(without(realModel(), named('fablink-prod', 'StorageClass/ebs-gp3')))).toHaveLength(2);
  });

  it('may be empty: such a claim is bound to a volume that is declared', () => {
    expect(
      found(misspelt('memo-prod', 'PersistentVolumeClaim/mariadb-backup', ['spec', 'storageClassName'], '')),
    ).toEqual([]);
  });
});
