import type { Declared, SecretDeclaration } from '../../src/model';
import { creations, secretListText, secretsPage, secretUses } from '../../src/views/secrets';
import { modelOf } from '../gates/model-of';

const secret: Declared<SecretDeclaration> = {
  type: 'secret',
  source: 'by-hand',
  namespace: 'shop',
  name: 'till',
  entries: [{ key: 'password', meaning: 'opens the till' }],
  consumers: ['web'],
  create: ['read password', 'kubectl apply'],
  rotation: 'Run them again.',
  environment: 'test',
  provenance: { construct: 'test', lines: () => [] },
};
const model = modelOf([], { declarations: [secret] });

test('the page says what is made by hand, how, and how it is rotated', () => {
  const page = secretsPage(model);
  expect(page).toMatch(/\| made by hand \| .* \| `shop\/till` \| `password` \| opens the till \| `web` \|/);
  expect(page).toContain('```sh\nread password\nkubectl apply\n```');
  expect(page).toContain('Rotating `shop/till`: Run them again.');
});

test('so does the list', () => {
  const text = secretListText(secretUses(model), creations(model));
  expect(text).toMatch(/test\s+made by hand\s+shop\/till\s+password\s+web/);
});
