import type { KubeClient, LiveObject } from '../../../src/proving-ground';

/** Reads objects of one namespace in a test's words: `apps/v1 Deployment fablink-backend`. */
export class LiveObjects {
  constructor(
    private readonly client: KubeClient,
    private readonly namespace: string,
  ) {}

  /** @returns `undefined` when there is none */
  async get(words: string): Promise<LiveObject | undefined> {
    return this.client.get(this.key(words));
  }

  async exists(words: string): Promise<boolean> {
    return (await this.get(words)) !== undefined;
  }

  /** A field of an object by its path (`spec.replicas`); `undefined` when either is missing. */
  async field(words: string, path: string): Promise<unknown> {
    let value: unknown = await this.get(words);
    for (const name of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[name];
    return value;
  }

  async patch(words: string, patch: object, subresource?: 'status' | 'scale'): Promise<void> {
    await this.client.mergePatch(this.key(words), patch, subresource);
  }

  async remove(words: string): Promise<void> {
    await this.client.remove(this.key(words));
  }

  private key(words: string) {
    const [apiVersion = '', kind = '', name = ''] = words.split(' ');
    return { apiVersion, kind, metadata: { name, namespace: this.namespace } };
  }
}
