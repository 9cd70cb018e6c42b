import { createHash } from 'node:crypto';

/** Namespace of all ids of sample rows. Fixed for ever: another one would be another set of rows. */
const NAMESPACE = '5d3c6f0e-8a41-5b7e-9c52-7e1f0a2b4c6d';

/** Id of a sample row: UUID version 5 (RFC 9562) of its table and its code, so that it never changes with the row. */
export function sampleId(table: string, code: string): string {
  const namespace = Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex');
  const hash = createHash('sha1').update(namespace).update(`${table}:${code}`).digest().subarray(0, 16);
  hash[6] = ((hash[6] as number) & 0x0f) | 0x50;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
