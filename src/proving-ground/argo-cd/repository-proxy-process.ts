import { readFileSync } from 'node:fs';
import { repositoryProxy, type Certificate, type Repositories } from './repository-proxy';

// The repository proxy as a process of its own: `repository-proxy-process.ts <settings.json>`.

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  readonly port: number;
  readonly repositories: Repositories;
  /** Files in PEM. */
  readonly certificate: Certificate;
};
const { cert, key } = settings.certificate;
repositoryProxy(settings.repositories, { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }).listen(
  settings.port,
  '127.0.0.1',
);
