import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who speaks to the API server, with the groups that its roles are bound to. */
const USERS = {
  admin: { user: 'admin', groups: 'system:masters' },
  'controller-manager': { user: 'system:kube-controller-manager', groups: '' },
  scheduler: { user: 'system:kube-scheduler', groups: '' },
} as const;
export type User = keyof typeof USERS;

/** Secrets of one control plane, made anew for each: files that only their owner reads. */
export interface Credentials {
  readonly tokens: Readonly<Record<User, string>>;
  readonly tokenFile: string;
  /** Key pair that signs and checks service accounts' tokens. */
  readonly serviceAccountKey: string;
  readonly serviceAccountPublicKey: string;
  /** Folder that the API server writes its self-signed certificate to. */
  readonly certificates: string;
  /** The server's certificate followed by the authority that signed it. */
  readonly ca: string;
}

export function makeCredentials(state: string): Credentials {
  const folder = join(state, 'credentials');
  const certificates = join(folder, 'api-server');
  mkdirSync(certificates, { recursive: true, mode: 0o700 });
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  const users = Object.keys(USERS) as User[];
  const tokens = Object.fromEntries(users.map(user => [user, randomBytes(24).toString('hex')])) as Record<User, string>;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    tokens,
    tokenFile: write('tokens.csv', users.map(user => tokenLine(user, tokens[user])).join('')),
    serviceAccountKey: write('service-account.key', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    serviceAccountPublicKey: write('service-account.pub', publicKey.export({ type: 'spki', format: 'pem' }).toString()),
    certificates,
    ca: join(certificates, 'apiserver.crt'),
  };
}

function tokenLine(name: User, token: string): string {
  const { user, groups } = USERS[name];
  return `${token},${user},${user},"${groups}"\n`;
}
