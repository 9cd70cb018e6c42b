import type { Manifest, Rule } from '../../model';
import { findingFor, type Complaint } from '../finding';
import { isInBootstrapFile } from './bootstrap-file';
import { groupKindOf } from './group-kind';

const code = 'object-unique';

function identityOf({ environment, object }: Manifest): string {
  return JSON.stringify([environment, groupKindOf(object), object.metadata.namespace ?? '', object.metadata.name]);
}

/** The two files that a person applies may both hold the project they need: the same text is the same object. */
function isOneObject(first: Manifest, second: Manifest): boolean {
  const differentFiles = first.path !== second.path;
  return differentFiles && isInBootstrapFile(first) && isInBootstrapFile(second) && first.text === second.text;
}

function twice(first: Manifest, second: Manifest): Complaint {
  return {
    path: '$.metadata.name',
    message: `found ${JSON.stringify(second.object.metadata.name)} a second time, after ${first.path}`,
    expected: `one ${groupKindOf(second.object)} of a name in a namespace`,
    mend: 'rename or remove one of the two: each sync would overwrite what the other wrote',
  };
}

/** An environment holds each object once, whatever its file and its version of the API. */
export const objectUnique: Rule = {
  code,
  text: {
    en: {
      rule: 'Group, kind, namespace and name of an object stand once in an environment.',
      reason: 'Two files of one object overwrite each other at every sync, and nobody sees which of them is live.',
      example: 'metadata: { name: orders, namespace: shop } # once among all Services of the namespace',
    },
    ko: {
      rule: '한 환경 안에서 그룹, 종류, 네임스페이스, 이름이 모두 같은 객체는 하나뿐이다.',
      reason: '한 객체를 두 파일이 적으면 동기화할 때마다 서로 덮어쓰며, 어느 쪽이 살아 있는지 아무도 모른다.',
      example: 'metadata: { name: orders, namespace: shop } # 네임스페이스의 모든 Service 가운데 하나',
    },
  },
  check(model) {
    const first = new Map<string, Manifest>();
    return model.manifests.flatMap(manifest => {
      const identity = identityOf(manifest);
      const before = first.get(identity);
      if (before === undefined) first.set(identity, manifest);
      return before === undefined || isOneObject(before, manifest)
        ? []
        : [findingFor(manifest, code, twice(before, manifest))];
    });
  },
};
