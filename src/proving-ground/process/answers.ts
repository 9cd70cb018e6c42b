import { get } from 'node:http';
import { connect } from 'node:net';

const LOOPBACK = '127.0.0.1';
/** How long somebody who accepts may say nothing. */
const PATIENCE_MS = 10_000;

/** Whether a server on a loopback port answers a path with 200. @throws Error when nobody does, or not in time */
export function answersOk(port: number, path: string, patience = PATIENCE_MS): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const asked = get({ host: LOOPBACK, port, path, timeout: patience }, answer => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.once('timeout', () => asked.destroy(new Error(`${port}${path}: no answer`)));
    asked.once('error', reject);
  });
}

/** Whether somebody listens on a loopback port. @throws Error when nobody does */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, LOOPBACK, () => {
      socket.end();
      resolve(true);
    });
    socket.once('error', reject);
  });
}
