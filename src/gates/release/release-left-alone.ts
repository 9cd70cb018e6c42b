import type { Manifest } from '../../model';
import { environmentRule } from '../reference/reference-rule';
import { recordsIn, valueAt } from '../schema/json-path';
import type { RuleTexts } from '../schema/object-rule';
import { applicationsOf } from '../sync/applications';
import { isWeighted, namedServices, ROOT } from './rollout';

/** Where the controller writes which version a Service leads to; the whole selector would hide changes of ours. */
const VERSION = '/spec/selector/rollouts-pod-template-hash';

const example = `ignoreDifferences: [{ group: '', kind: Service, name: web-ping, jsonPointers: [${VERSION}] }, …]`;
const text: RuleTexts = {
  en: {
    rule: 'The Application of a weighted Rollout leaves the version alone that each of its Services leads to.',
    reason:
      'The controller adds the version’s hash to the selectors of ping and pong. Argo CD sees a difference and takes it away at the next sync: from then on both Services lead to both versions, whatever the weights say.',
    example,
  },
  ko: {
    rule: '가중치 Rollout의 Application은 Service마다 어느 버전에 닿는지를 건드리지 않는다.',
    reason:
      '컨트롤러는 ping과 pong의 셀렉터에 버전 해시를 더한다. Argo CD는 차이로 보고 다음 동기화 때 지운다. 그때부터 두 Service는 가중치와 상관없이 두 버전 모두에 닿는다.',
    example,
  },
};

/** A sync in the middle of a release changes nothing of it. */
export const releaseLeftAlone = environmentRule('release-left-alone', text, function* (environment) {
  for (const rollout of environment.all('argoproj.io/Rollout').filter(({ object }) => isWeighted(object))) {
    const moved = namedServices(rollout.object).filter(steps => steps !== ROOT);
    for (const application of applicationsOf(environment, rollout)) {
      for (const name of moved.map(steps => String(valueAt(rollout.object, steps)))) {
        const { namespace } = rollout.object.metadata;
        // A Service that is missing is found as such.
        if (environment.find('Service', namespace, name) === undefined) continue;
        if (ignores(application, namespace, name)) continue;
        const complaint = {
          steps: ['spec', 'ignoreDifferences'],
          message: `found no exception for Service ${name}, whose selector the controller of Rollout ${rollout.object.metadata.name} changes`,
          expected: `{ group: '', kind: Service, name: ${name}, jsonPointers: [${VERSION}] }`,
          mend: 'let the Application ignore the version’s hash in the selectors that a Rollout moves',
        };
        yield [application, complaint];
      }
    }
  }
});

function ignores({ object }: Manifest, namespace: string | undefined, service: string): boolean {
  return recordsIn(valueAt(object, ['spec', 'ignoreDifferences'])).some(([, entry]) => {
    const { group = '', kind, name = service, namespace: place = namespace, jsonPointers } = entry;
    const isMeant = group === '' && kind === 'Service' && name === service && place === namespace;
    return isMeant && Array.isArray(jsonPointers) && jsonPointers.includes(VERSION);
  });
}
