import { Yaml } from 'cdk8s';
import { emit } from '../../../src/synth/yaml-emitter';
import { seeded } from '../../seeded';
import { YamlObjects } from '../../synth/yaml-objects';

const OBJECTS = process.env.GARAM_PROOF === 'tenth' ? 2_200 : 22_000;

describe('yaml emitter, proof', () => {
  it(`writes the bytes of Yaml.stringify for ${OBJECTS} random and hostile objects, one to eight levels deep`, () => {
    const objects = new YamlObjects(seeded(20_260_101));
    const different = new Array<string>();
    for (let i = 0; i < OBJECTS; i++) {
      const object = objects.map(1 + (i % 8), 8);
      if (emit(object) !== Yaml.stringify(object)) different.push(JSON.stringify(object));
    }
    expect(different).toEqual([]);
  });
});
