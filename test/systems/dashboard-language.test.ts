import { isRecord } from '../../src/gates/schema/json-path';
import type { Language } from '../../src/model';
import { read } from '../constructs/read';
import { partOf, realModel } from '../real-model';
import { objectIn, WATCHED_BY_OPERATOR as watched } from './watched';

const HANGUL = /[가-힣]/;

/** Words without which hardly an English phrase goes, and which no Korean one has. */
const ENGLISH = /\b(a|an|and|are|by|for|in|is|not|of|on|or|that|the|they|to|was|were|which|with)\b/;

/** Where Grafana and CloudWatch have what people read. */
const SAID = ['description', 'displayName', 'label', 'legendFormat', 'markdown', 'noValue', 'title'];

/** Names of AWS that stand for themselves: classes of S3, the nodes of a cache. */
const OF_AWS = ['Standard', 'Standard-IA', 'learn-shop-cache-001'];

interface Shown {
  readonly dashboard: string;
  readonly body: string;
}

/** Everything that Grafana and CloudWatch show in an environment. */
function dashboardsIn(environment: string): readonly Shown[] {
  return partOf(realModel(), environment).manifests.flatMap(({ object }) => {
    const dashboard = object.metadata.name;
    if (object.kind === 'Dashboard') return [{ dashboard, body: String(read(object, 'spec.dashboardBody')) }];
    if (object.metadata.labels?.['garam.dev/content'] !== 'dashboard') return [];
    return Object.values(read(object, 'data') as Record<string, string>).map(body => ({ dashboard, body }));
  });
}

/** Every text of a dashboard: titles, descriptions and names of dashboard, rows, panels, lines, variables, links. */
function textsIn(value: unknown, keys = SAID): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(each => textsIn(each, keys));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    typeof part === 'string' ? (keys.includes(key) ? [part] : []) : textsIn(part, keys),
  );
}

/** What needs no translation: names of what runs, of what is measured, and of where it is reached. */
function namesIn(environment: string): ReadonlySet<string> {
  const { manifests, declarations } = partOf(realModel(), environment);
  const ofObjects = manifests.flatMap(({ object: { metadata } }) => [
    metadata.name,
    ...(metadata.namespace === undefined ? [] : [metadata.namespace]),
    ...Object.values(metadata.labels ?? {}),
  ]);
  const declared = declarations.flatMap(each => {
    if (each.type === 'monitor') return [each.job, ...each.metrics.map(({ name }) => name)];
    return each.type === 'public-address' && each.host !== undefined ? [each.host] : [];
  });
  return new Set([environment, ...ofObjects, ...declared, ...OF_AWS]);
}

/** Sentences of a text, without labels of series and marks of Markdown. */
function sentencesOf(text: string): readonly string[] {
  return text.replaceAll(/\{\{\w+\}\}/g, ' ').split(/[.!?](?:\s|$)|\n/);
}

/** Whether a sentence is Korean, or nothing but names and figures. */
function isKorean(sentence: string, names: ReadonlySet<string>): boolean {
  if (HANGUL.test(sentence)) return !ENGLISH.test(sentence) && !/\b\d+[smhd]\b/.test(sentence);
  return sentence.split(/[\s:/]+/).every(word => names.has(word) || !/[a-z]/i.test(word));
}

const languageOf = (environment: string): Language => {
  const container = read(objectIn(environment, 'Deployment', 'grafana'), 'spec.template.spec.containers.0');
  const { env } = container as { readonly env: readonly { readonly name: string; readonly value?: string }[] };
  return env.find(({ name }) => name === 'GF_USERS_DEFAULT_LANGUAGE')?.value === 'ko-KR' ? 'ko' : 'en';
};

const KOREAN = watched.filter(environment => languageOf(environment) === 'ko');
const ENGLISH_ONES = watched.filter(environment => languageOf(environment) === 'en');

test('LP-10, MM-08 the shop and Memo are watched in Korean, FP-11 FabLink and TripGen in English', () => {
  expect({ ko: KOREAN, en: ENGLISH_ONES }).toEqual({
    ko: ['learn', 'memo-prod'],
    en: ['fablink-prod', 'tripgen-prod'],
  });
});

test.each(KOREAN)('LP-10, MM-08 every sentence that dashboards of %s show is Korean, but for names', environment => {
  const names = namesIn(environment);
  const shown = dashboardsIn(environment);
  const texts = shown.flatMap(({ dashboard, body }) => textsIn(JSON.parse(body)).map(text => ({ dashboard, text })));
  expect(texts.length).toBeGreaterThan(100);
  const others = texts.filter(({ text }) => !sentencesOf(text).every(sentence => isKorean(sentence, names)));
  expect(others).toEqual([]);
});

test.each(KOREAN)('LP-10, MM-08 every description of a dashboard of %s has words, not names alone', environment => {
  const described = dashboardsIn(environment).flatMap(({ body }) => textsIn(JSON.parse(body), ['description']));
  expect(described.length).toBeGreaterThan(20);
  expect(described.filter(text => !HANGUL.test(text))).toEqual([]);
});

test.each(ENGLISH_ONES)('FP-11 no dashboard of %s has a word of Korean', environment => {
  const shown = dashboardsIn(environment);
  expect(shown.length).toBeGreaterThan(2);
  expect(shown.filter(({ body }) => HANGUL.test(body)).map(({ dashboard }) => dashboard)).toEqual([]);
});
