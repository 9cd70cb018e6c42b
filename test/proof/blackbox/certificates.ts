import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate that stands for itself, and its key, as text. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** What a certificate is made of. */
interface Content {
  readonly name: string;
  /** Host that it is for. */
  readonly host: string;
  /** As OpenSSL writes times: `20200101000000Z`. */
  readonly from: string;
  readonly to: string;
}

const BASE = ['[ca]', 'default_ca = own', '[own]', 'database = index.txt', 'new_certs_dir = .', 'rand_serial = yes'];
const MORE = ['default_md = sha256', 'policy = any', 'x509_extensions = v3', '[any]', 'commonName = supplied'];

/** Makes a certificate with the real OpenSSL, whose `req` knows no certificate that has already expired. */
export function certificate(folder: string, { name, host, from, to }: Content): Certificate {
  const openssl = (...words: readonly string[]): void => {
    execFileSync('openssl', [...words], { cwd: folder, stdio: 'pipe' });
  };
  const extensions = ['[v3]', `subjectAltName = DNS:${host}`, 'basicConstraints = critical, CA:TRUE'];
  writeFileSync(join(folder, `${name}.cnf`), [...BASE, ...MORE, ...extensions, ''].join('\n'));
  writeFileSync(join(folder, 'index.txt'), '');
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${host}`];
  openssl('req', '-new', ...kind, '-keyout', `${name}.key`, '-out', `${name}.csr`);
  const times = ['-startdate', from, '-enddate', to];
  const own = ['-selfsign', '-keyfile', `${name}.key`, '-in', `${name}.csr`, '-out', `${name}.crt`, '-notext'];
  openssl('ca', '-batch', '-config', `${name}.cnf`, ...own, ...times);
  const read = (end: string): string => readFileSync(join(folder, `${name}.${end}`), 'utf8');
  return { key: read('key'), cert: read('crt') };
}
