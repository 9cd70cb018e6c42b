import { execFileSync } from 'node:child_process';
import { HandMadeSecret, type HandMadeSecretProps } from '../../../src/constructs/secrets';
import { declarationsOf } from '../../../src/constructs/structure';
import type { SecretDeclaration } from '../../../src/model';
import { CLOUDLESS_CLUSTER, objectsOf, testSystem } from '../place';

function declaration(props: Partial<HandMadeSecretProps> = {}): SecretDeclaration {
  const system = testSystem(CLOUDLESS_CLUSTER);
  const secret = new HandMadeSecret(system.app, 'shop-secret', {
    namespace: 'shop',
    keys: { password: 'of the database user', 'api-key': 'of the map service' },
    consumers: ['web'],
    ...props,
  });
  expect(objectsOf(system)).toEqual([]);
  return declarationsOf(secret)[0] as SecretDeclaration;
}

test('it is declared as made by hand, key by key, and writes no object (TG-13)', () => {
  expect(declaration()).toMatchObject({
    type: 'secret',
    source: 'by-hand',
    namespace: 'shop',
    name: 'shop-secret',
    entries: [
      { key: 'password', meaning: 'of the database user' },
      { key: 'api-key', meaning: 'of the map service' },
    ],
    consumers: ['web'],
  });
});

test('its commands, run in a shell, hand kubectl exactly the values that were typed', () => {
  const commands = declaration().create;
  const values = { password: `p"a$s's\\ w`, 'api-key': 'k e y' };
  // bash's `read -s` needs no terminal; kubectl is a function that shows what it is given.
  const script = ['kubectl() { [ "$1" = apply ] && cat; }', ...commands].join('\n');
  const typed = Object.values(values).join('\n');
  const shown = execFileSync('bash', ['-c', script], { input: `${typed}\n`, encoding: 'utf8' });
  expect(JSON.parse(shown)).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'shop-secret', namespace: 'shop' },
    stringData: values,
  });
  expect(commands.join('\n')).toContain('kubectl apply --server-side');
});

test('rotation says what to change first and what to restart', () => {
  expect(declaration().rotation).toMatch(/^Run the same commands with the new values.*reads it anew by itself\.$/);
  expect(
    declaration({ changeFirst: 'ALTER USER first.', restart: ['deployment/web', 'deployment/api'] }).rotation,
  ).toBe(
    'ALTER USER first. Run the same commands with the new values; they replace the old ones. Then restart what reads it at ' +
      'its start: kubectl --namespace shop rollout restart deployment/web deployment/api',
  );
});
