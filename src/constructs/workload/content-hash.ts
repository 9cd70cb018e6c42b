import { createHash } from 'node:crypto';

/** Ten characters that change when the content does: for names and annotations that must follow it. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 10);
}
