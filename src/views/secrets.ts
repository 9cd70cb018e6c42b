import type { Declared, Model, SecretDeclaration } from '../model';
import { declared, grouped } from './declared';
import { block, code, markdownTable, page, textTable, words } from './table';

/** One key of a Kubernetes Secret, and the remote value that it is filled from. */
export interface SecretUse {
  readonly environment: string;
  /** Name in the secret manager; undefined where a person makes the Secret itself. */
  readonly remote: string | undefined;
  readonly property: string | undefined;
  readonly namespace: string;
  readonly secret: string;
  readonly key: string;
  readonly meaning: string;
  readonly consumers: readonly string[];
}

/** Every secret that no file holds, fetched from outside or made by hand, one entry a key. Values are known to nobody here. */
export function secretUses(model: Pick<Model, 'declarations'>): readonly SecretUse[] {
  return declared(model, 'secret').flatMap(({ environment, namespace, name, entries, consumers }) =>
    entries.map(({ remote, property, key, meaning }) => ({
      environment,
      remote,
      property,
      namespace,
      secret: name,
      key,
      meaning,
      consumers,
    })),
  );
}

/** How the remote values of an environment come into being: the commands in their order, each sequence once. */
export interface Creation {
  readonly environment: string;
  readonly create: readonly string[];
}

/** Commands that a person runs once for each remote value. Two Secrets that read the same value need them once. */
export function creations(model: Pick<Model, 'declarations'>): readonly Creation[] {
  const sequences = declared(model, 'secret').map(({ environment, create }) => ({ environment, create }));
  return [...grouped(sequences, sequence => JSON.stringify(sequence)).values()].flatMap(same => same.slice(0, 1));
}

/** What stands where a secret manager's name would. */
const BY_HAND = 'made by hand';

const COLUMNS = ['secret manager', 'property', 'Secret', 'key', 'meaning', 'consumers'].map(heading => ({ heading }));

/** docs/reference/secrets.md: remote key, Secret key, consumers, and the command that creates the remote value. */
export function secretsPage(model: Pick<Model, 'environments' | 'declarations'>): string {
  const byEnvironment = grouped(declared(model, 'secret'), ({ environment }) => environment);
  const intro =
    'Secrets live in the cloud’s secret manager and are fetched by External Secrets, or, where the table says so, are made by ' +
    'hand in the cluster; none stands in this repository. A person creates each once, with the command below: it asks for ' +
    'the value and never contains it.';
  return page('Secrets', [
    intro,
    ...model.environments.flatMap(({ name }) => chapter(name, byEnvironment.get(name) ?? [])),
  ]);
}

function chapter(environment: string, secrets: readonly Declared<SecretDeclaration>[]): readonly string[] {
  if (secrets.length === 0) return [`## ${environment}`, 'None.'];
  const rows = secretUses({ declarations: secrets }).map(use => [
    use.remote === undefined ? BY_HAND : code(use.remote),
    code(use.property ?? ''),
    code(`${use.namespace}/${use.secret}`),
    code(use.key),
    words(use.meaning),
    use.consumers.map(code).join(', '),
  ]);
  const commands = creations({ declarations: secrets }).map(({ create }) => block('sh', create.join('\n')));
  return [`## ${environment}`, markdownTable(COLUMNS, rows), ...commands, ...rotations(secrets)];
}

/** How values are replaced, for the secrets that say so. */
function rotations(secrets: readonly Declared<SecretDeclaration>[]): readonly string[] {
  return secrets.flatMap(({ namespace, name, rotation }) =>
    rotation === undefined ? [] : [`Rotating ${code(`${namespace}/${name}`)}: ${words(rotation)}`],
  );
}

/** Secrets as people read them, with the commands that create them. */
export function secretListText(uses: readonly SecretUse[], create: readonly Creation[]): string {
  if (uses.length === 0) return 'no secrets';
  const headings = ['environment', 'secret manager', 'Secret', 'key', 'consumers'].map(heading => ({ heading }));
  const rows = uses.map(({ environment, remote, property, namespace, secret, key, consumers }) => [
    environment,
    property === undefined ? (remote ?? BY_HAND) : `${remote} (${property})`,
    `${namespace}/${secret}`,
    key,
    consumers.join(', '),
  ]);
  const commands = create.map(creation => `# ${creation.environment}\n${creation.create.join('\n')}`);
  return [textTable(headings, rows), 'Created once by a person with:', ...commands].join('\n\n');
}
