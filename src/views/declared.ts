import type { Declaration, Declared, Model } from '../model';

type Of<T extends Declaration['type']> = Declared<Extract<Declaration, { type: T }>>;

/** Declarations of one type, in the order of the model. */
export function declared<T extends Declaration['type']>(model: Pick<Model, 'declarations'>, type: T): readonly Of<T>[] {
  return model.declarations.filter((declaration): declaration is Of<T> => declaration.type === type);
}

/** Groups by a key, in the order of first sight. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
