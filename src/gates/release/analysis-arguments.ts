import type { KubeObject, Manifest } from '../../model';
import { groupKindOf } from '../identity/group-kind';
import type { EnvironmentObjects } from '../reference/environment-objects';
import { nameList, referenceRule, unknownName } from '../reference/reference-rule';
import { didYouMean } from '../schema/did-you-mean';
import { recordsIn, shown, valueAt, type Step } from '../schema/json-path';
import type { ComplaintAt, RuleTexts } from '../schema/object-rule';
import { visitTexts } from '../text/texts';
import { analysesOf, flattened, hasValue, templatesIn, type Analysis } from './analyses';
import { isRollout } from './rollout';

const TEMPLATES = ['argoproj.io/AnalysisTemplate', 'argoproj.io/ClusterAnalysisTemplate'];

/** What stands in the place of an argument, as the controller finds it. */
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

const example =
  'analysis: { templates: [{ templateName: web-errors }], args: [{ name: hash, valueFrom: { podTemplateHashValue: Latest } }] }';
const text: RuleTexts = {
  en: {
    rule: 'An analysis of a Rollout names templates that exist; what a template asks for it declares, and what it declares without a value the Rollout gives; nothing is given that no template declares.',
    reason:
      'A name that is not resolved is found only when the analysis starts, in the middle of a release, and ends it. An argument that no template declares is dropped without a word: what is judged then is not what was meant.',
    example,
  },
  ko: {
    rule: 'Rollout의 분석은 있는 템플릿만 적는다. 템플릿이 묻는 인자는 선언되어 있고, 값 없이 선언된 인자는 Rollout이 주며, 어떤 템플릿도 선언하지 않은 인자는 주지 않는다.',
    reason:
      '풀리지 않는 이름은 릴리스 도중 분석이 시작될 때에야 드러나 릴리스를 끝낸다. 선언되지 않은 인자는 말없이 버려져, 뜻한 것과 다른 것을 판정하게 된다.',
    example,
  },
};

/** Every name between a Rollout, its analyses and their arguments closes. */
export const analysisArguments = referenceRule('analysis-arguments', text, function* (object, environment) {
  if (TEMPLATES.includes(groupKindOf(object))) {
    yield* placeholders(object);
    const steps = ['spec', 'templates'];
    yield* missing(object, valueAt(object, steps), steps, environment);
  }
  if (!isRollout(object)) return;
  for (const analysis of analysesOf(object)) {
    const list = valueAt(analysis.analysis, ['templates']);
    const steps = [...analysis.steps, 'templates'];
    yield* missing(object, list, steps, environment);
    if (recordsIn(list).length === 0) {
      yield { steps, message: 'found no template', expected: 'at least one', mend: 'name what is measured' };
    }
    const { namespace } = object.metadata;
    const templates = flattened(templatesIn(list, steps, namespace, environment), namespace, environment);
    if (templates !== undefined) yield* given(analysis, templates);
  }
});

function* missing(
  object: KubeObject,
  list: unknown,
  at: readonly Step[],
  environment: EnvironmentObjects,
): Iterable<ComplaintAt> {
  const { namespace } = object.metadata;
  for (const { steps, kind, name, found } of templatesIn(list, at, namespace, environment)) {
    if (found !== undefined) continue;
    const isWide = kind.startsWith('Cluster');
    const known = environment.names(`argoproj.io/${kind}`, isWide ? undefined : namespace);
    yield unknownName({ steps, what: kind, name, where: isWide ? 'the environment' : `namespace ${namespace}`, known });
  }
}

/** Names of the arguments that a template declares. */
function declaredBy(object: KubeObject): readonly string[] {
  return recordsIn(valueAt(object, ['spec', 'args'])).map(([, { name }]) => String(name));
}

/** What a metric asks for stands among the template's own arguments. */
function* placeholders(object: KubeObject): Iterable<ComplaintAt> {
  const declared = declaredBy(object);
  const complaints: ComplaintAt[] = [];
  visitTexts(valueAt(object, ['spec', 'metrics']), (value, steps) => {
    for (const [found, tag = ''] of value.matchAll(PLACEHOLDER)) {
      const name = /^args\.(.+)$/.exec(tag.trim())?.[1];
      if (name !== undefined && declared.includes(name)) continue;
      const meant = name === undefined ? undefined : didYouMean(name, declared);
      complaints.push({
        steps: ['spec', 'metrics', ...steps],
        message: `found ${found}, which no argument of the template resolves`,
        expected: declared.length === 0 ? 'a declared argument' : `one of ${nameList(declared)}`,
        mend: meant === undefined ? 'declare it in spec.args' : `did you mean {{args.${meant}}}?`,
      });
    }
  });
  yield* complaints;
}

/** What the Rollout gives is what the templates ask for. */
function* given({ steps, analysis }: Analysis, templates: readonly Manifest[]): Iterable<ComplaintAt> {
  const args = recordsIn(analysis.args);
  const declared = templates.flatMap(({ object }) =>
    recordsIn(valueAt(object, ['spec', 'args'])).map(([, argument]) => ({ argument, of: object.metadata.name })),
  );
  const names = [...new Set(declared.map(({ argument }) => String(argument.name)))];
  for (const [index, argument] of args) {
    const at = [...steps, 'args', index];
    const name = String(argument.name);
    if (!names.includes(name)) {
      const meant = didYouMean(name, names);
      yield {
        steps: [...at, 'name'],
        message: `found ${shown(name)}, which no template of the analysis declares`,
        expected: names.length === 0 ? 'no arguments' : `one of ${nameList(names)}`,
        mend: meant === undefined ? 'remove it, or declare it in the template' : `did you mean "${meant}"?`,
      };
    }
    if (!resolves(argument)) {
      const message = `found ${shown(argument.valueFrom ?? argument.value)} for ${name}, which is nothing`;
      const expected = 'a value, podTemplateHashValue Latest or Stable, or a fieldRef';
      yield { steps: at, message, expected, mend: `give ${name} a value` };
    }
  }
  for (const name of names) {
    const sources = declared.filter(({ argument }) => argument.name === name);
    if (args.some(([, argument]) => argument.name === name)) continue;
    if (sources.some(({ argument }) => hasValue(argument))) continue;
    yield {
      steps: [...steps, 'args'],
      message: `found no ${name}, which ${sources.map(({ of }) => of).join(' and ')} asks for`,
      expected: `an argument ${name}`,
      mend: `give ${name} here, or a value in the template`,
    };
  }
}

/** Another word for the hash than these two is the empty text. */
function resolves(argument: Readonly<Record<string, unknown>>): boolean {
  const hash = valueAt(argument, ['valueFrom', 'podTemplateHashValue']);
  return hasValue(argument) && (hash === undefined || hash === 'Latest' || hash === 'Stable');
}
