/**
 * The longest files first, so that no worker has one left when the others have ended; what is not listed comes last.
 * Jest itself would know how long they take from the run before, which a clean checkout has not seen.
 */
const LONGEST = [
  'proof/alerts/alerts.proof',
  'proof/alertmanager/alertmanager.proof',
  'proof/alerts/mutation/mutation.proof',
  'proof/alertmanager/mute-times.proof',
  'proof/traces/traces.proof',
  'proof/net/mutation.proof',
  'proof/input/process.proof',
  'proof/shop-database/from-empty.proof',
  'proof/input/input.proof',
  'proof/backup/backup.proof',
  'proof/tripgen-database/from-empty.proof',
  'proof/logs/logs.proof',
  'proof/cloudwatch/cloudwatch.proof',
  'proof/memo-database/from-empty.proof',
  'proof/alertmanager/routes.proof',
  'e2e/admission.e2e',
  'e2e/argo-cd-first-start.e2e',
  'e2e/prometheus-operator.e2e',
  'e2e/weighted-release.e2e',
  'e2e/running/part-2.e2e',
  'e2e/argo-cd-prod.e2e',
  'e2e/argo-cd-tripgen.e2e',
  'e2e/validation.e2e',
  'e2e/running/part-3.e2e',
  'e2e/argo-cd.e2e',
  'e2e/prometheus-files.e2e',
  'e2e/off-hours.e2e',
  'e2e/weighted-release-argo-cd.e2e',
  'e2e/running/part-4.e2e',
  'e2e/control-plane.e2e',
  'e2e/argo-cd-projects.e2e',
  'e2e/argo-cd-release.e2e',
  'e2e/running/part-1.e2e',
];

const rank = ({ path }) => {
  const at = LONGEST.findIndex(name => path.endsWith(`/${name}.ts`));
  return at < 0 ? LONGEST.length : at;
};

module.exports = class LongestFirst {
  sort(tests) {
    return [...tests].sort((a, b) => rank(a) - rank(b));
  }

  cacheResults() {}
};
