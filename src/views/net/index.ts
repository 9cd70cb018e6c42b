import type { Model, RenderedManifest } from '../../model';
import { declared } from '../declared';
import { addressParties, clusterRanges, declaredRanges, type NamedRange } from './address-parties';
import { Network } from './network';
import type { Party } from './party';
import { podParties } from './pod-parties';
import { policiesOf } from './policy';

export { answersTo, type Answer, type Question } from './answer';
export { answerText } from './answer-text';
export { matrixJson } from './matrix';
export { matrixText } from './matrix-text';
export { Network, portsOfSide, type Reach, type Side } from './network';
export { partyText, type AddressParty, type Party, type PodParty } from './party';
export { type Policy } from './policy';
export { portsText } from './port-set';
export { QuestionError, questionsOf } from './question';

/**
 * Everybody who can matter to the NetworkPolicies of one environment.
 * @param manifests objects of the environment
 * @param known names for ranges of addresses; reachability does not depend on them
 */
export function partiesOf(manifests: readonly RenderedManifest[], known: readonly NamedRange[] = []): readonly Party[] {
  return [...podParties(manifests), ...addressParties(manifests, known)];
}

/** Ranges that a model has names for. */
export function knownRanges(model: Model, environment: string): readonly NamedRange[] {
  const { cluster } = model.environments.find(({ name }) => name === environment) ?? {};
  const workloads = declared(model, 'workload').filter(workload => workload.environment === environment);
  return [...(cluster === undefined ? [] : clusterRanges(cluster.network)), ...declaredRanges(workloads)];
}

/** Who reaches whom under the policies among the objects of one environment. */
export function networkOf(manifests: readonly RenderedManifest[], parties: readonly Party[]): Network {
  const policies = policiesOf(manifests);
  const own = parties.filter(party => party.type === 'pods' && party.standing === 'declared');
  const namespaces = [...own, ...policies].flatMap(each => ('namespace' in each ? [each.namespace] : []));
  return new Network(parties, namespaces, policies);
}

/** Who reaches whom in one environment of a model. */
export function networkIn(model: Model, environment: string): Network {
  const manifests = model.manifests.filter(manifest => manifest.environment === environment);
  return networkOf(manifests, partiesOf(manifests, knownRanges(model, environment)));
}
