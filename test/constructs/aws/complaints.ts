import type { System } from '../../../src/constructs/structure';
import { awsReference } from '../../../src/gates/reference/aws/aws-reference';
import { schemaRules } from '../../../src/gates/schema';
import { statefulRules } from '../../../src/gates/stateful';
import { noSecretValues } from '../../../src/gates/text/no-secret-values';
import { modelOf } from '../../gates/model-of';
import { objectsOf } from '../place';

/**
 * What the gates say of the objects that a construct makes: fields that their CRDs do not know, references that lead
 * nowhere, data that nothing guards.
 */
export function complaintsAbout(system: System): readonly string[] {
  const model = modelOf(objectsOf(system));
  return [...schemaRules, ...statefulRules, awsReference, noSecretValues]
    .flatMap(rule => rule.check(model))
    .map(({ code, where, message }) => `${code} ${where.object ?? ''}${where.path ?? ''}: ${message}`);
}
