import { execFileSync, spawnSync } from 'node:child_process';
import { schemaRules } from '../../../src/gates/schema';
import type { KubeObject } from '../../../src/model';
import { saidOf } from '../../gates/pod-planting';
import { everyOnEks } from '../shop/requirements/output';
import { copying } from './runbook';

/** What the runbook makes of a Schedule, with the name that the API server would give it. */
function copyOf(schedule: KubeObject): KubeObject {
  const made = execFileSync('jq', [copying()], { input: JSON.stringify(schedule), encoding: 'utf8' });
  const { metadata, ...object } = JSON.parse(made) as KubeObject & { metadata: { generateName: string } };
  const { generateName, ...rest } = metadata;
  return { ...object, metadata: { ...rest, name: `${generateName}x7k2p` } };
}

const FAULTS = { 'cpu-stress': 'stressChaos', 'network-delay': 'networkChaos', 'pod-failure': 'podChaos' };

const described = spawnSync('jq', ['--version']).status === 0 ? describe : describe.skip;
if (described === describe.skip) process.stderr.write('no experiment is copied: there is no jq on this machine\n');

described('LP-18 what the runbook starts', () => {
  const copies = everyOnEks('Schedule').map(schedule => ({ schedule, copy: copyOf(schedule) }));

  it.each(Object.entries(FAULTS))('of %s has the fault of its Schedule, word for word', (name, field) => {
    const found = copies.find(({ schedule }) => schedule.metadata.name === name);
    const { type, [field]: fault } = found?.schedule['spec'] as Record<string, unknown>;
    expect(found?.copy).toMatchObject({ kind: type, metadata: { name: `${name}-x7k2p`, namespace: 'chaos' } });
    expect(found?.copy['spec']).toEqual(fault);
  });

  it('bears no mark by which Argo CD or the Schedule would know it', () => {
    for (const { copy } of copies) expect(Object.keys(copy.metadata).sort()).toEqual(['name', 'namespace']);
  });

  it('is what Chaos Mesh’s own definitions allow, and a wrong word is not', () => {
    const objects = copies.map(({ copy }) => copy);
    const complaints = (all: readonly KubeObject[]): readonly string[] =>
      schemaRules.filter(({ code }) => code === 'schema-crd').flatMap(rule => saidOf(rule, all));
    expect(complaints(objects)).toEqual([]);
    const [first] = objects;
    const wrong = { ...first, spec: { ...(first?.['spec'] as object), mode: 'some' } } as unknown as KubeObject;
    expect(complaints([wrong])).toHaveLength(1);
  });
});
