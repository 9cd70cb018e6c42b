import type { KubeObject } from '../../src/model';

/** The value at a path such as `spec.template.spec.containers.0.image`; dots inside a key are written `\.`. */
export function read(object: KubeObject, path: string): unknown {
  return path
    .split(/(?<!\\)\./)
    .map(step => step.replaceAll('\\.', '.'))
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], object);
}
