import { silent, type Tool } from './tool';

const ROLLOUTS = 'github.com/argoproj/argo-rollouts';

export const argoRollouts: Tool = {
  name: 'argo-rollouts',
  module: ROLLOUTS,
  programs: [
    silent('rollouts-controller', `${ROLLOUTS}/cmd/rollouts-controller`),
    silent('kubectl-argo-rollouts', `${ROLLOUTS}/cmd/kubectl-argo-rollouts`),
  ],
  folder: 'argo-rollouts',
  variables: version => ({ [`${ROLLOUTS}/utils/version.version`]: version }),
  controlPlane: false,
  proves: 'that a canary moves on, waits and goes back as declared',
};

const PROMETHEUS = 'github.com/prometheus/prometheus';

/** Its module numbers 3.9.1 as 0.309.1. */
export const prometheus: Tool = {
  name: 'prometheus',
  folder: 'prometheus',
  module: PROMETHEUS,
  variables: () => ({}),
  controlPlane: false,
  programs: [silent('prometheus', `${PROMETHEUS}/cmd/prometheus`), silent('promtool', `${PROMETHEUS}/cmd/promtool`)],
  proves: 'that releases are judged, and alerts fire, by what is measured',
};
