import type { Finding, KubeObject, Manifest, Model, Rule } from '../../model';
import { findingFor } from '../finding';
import { valueAt } from '../schema/json-path';

const CODE = 'object-size';

/** Most bytes of one object: what a ConfigMap or a Secret may hold, and safely below etcd's request limit of 1.5 MiB. */
const LARGEST_OBJECT = 1_048_576;

/** Most bytes of an object's annotations, into one of which a client-side apply copies the whole object. */
const LARGEST_CLIENT_SIDE = 262_144;

/** JSON is at most six times (an escaped control character) the file's YAML: below this nothing can be too large. */
const SURELY_SMALL = LARGEST_CLIENT_SIDE / 10;

const SERVER_SIDE = 'ServerSideApply=true';

/** No object is larger than the API server takes, or than the way it is applied allows. */
export const objectSize: Rule = {
  code: CODE,
  text: {
    en: {
      rule: 'An object has at most 1,048,576 bytes, and over 262,144 bytes only where it is applied on the server.',
      reason:
        'A ConfigMap holds at most 1 MiB and etcd little more. A client-side apply copies the whole object into an ' +
        'annotation, and all annotations of an object together hold at most 262,144 bytes.',
      example: 'syncPolicy: { syncOptions: [ServerSideApply=true] }   # in the Application of the folder',
    },
    ko: {
      rule: '오브젝트는 최대 1,048,576바이트이며, 262,144바이트를 넘으면 서버 측 적용을 써야 한다.',
      reason:
        'ConfigMap은 최대 1 MiB, etcd도 그보다 조금 더 담을 뿐이다. 클라이언트 측 적용은 오브젝트 전체를 애너테이션에 ' +
        '복사하는데, 한 오브젝트의 애너테이션은 모두 합쳐 최대 262,144바이트이다.',
      example: 'syncPolicy: { syncOptions: [ServerSideApply=true] }   # 해당 폴더의 Application',
    },
  },
  check(model) {
    return model.manifests.flatMap(manifest => {
      if (manifest.text.length < SURELY_SMALL) return [];
      const json = JSON.stringify(manifest.object);
      return tooLarge(manifest, json) ?? tooLargeForClient(model, manifest, json) ?? [];
    });
  },
};

function tooLarge(manifest: Manifest, json: string): Finding | undefined {
  const bytes = Buffer.byteLength(json);
  if (bytes <= LARGEST_OBJECT) return undefined;
  return findingFor(manifest, CODE, {
    message: `the object has ${figure(bytes)} bytes`,
    expected: `at most ${figure(LARGEST_OBJECT)} bytes`,
    mend: 'divide the object into several, or keep the data outside the cluster',
  });
}

function tooLargeForClient(model: Model, manifest: Manifest, json: string): Finding | undefined {
  const bytes = annotatedBytes(manifest.object, json);
  if (bytes <= LARGEST_CLIENT_SIDE || isAppliedOnServer(model, manifest)) return undefined;
  return findingFor(manifest, CODE, {
    message: `the object has ${figure(bytes)} bytes as an annotation, and is applied by the client`,
    expected: `at most ${figure(LARGEST_CLIENT_SIDE)} bytes, or the sync option ${SERVER_SIDE}`,
    mend: `add ${SERVER_SIDE} to the sync options of the Application of ${folderOf(manifest)}, or divide the object`,
  });
}

/** Bytes of the annotations after a client-side apply: Go writes `<`, `>` and `&` of JSON as six characters. */
function annotatedBytes({ metadata }: KubeObject, json: string): number {
  const own = Object.entries(metadata.annotations ?? {}).flat();
  return ['kubectl.kubernetes.io/last-applied-configuration', json.replace(/[<>&]/g, '\\u0000'), '\n', ...own]
    .map(text => Buffer.byteLength(String(text)))
    .reduce((sum, bytes) => sum + bytes);
}

function isAppliedOnServer(model: Model, manifest: Manifest): boolean {
  const options = manifest.object.metadata.annotations?.['argocd.argoproj.io/sync-options'] ?? '';
  if (
    String(options)
      .split(',')
      .some(option => option.trim() === SERVER_SIDE)
  )
    return true;
  const folder = folderOf(manifest);
  return model.manifests.some(({ object }) => {
    if (object.kind !== 'Application') return false;
    const options: unknown = valueAt(object, ['spec', 'syncPolicy', 'syncOptions']);
    return (
      valueAt(object, ['spec', 'source', 'path']) === folder && Array.isArray(options) && options.includes(SERVER_SIDE)
    );
  });
}

const folderOf = ({ tree, environment, application }: Manifest): string => `${tree}/${environment}/${application}`;

/** Thousands apart, whatever the locale: `1,048,576`. */
const figure = (bytes: number): string => String(bytes).replace(/\B(?=(\d{3})+$)/g, ',');
