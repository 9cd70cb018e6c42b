import type { Finding, KubeObject, Manifest } from '../model';

/** What a rule says about one object, beside its code. */
export interface Complaint {
  /** JSON path inside the object (`$.spec.replicas`). @default the whole object */
  readonly path?: string;
  /** What is wrong, with the value that was found. */
  readonly message: string;
  /** What was expected instead. */
  readonly expected: string;
  /** How to mend it. */
  readonly mend: string;
}

/** `Kind/namespace/name`, or `Kind/name` where the object has no namespace. */
export function objectName(object: KubeObject): string {
  const { name, namespace } = object.metadata;
  return namespace === undefined ? `${object.kind}/${name}` : `${object.kind}/${namespace}/${name}`;
}

/** A finding about one manifest: its environment, object, file and the TypeScript line that declared it are filled in. */
export function findingFor(manifest: Manifest, code: string, complaint: Complaint): Finding {
  const { path, message, expected, mend } = complaint;
  const source = manifest.provenance.lines()[0];
  return {
    code,
    message,
    where: {
      environment: manifest.environment,
      object: objectName(manifest.object),
      ...(path === undefined ? {} : { path }),
      file: manifest.path,
      ...(source === undefined ? {} : { source }),
    },
    expected,
    mend,
  };
}
