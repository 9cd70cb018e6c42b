import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { isAboutUniqueness, violationsOf } from '../../../src/gates/schema/checker';
import { jsonPath, type Step } from '../../../src/gates/schema/json-path';
import type { KindSchema } from '../../../src/gates/schema/json-schema';
import {
  customKind,
  customKinds,
  kubernetesFile,
  kubernetesKind,
  kubernetesVersions,
} from '../../../src/gates/schema/schema-files';
import { seeded } from '../../seeded';
import { Instances } from './schema-instances';

/** Instances of each kind: a tenth of them in every run, all with GARAM_FUZZ=full. */
const full = 200;
const each = process.env.GARAM_FUZZ === 'full' ? full : full / 10;

interface Subject {
  readonly name: string;
  readonly schema: KindSchema;
}

const subjects: readonly Subject[] = [
  ...kubernetesVersions().flatMap(version =>
    Object.keys(kubernetesFile(version).kinds).map(kind => ({
      name: `${kind} of ${version}`,
      schema: kubernetesKind(version, kind) as KindSchema,
    })),
  ),
  ...customKinds().map(kind => ({ name: kind, schema: customKind(kind) as KindSchema })),
];

// Thousands of small objects are not worth the time that ajv takes to shorten the code of each validator.
const ajv = new Ajv({
  strict: false,
  validateFormats: false,
  allErrors: true,
  logger: false,
  code: { optimize: false },
});
const ids = new Map<KindSchema['definitions'], string>();

/** ajv's validator; definitions that kinds share are compiled once. */
function oracleOf({ schema, definitions }: KindSchema): ValidateFunction {
  let id = ids.get(definitions);
  if (id === undefined) {
    id = `file-${ids.size}`;
    ids.set(definitions, id);
    ajv.addSchema({ $id: id, definitions });
  }
  return ajv.compile({ ...schema, $ref: `${id}${String(schema.$ref)}` });
}

/** ajv's pointer as our path. */
function pathOf(error: ErrorObject, instance: unknown): string {
  const steps: Step[] = [];
  let current = instance;
  for (const part of error.instancePath.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    steps.push(Array.isArray(current) ? Number(key) : key);
    current = (current as Record<string, unknown>)[key];
  }
  if (error.keyword === 'additionalProperties') steps.push(String(error.params.additionalProperty));
  return `${error.keyword} ${jsonPath(steps)}`;
}

/** ajv's errors as `keyword path`. It reports a wrong type and the enum it misses; once is enough for a person. */
function errorsOf(oracle: ValidateFunction, instance: unknown): readonly string[] {
  const lines = oracle(instance) ? [] : (oracle.errors ?? []).map(error => pathOf(error, instance));
  return lines.filter(line => !line.startsWith('enum ') || !lines.includes(line.replace('enum', 'type')));
}

function distinct(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)].sort();
}

describe('the checker', () => {
  it('agrees with ajv about every place of thousands of valid and spoilt objects of all kinds', () => {
    const disagreements: string[] = [];
    let valid = 0;
    let invalid = 0;
    subjects.forEach(({ name, schema }, number) => {
      const oracle = oracleOf(schema);
      const random = seeded(number + 1);
      const instances = new Instances(schema.definitions, random);
      for (let count = 0; count < each; count++) {
        const instance = instances.make(schema.schema);
        for (let spoilt = 0; spoilt < count % 4; spoilt++) instances.spoil(instance);
        const theirs = errorsOf(oracle, instance);
        const ours = violationsOf(schema, instance)
          .filter(violation => !isAboutUniqueness(violation))
          .map(violation => `${violation.keyword} ${violation.path}`);
        if (theirs.length === 0) valid++;
        else invalid++;
        if (distinct(ours).join() === distinct(theirs).join()) continue;
        disagreements.push(`${name}: ours ${distinct(ours).join()} ajv ${distinct(theirs).join()}`);
      }
    });
    expect(disagreements).toEqual([]);
    expect(valid).toBeGreaterThan(subjects.length * each * 0.2);
    expect(invalid).toBeGreaterThan(subjects.length * each * 0.2);
    if (each === full) console.log(`${subjects.length} kinds: ${valid} valid, ${invalid} spoilt, all agreed`);
  });
});
