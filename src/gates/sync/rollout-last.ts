import type { Manifest } from '../../model';
import { grouped } from '../capacity/grouped';
import { environmentRule } from '../reference/reference-rule';
import type { RuleTexts } from '../schema/object-rule';
import { ARGO_CD, hooksOf, momentOf } from './annotations';

/** The first wave of a folder in which a Rollout stands, and that Rollout. */
function firstRollout(rollouts: readonly Manifest[]): Manifest {
  return rollouts.reduce((first, each) => (momentOf(each).wave < momentOf(first).wave ? each : first));
}

const example = 'Rollout: { argocd.argoproj.io/sync-wave: "20" } # nothing above 20, no PostSync hook';
const text: RuleTexts = {
  en: {
    rule: 'Rollouts stand in the last wave of their Application, and no PostSync hook waits behind them.',
    reason:
      'A Rollout that pauses keeps the sync running: what comes after it waits for a person, and no other sync can start.',
    example,
  },
  ko: {
    rule: 'Rollout은 자기 Application의 마지막 웨이브에 있고, 그 뒤에서 기다리는 PostSync 훅이 없다.',
    reason: '멈춘 Rollout은 동기화를 끝내지 못하게 한다. 뒤의 것은 사람을 기다리고 다른 동기화도 시작하지 못한다.',
    example,
  },
};

/** Nothing waits behind an object that waits for a person. */
export const rolloutLast = environmentRule('rollout-last', text, function* (environment) {
  const rollouts = grouped(environment.all('argoproj.io/Rollout'), ({ application }) => application);
  if (rollouts.size === 0) return;
  for (const manifest of environment.manifests) {
    const own = manifest.tree === 'dist' ? rollouts.get(manifest.application) : undefined;
    if (own === undefined) continue;
    const rollout = firstRollout(own);
    const { wave } = momentOf(rollout);
    const hooks = hooksOf(manifest.object);
    const isPostSync = hooks.includes('PostSync');
    // A hook of the phase Sync waits in its wave like everything else.
    const isLater = (hooks.length === 0 || hooks.includes('Sync')) && momentOf(manifest).wave > wave;
    if (!isPostSync && !isLater) continue;
    const complaint = {
      steps: ['metadata', 'annotations', ARGO_CD + (isPostSync ? 'hook' : 'sync-wave')],
      message: `found ${isPostSync ? 'a PostSync hook' : `wave ${momentOf(manifest).wave}`} behind Rollout ${rollout.object.metadata.name} of wave ${wave}`,
      expected: `nothing after the Rollout in ${manifest.application}`,
      mend: 'put the Rollout into the wave "releases", and what must follow it into its analysis',
    };
    yield [manifest, complaint];
  }
});
