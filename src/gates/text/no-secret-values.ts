import type { Finding, KubeObject, Manifest, Rule } from '../../model';
import { findingFor } from '../finding';
import { isRecord, jsonPath, valueAt, type Step } from '../schema/json-path';
import { isReference, looksRandom, secretIn } from './secret-shapes';
import { visitTexts } from './texts';

const CODE = 'no-secret-values';

const MEND =
  'keep the value in the secret manager and refer to it through an ExternalSecret; replace it there, for it is known now';

/** Names under which any literal is a secret. */
const PASSWORD = /(?:password|passwd|passphrase|requirepass)$/i;

/** Names under which a literal is a secret when it looks random. */
const SECRET = /password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential/i;

/** Names that contain such a word and hold something public. */
const PUBLIC = /(?:hash|checksum|digest|sha\d*|version|revision|id|name|url|path|file|arn)$/i;

/** No credential stands in what is committed (FD-03). A finding tells the place, never the value. */
export const noSecretValues: Rule = {
  code: CODE,
  text: {
    en: {
      rule: 'No Secret carries data, and no text of any object is or contains a credential.',
      reason: 'dist/ is committed: what stands there is known to everybody who can read the repository, for ever.',
      example: 'env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: database, key: password } } }]',
    },
    ko: {
      rule: 'Secret은 data를 담지 않으며, 어떤 오브젝트의 문자열도 자격 증명이거나 그것을 포함하지 않는다.',
      reason: 'dist/는 커밋된다. 그 안의 값은 저장소를 읽을 수 있는 모두에게 영원히 알려진다.',
      example: 'env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: database, key: password } } }]',
    },
  },
  check(model) {
    const nouns = new Nouns();
    return model.manifests.flatMap(manifest => [...dataOfSecret(manifest), ...literals(manifest, nouns)]);
  },
};

function dataOfSecret(manifest: Manifest): readonly Finding[] {
  if (manifest.object.kind !== 'Secret') return [];
  return ['data', 'stringData']
    .filter(field => manifest.object[field] !== undefined)
    .map(field => complain(manifest, [field], `a Secret carries ${field}`, 'a Secret that External Secrets fills'));
}

/** Judges each distinct text once: most stand in many objects. */
class Nouns {
  private readonly judged = new Map<string, string | undefined>();

  of(text: string): string | undefined {
    if (!this.judged.has(text)) this.judged.set(text, secretIn(text));
    return this.judged.get(text);
  }
}

function literals(manifest: Manifest, nouns: Nouns): readonly Finding[] {
  const findings = new Array<Finding>();
  visitTexts(manifest.object, (text, steps, isKey) => {
    const noun = nouns.of(text) ?? (isKey ? undefined : secretByName(text, nameOf(manifest.object, steps)));
    if (noun === undefined) return;
    const message = `${isKey ? 'a key here' : 'the value'} looks like ${noun}`;
    findings.push(complain(manifest, isKey ? steps.slice(0, -1) : steps, message, 'a reference to a secret'));
  });
  return findings;
}

/** What a text is by the name it stands under; undefined for nothing secret. */
function secretByName(text: string, name: string): string | undefined {
  if (isReference(text)) return undefined;
  if (PASSWORD.test(name)) return 'a literal password';
  return SECRET.test(name) && !PUBLIC.test(name) && looksRandom(text) ? 'a literal secret' : undefined;
}

/** Name that a text stands under: its key, the name of its environment variable, or the flag before it. */
function nameOf(object: KubeObject, steps: readonly Step[]): string {
  const step = steps.at(-1) ?? '';
  const around = step === 'value' || typeof step === 'number' ? valueAt(object, steps.slice(0, -1)) : undefined;
  if (isRecord(around) && typeof around.name === 'string') return around.name;
  if (typeof step === 'string') return step;
  const before: unknown = Array.isArray(around) ? around[step - 1] : undefined;
  return typeof before === 'string' && /^--?[\w-]+$/.test(before) ? before : '';
}

function complain(manifest: Manifest, steps: readonly Step[], message: string, expected: string): Finding {
  const hidden = steps.map(step => (typeof step === 'string' && secretIn(step) !== undefined ? '…' : step));
  return findingFor(manifest, CODE, { path: jsonPath(hidden), message, expected, mend: MEND });
}
