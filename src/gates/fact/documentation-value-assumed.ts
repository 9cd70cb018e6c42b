import type { Finding, Manifest, Model, ModelEnvironment, Rule } from '../../model';
import { findingFor } from '../finding';
import { jsonPath, type Step } from '../schema/json-path';
import { visitTexts } from '../text/texts';
import { valuesIn, type FoundValue } from './documentation-values';

const code = 'documentation-value-assumed';

/** Keys of ConfigMaps that hold rows, not settings: people in sample data live at example.com. */
const SAMPLE_DATA = /\.(?:sql|csv)$/;

/** Whether a text can hold such a value at all: most cannot, and are not searched. */
const HINT = /192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|db8:|\d{12}|example|invalid|\.test|abcdef|EXAMPLE|0{8}-0{4}/i;

/** Domains that every placeholder lies in: the one in an assumed mail address says nothing of a host below it. */
const EVERYBODYS = /^example\.(?:com|net|org)$/;

/** What an environment says it assumes. */
class Assumptions {
  private readonly texts: ReadonlySet<string>;

  constructor(environment: ModelEnvironment | undefined) {
    const found = (environment?.assumed ?? []).flatMap(({ value }) => valuesIn(value));
    this.texts = new Set(found.flatMap(({ text }) => [text.toLowerCase(), text.split('/')[0] ?? text]));
  }

  /** Whether an assumed fact contains the value, or names a domain of somebody's above it. */
  cover({ kind, text }: FoundValue): boolean {
    const whole = text.toLowerCase();
    for (let name = whole; ; name = name.slice(name.indexOf('.') + 1)) {
      if (this.texts.has(name)) return name === whole || !EVERYBODYS.test(name);
      if (kind !== 'domain' || !name.includes('.')) return false;
    }
  }
}

function isSampleData(steps: readonly Step[]): boolean {
  const [field, key] = steps;
  return field === 'data' && typeof key === 'string' && SAMPLE_DATA.test(key);
}

function uncovered(manifest: Manifest, assumptions: Assumptions): readonly Finding[] {
  const findings: Finding[] = [];
  visitTexts(manifest.object, (text, steps) => {
    if (!HINT.test(text) || isSampleData(steps)) return;
    for (const value of valuesIn(text)) {
      if (!value.documentation || assumptions.cover(value)) continue;
      findings.push(
        findingFor(manifest, code, {
          path: jsonPath(steps),
          message: `found the ${value.kind} ${value.text}, which is reserved for documentation, and no fact of ${manifest.environment} assumes it`,
          expected: 'a real value, or one that the environment states with assumed(value, reason)',
          mend: 'move the value into the environment’s file as an assumed fact, or replace it by the real one',
        }),
      );
    }
  });
  return findings;
}

function check(model: Model): readonly Finding[] {
  const environments = new Map(model.environments.map(environment => [environment.name, environment]));
  const assumptions = new Map<string, Assumptions>();
  return model.manifests.flatMap(manifest => {
    const { environment } = manifest;
    const own = assumptions.get(environment) ?? new Assumptions(environments.get(environment));
    assumptions.set(environment, own);
    return uncovered(manifest, own);
  });
}

const example = "repository: assumed('https://git.example.com/platform/garam.git', 'no document names the repository')";

/** Nothing is invented silently: a placeholder in the output is an assumed fact of its environment (ALL-03). */
export const documentationValueAssumed: Rule = {
  code,
  text: {
    en: {
      rule: 'Every value in the output that is reserved for documentation is an assumed fact of its environment.',
      reason:
        'A placeholder written into a construct is on no list: nobody is asked for the real value, and it goes live as it is.',
      example,
    },
    ko: {
      rule: '출력에 있는 문서용 값은 모두 그 환경이 가정했다고 밝힌 사실이다.',
      reason: '구성 코드에 박아 둔 자리표시자는 어느 목록에도 없다. 아무도 진짜 값을 묻지 않고 그대로 운영에 나간다.',
      example,
    },
  },
  check,
};
