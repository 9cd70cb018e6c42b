import type { Declaration, Declared, Finding, Model } from '../../model';
import type { Complaint } from '../finding';

/** The declarations of one type. */
export function declaredOf<T extends Declaration['type']>(
  model: Model,
  type: T,
): readonly Declared<Extract<Declaration, { readonly type: T }>>[] {
  return model.declarations.filter(
    (each): each is Declared<Extract<Declaration, { readonly type: T }>> => each.type === type,
  );
}

/** A finding about a declaration: it has no object and no file, but the line that declared it. */
export function findingAbout(declared: Declared, code: string, complaint: Complaint): Finding {
  const { path, message, expected, mend } = complaint;
  const source = declared.provenance.lines()[0];
  return {
    code,
    message,
    where: {
      environment: declared.environment,
      ...(path === undefined ? {} : { path }),
      ...(source === undefined ? {} : { source }),
    },
    expected,
    mend,
  };
}
