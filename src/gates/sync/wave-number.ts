import { shown } from '../schema/json-path';
import { objectRule, type RuleTexts } from '../schema/object-rule';
import { ARGO_CD } from './annotations';

const FURTHEST = 1000;

const example = 'argocd.argoproj.io/sync-wave: "-30"';
const text: RuleTexts = {
  en: {
    rule: `A sync wave is a whole number in quotes, from -${FURTHEST} to ${FURTHEST}.`,
    reason: 'Argo CD takes whatever is no number for wave 0 and says nothing: the order is lost.',
    example,
  },
  ko: {
    rule: `동기화 웨이브는 따옴표로 감싼 -${FURTHEST}에서 ${FURTHEST} 사이의 정수다.`,
    reason: 'Argo CD는 숫자가 아닌 값을 말없이 웨이브 0으로 여긴다. 순서가 사라진다.',
    example,
  },
};

/** Waves are numbers that Argo CD reads as they are meant. */
export const waveNumber = objectRule('wave-number', text, function* (object) {
  const name = `${ARGO_CD}sync-wave`;
  const wave: unknown = object.metadata.annotations?.[name];
  if (wave === undefined) return;
  if (typeof wave === 'string' && /^(?:0|-?[1-9]\d*)$/.test(wave) && Math.abs(Number(wave)) <= FURTHEST) return;
  yield {
    steps: ['metadata', 'annotations', name],
    message: `found ${shown(wave)}`,
    expected: `a whole number in quotes, from "-${FURTHEST}" to "${FURTHEST}"`,
    mend: 'use wave(…), which knows the waves by name',
  };
});
