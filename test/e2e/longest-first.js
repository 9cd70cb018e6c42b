/**
 * The longest files first, so that no worker has one left when the others have ended; what is not listed comes last.
 * Jest itself would know how long they take from the run before, which a clean checkout has not seen.
 */
const LONGEST = [
  'running',
  'argo-cd-first-start',
  'admission',
  'validation',
  'prometheus-operator',
  'argo-cd-prod',
  'argo-cd-tripgen',
  'weighted-release',
  'argo-cd',
  'off-hours',
  'control-plane',
  'argo-cd-release',
  'argo-cd-projects',
];

const rank = ({ path }) => {
  const at = LONGEST.findIndex(name => path.endsWith(`/${name}.e2e.ts`));
  return at < 0 ? LONGEST.length : at;
};

module.exports = class LongestFirst {
  sort(tests) {
    return [...tests].sort((a, b) => rank(a) - rank(b));
  }

  cacheResults() {}
};
