import type { Manifest } from '../../../model';
import { groupKindOf } from '../../identity/group-kind';
import { isRecord, recordsIn, valueAt, type Step } from '../../schema/json-path';
import type { RuleTexts } from '../../schema/object-rule';
import type { EnvironmentObjects } from '../environment-objects';
import { once } from '../../pod/once';
import { referenceRule, unknownName } from '../reference-rule';

type Source = readonly [steps: readonly Step[], source: Readonly<Record<string, unknown>>];

/** Every folder of dist/ and argocd/ that holds an object of the environment, at any depth. */
const foldersOf = once((environment: EnvironmentObjects) => {
  const folders = new Set<string>();
  for (const { path } of environment.manifests)
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
      folders.add(path.slice(0, end));
  return folders;
});

function sourcesOf({ object }: Manifest): readonly Source[] {
  const single = valueAt(object, ['spec', 'source']);
  const several = recordsIn(valueAt(object, ['spec', 'sources']));
  return [
    ...(isRecord(single) ? [[['spec', 'source'], single] as const] : []),
    ...several.map(([index, source]) => [['spec', 'sources', index], source] as const),
  ];
}

const example = 'source: { path: dist/shop-dev/shop-app } # a folder that holds objects';
const text: RuleTexts = {
  en: {
    rule: 'The folder that an Application syncs holds objects of its environment.',
    reason: 'An Application of a missing folder fails; one of an empty folder would prune everything it had made.',
    example,
  },
  ko: {
    rule: 'Application이 동기화하는 폴더에는 그 환경의 객체가 있다.',
    reason: '폴더가 없으면 Application이 실패하고, 비어 있으면 지금까지 만든 것을 모두 지우게 된다.',
    example,
  },
};

/** The folder that an Application syncs holds objects. */
export const applicationSource = referenceRule(
  'application-source',
  text,
  function* (object, environment, manifest) {
    if (groupKindOf(object) !== 'argoproj.io/Application') return;
    const folders = foldersOf(environment);
    for (const [at, { path, chart }] of sourcesOf(manifest)) {
      if (chart !== undefined || path === undefined || folders.has(String(path))) continue;
      const known = [...folders].filter(folder => folder.split('/').length === 3);
      yield unknownName({ steps: [...at, 'path'], what: 'folder', name: path, where: 'the output', known });
    }
  },
  'argocd',
);
