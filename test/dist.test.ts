import { resolve } from 'node:path';
import { outputDrift, type Expected } from '../src/cli/output-drift';
import { files } from '../src/delivery';
import { prices } from '../src/environments/prices';
import { explained } from '../src/gates';
import { driftText } from '../src/views/drift';
import { generatedPages } from '../src/views/pages';
import { realModel } from './real-model';

const ROOT = resolve(__dirname, '..');

describe('the committed output', () => {
  const model = realModel();
  const driftOf = (changed: Partial<Expected> = {}): string =>
    outputDrift(ROOT, { ...expected, ...changed })
      .map(each => driftText(each))
      .join('\n');
  const expected: Expected = { model, files: files(model), pages: generatedPages(model, explained, prices) };

  // `npm start` mends it. The message names the fields that differ and the line that declares the object.
  test('ALL-01 dist/, argocd/ and the generated pages are what a fresh synthesis gives, byte for byte', () => {
    expect(driftOf()).toBe('');
  });

  test('a field that differs is shown with its line', () => {
    const path = 'dist/fablink-dev/fablink-app/fablink-dev/Service.fablink-backend.yaml';
    const changed = expected.files.map(file =>
      file.path === path ? { ...file, text: file.text.replace('nodePort: 30080', 'nodePort: 30081') } : file,
    );
    const text = driftOf({ files: changed });
    expect(text).toContain('Service.fablink-backend.yaml');
    expect(text).toMatch(/nodePort.*30080.*30081/s);
    expect(text).toMatch(/src\/systems\/fablink\/backend\.ts:\d+/);
  });

  test('a missing and a stale file are named', () => {
    const path = 'dist/fablink-dev/fablink-app/fablink-dev/Service.fablink-backend.yaml';
    const moved = expected.files.map(file =>
      file.path === path ? { ...file, path: path.replace('Service.', 'Servant.') } : file,
    );
    const text = driftOf({ files: moved });
    expect(text).toContain('Servant.fablink-backend.yaml');
    expect(text).toContain('Service.fablink-backend.yaml');
  });
});
