import type { RuleTexts } from '../../schema/object-rule';
import { environmentRule, unknownName } from '../reference-rule';
import { secretsOf } from './secret-keys';
import { usesOf } from './uses';

const example =
  'secretKeyRef: { name: database, key: password }\n# beside ExternalSecret database with secretKey: password';
const text: RuleTexts = {
  en: {
    rule: 'Every Secret that is named is brought by an ExternalSecret or Certificate of its namespace, or declared to be made by hand or by a controller, with every key that is named.',
    reason: 'A pod with a missing Secret or key never starts: it waits in CreateContainerConfigError.',
    example,
  },
  ko: {
    rule: '이름이 적힌 Secret은 모두 같은 네임스페이스의 ExternalSecret이나 Certificate가 만들거나 손 또는 컨트롤러가 만든다고 선언되어 있고, 적힌 키도 모두 들어 있다.',
    reason: 'Secret이나 키가 없으면 파드는 CreateContainerConfigError에 멈춰 끝내 시작하지 못한다.',
    example,
  },
};

/** Every Secret that is named will exist, with every key that is named. */
export const secretKey = environmentRule('secret-key', text, function* (environment) {
  for (const { kind, manifest, name, namespace, steps, keys, optional } of usesOf(environment)) {
    if (kind !== 'Secret' || optional || namespace === undefined) continue;
    const secrets = secretsOf(environment).get(namespace);
    const known = secrets?.get(name);
    if (known === undefined) {
      if (environment.chartNamespaces.has(namespace)) continue;
      const names = [...(secrets?.keys() ?? [])];
      const complaint = unknownName({ steps, what: 'Secret', name, where: `namespace ${namespace}`, known: names });
      yield [
        manifest,
        {
          ...complaint,
          mend: complaint.mend.replace('declare the Secret', 'add an ExternalSecret or a HandMadeSecret'),
        },
      ];
      continue;
    }
    if (known === 'any') continue;
    for (const [key, at] of keys) {
      if (known.has(key)) continue;
      yield [manifest, unknownName({ steps: at, what: 'key', name: key, where: `Secret ${name}`, known: [...known] })];
    }
  }
});
