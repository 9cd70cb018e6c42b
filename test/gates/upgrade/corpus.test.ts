import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesBetween, checkUpgrade } from '../../../src/gates/upgrade';
import { corpus, type UpgradeCase } from './corpus';
import { syncedModel } from './two-models';

const identities = ({ before, after }: UpgradeCase): readonly string[] => [
  ...new Set([...before, ...after].map(({ kind, metadata }) => `${kind}/${metadata.name}`)),
];

function outcome({ before, after }: UpgradeCase, version: '1.30' | '1.36') {
  const [old, fresh] = [syncedModel(before, version), syncedModel(after, version)];
  return { changes: changesBetween(old, fresh), findings: checkUpgrade(old, fresh) };
}

/** `Deployment/web: changed, pods restart`. */
function fates(each: UpgradeCase): readonly string[] {
  return outcome(each, '1.30').changes.map(({ before, after, fate, pods }) => {
    const object = (after ?? before)?.object;
    return `${object?.kind}/${object?.metadata.name}: ${fate}${pods === undefined ? '' : `, pods ${pods}`}`;
  });
}

describe('the corpus of changes', () => {
  test('holds at least 30 changes, each with its own objects, so that one cluster can try them all', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(30);
    const all = corpus.flatMap(identities);
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
    const names = corpus.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(corpus)('$name', each => {
    const codes = [...new Set(outcome(each, '1.30').findings.map(({ code }) => code))];
    expect(codes).toEqual(each.findings ?? (each.expected === 'immutable' ? ['field-immutable'] : []));
    if (each.fates !== undefined) expect(fates(each)).toEqual(each.fates);
  });

  test('where the server refuses, the gate says refused or replaced; where it accepts, it does not say refused', () => {
    const wrong = corpus.filter(each => {
      const found = outcome(each, '1.30').changes.map(({ fate }) => fate);
      return each.expected === 'immutable'
        ? !found.some(fate => fate === 'refused' || fate === 'replaced')
        : found.includes('refused');
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test('what only an older server refuses is no finding on the newest', () => {
    const other = corpus.filter(({ expectedOn }) => expectedOn?.['1.36'] !== undefined);
    expect(other.length).toBeGreaterThan(0);
    const verdicts = other.map(each => (outcome(each, '1.36').findings.length > 0 ? 'immutable' : 'accepted'));
    expect(verdicts).toEqual(other.map(({ expectedOn }) => expectedOn?.['1.36']));
  });
});

describe('the definitions of kinds', () => {
  test('crds/ have no rule about old values but the one that the gate understands', () => {
    const folder = join(__dirname, '..', '..', '..', 'crds');
    const rules = readdirSync(folder)
      .filter(name => name.endsWith('.yaml'))
      .flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n'))
      .filter(line => line.includes('oldSelf'))
      .map(line => line.trim());
    expect(rules.length).toBeGreaterThan(30);
    expect([...new Set(rules)]).toEqual(['rule: self == oldSelf']);
  });
});
