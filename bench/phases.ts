import { ApiObject, App, Yaml } from 'cdk8s';
import { completeSystems, Place } from '../src/constructs/structure';
import { deliver } from '../src/delivery';
import { environments } from '../src/environments';
import { rules } from '../src/gates';
import { check } from '../src/gates/check';
import { emit } from '../src/synth/yaml-emitter';

// Where the seconds go, in one process: what both ways do, and what one of them does beside it.
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
};
const phases: Record<string, number> = { 'start, load every file': cpu() };
function phase<T>(name: string, work: () => T): T {
  const before = cpu();
  const result = work();
  phases[name] = cpu() - before;
  return result;
}

const objects = phase('construct', () =>
  environments.flatMap(({ name, cluster, labels, systems }) => {
    const place = new Place(new App(), name, { cluster, ...(labels && { labels }) });
    for (const entry of systems) entry.build(place);
    completeSystems(place);
    return place.node.findAll().filter((construct): construct is ApiObject => construct instanceof ApiObject);
  }),
);
const plain = phase('toJson', () => objects.map(object => object.toJson() as unknown));
phase('text, ours', () => plain.forEach(emit));
phase('text, stock', () => plain.forEach(object => Yaml.stringify(object)));
const model = phase('the whole model, argocd/ included', () => deliver(environments));
phase('gates', () => check(model, rules));
console.log(JSON.stringify(phases));
