import { shown, valueAt } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { containerName, podRule, startedContainers } from './rule-forms';

const example =
  'securityContext: { readOnlyRootFilesystem: true }\nvolumeMounts: [{ name: tmp, mountPath: /tmp }]   # volumes: [{ name: tmp, emptyDir: { sizeLimit: 64Mi } }]';
const text: RuleTexts = {
  en: {
    rule: 'Every container has a read-only root file system; what it writes to is a volume.',
    reason:
      'An intruder cannot change the program or leave a tool behind, and nothing of value is lost unseen when the container restarts.',
    example,
  },
  ko: {
    rule: '모든 컨테이너의 루트 파일 시스템은 읽기 전용이고, 쓰는 곳은 볼륨이다.',
    reason: '침입자가 프로그램을 바꾸거나 도구를 남길 수 없고, 컨테이너가 다시 뜰 때 모르는 사이에 잃는 것이 없다.',
    example,
  },
};

/** Every container has a read-only root file system. */
export const readOnlyRoot = podRule('read-only-root', text, function* (template) {
  for (const container of startedContainers(template)) {
    const found = valueAt(container.container, ['securityContext', 'readOnlyRootFilesystem']);
    if (found === true) continue;
    yield {
      steps: [...container.steps, 'securityContext', 'readOnlyRootFilesystem'],
      message: `${containerName(container)} may write anywhere: readOnlyRootFilesystem is ${found === undefined ? 'not set' : shown(found)}`,
      expected: 'true',
      mend: 'set readOnlyRootFilesystem: true and mount an emptyDir where the process writes',
    };
  }
});
