import type { Manifest } from '../../model';
import { groupKindOf } from '../identity/group-kind';
import { isInBootstrapFile } from '../identity/bootstrap-file';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { environmentRule } from '../reference/reference-rule';
import type { RuleTexts } from '../schema/object-rule';
import { applicationsOf } from './applications';

/** Applications that hold the object; its folder stands for the one that is not there. */
function holdersOf(environment: EnvironmentObjects, manifest: Manifest): readonly string[] {
  const names = applicationsOf(environment, manifest).map(({ object }) => object.metadata.name);
  return names.length > 0 ? names : [manifest.application];
}

const example = 'Namespace/shop in shop-base only; shop-app names it and does not hold it';
const text: RuleTexts = {
  en: {
    rule: 'An object belongs to one Application of its environment.',
    reason:
      'Two owners overwrite each other at every sync, and deleting one Application deletes what the other runs; with FailOnSharedResource both stop.',
    example,
  },
  ko: {
    rule: '한 객체는 환경 안에서 하나의 Application에만 속한다.',
    reason:
      '주인이 둘이면 동기화할 때마다 서로 덮어쓰고, 한 Application을 지우면 다른 쪽이 운영하는 것까지 지워진다. FailOnSharedResource가 있으면 둘 다 멈춘다.',
    example,
  },
};

/** No two Applications hold the same object. */
export const sharedObject = environmentRule('shared-object', text, function* (environment) {
  const holders = new Map<string, ReadonlySet<string>>();
  for (const manifest of environment.manifests) {
    if (isInBootstrapFile(manifest)) continue;
    const { object } = manifest;
    const identity = [groupKindOf(object), object.metadata.namespace ?? '', object.metadata.name].join(' ');
    const own = holdersOf(environment, manifest);
    const all = new Set([...(holders.get(identity) ?? []), ...own]);
    if (all.size > Math.max(1, holders.get(identity)?.size ?? 0)) {
      const complaint = {
        steps: ['metadata', 'name'],
        message: `found ${groupKindOf(object)} ${object.metadata.name} in the Applications ${[...all].join(' and ')}`,
        expected: 'one Application that holds the object',
        mend: 'leave the object in one folder, and let no Application read a folder inside another’s',
      };
      yield [manifest, complaint];
    }
    holders.set(identity, all);
  }
});
