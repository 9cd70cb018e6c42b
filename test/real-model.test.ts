import { deliver } from '../src/delivery';
import { environments } from '../src/environments';
import { keepModel, keptModel } from './model-file';

test('the model that test files share is the one that a run makes, lines included', () => {
  const made = deliver(environments);
  keepModel(made);
  const kept = keptModel();
  const plain = (each: { provenance: { lines: () => unknown } }): object => ({
    ...each,
    provenance: { ...each.provenance, lines: each.provenance.lines() },
  });
  expect(kept?.environments).toEqual(made.environments);
  expect(kept?.manifests.map(plain)).toEqual(made.manifests.map(plain));
  expect(kept?.declarations.map(plain)).toEqual(made.declarations.map(plain));
});
