/** A system's own namespace, and where its name stands below the system's values. */
export interface SystemNamespace {
  readonly name: string;
  readonly path: 'namespace' | 'namespace.name';
}

/** The namespace that a system's values name, by itself or with what else is said of it. */
export function namespaceOf(props: object): SystemNamespace | undefined {
  const { namespace } = props as { readonly namespace?: unknown };
  if (typeof namespace === 'string') return { name: namespace, path: 'namespace' };
  const { name } = (namespace ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? { name, path: 'namespace.name' } : undefined;
}
