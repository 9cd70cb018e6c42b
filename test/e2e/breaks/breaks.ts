/** One way in which what is committed can be wrong though it reads well, and the proof that has to see it. */
export interface Break {
  readonly name: string;
  /** Folder below the repository's root, and the one file of it that is changed. */
  readonly folder: string;
  readonly file: RegExp;
  /** New text of the file; nothing removes it. */
  readonly change: (text: string) => string | undefined;
  /** File of test/e2e/, or a pattern of files, and the names of its tests that are run. */
  readonly proof: readonly [file: string, tests: string];
  /** What the proof says, so that it is red for this and for nothing else. */
  readonly seen: RegExp;
}

const without =
  (pattern: RegExp) =>
  (text: string): string =>
    text.replace(pattern, '');

const TRIPGEN = 'dist/tripgen-dev/tripgen-app/tripgen-dev';
const BASE = 'dist/fablink-dev/fablink-base/fablink-dev';
const APP = 'dist/fablink-dev/fablink-app/fablink-dev';
const ROOT = 'argocd/fablink-dev/root';
const ADMISSION = ['admission', 'fablink-dev on Kubernetes 1\\.30'] as const;

export const breaks: readonly Break[] = [
  {
    name: 'a field is misspelt',
    folder: APP,
    file: /^Deployment\./,
    change: text => text.replace('progressDeadlineSeconds', 'progressDeadlineSecond'),
    proof: ADMISSION,
    seen: /Deployment\.fablink-backend\.yaml: refused: .*progressDeadlineSecond/,
  },
  {
    name: 'a pod may run as root',
    folder: APP,
    file: /^Deployment\./,
    change: without(/ +runAsNonRoot: true\n/),
    proof: ADMISSION,
    seen: /violates PodSecurity/,
  },
  {
    name: 'a quota is too small',
    folder: BASE,
    file: /^ResourceQuota\./,
    change: text => text.replace(/pods: "\d+"/, 'pods: "1"'),
    proof: ADMISSION,
    seen: /exceeded quota: quota, requested: pods=1/,
  },
  {
    name: 'a selector is another than in the last release',
    folder: APP,
    file: /^Deployment\./,
    change: text => text.replaceAll('app.kubernetes.io/instance: fablink', 'app.kubernetes.io/instance: other'),
    proof: ADMISSION,
    seen: /spec\.selector: Invalid value: .*field is immutable/,
  },
  {
    name: 'a ConfigMap that pods refer to is missing',
    folder: APP,
    file: /^ConfigMap\./,
    change: () => undefined,
    proof: ['running/part-.', 'fablink-dev'],
    seen: /configmap .*fablink-backend-config.* not found/,
  },
  {
    name: 'a disruption budget lets no pod go',
    folder: 'dist/fablink-prod/fablink-app/fablink-prod',
    file: /^PodDisruptionBudget\./,
    change: text => text.replace(/(maxUnavailable|minAvailable): .*/, 'maxUnavailable: 0'),
    proof: ['running/part-.', 'fablink-prod'],
    seen: /✕ .*drained/,
  },
  {
    name: 'the project lacks a kind',
    folder: ROOT,
    file: /^AppProject\./,
    change: without(/ {4}- group: batch\n {6}kind: Job\n/),
    proof: ['argo-cd', 'waiting.ExternalSecret'],
    seen: /Job fablink-backend-migrate\S*: .*is not permitted in project fablink-dev/,
  },
  {
    name: 'the project allows every kind',
    folder: ROOT,
    file: /^AppProject\./,
    change: text =>
      text.replace(/namespaceResourceWhitelist:\n( {4}- group: .*\n {6}kind: .*\n)+/, word =>
        word.replace(/\n[^]*/, '\n    - group: "*"\n      kind: "*"\n'),
      ),
    proof: ['argo-cd-projects', 'project fablink-dev '],
    seen: /✕ refuses every object/,
  },
  {
    name: 'nothing is healed',
    folder: ROOT,
    file: /^Application\..*-app\./,
    change: text => text.replace('selfHeal: true', 'selfHeal: false'),
    proof: ['argo-cd', '(first.sync|by.hand.is.healed)'],
    seen: /✕ what somebody changes by hand is healed/,
  },
  {
    name: 'Argo CD does not know when a TargetGroupBinding is healthy',
    folder: 'argocd/fablink-dev',
    file: /^argocd-values\.yaml$/,
    change: without(/ {4}resource\.customizations\.health\.elbv2\S+ \|\n( {6}.*\n)+/),
    proof: ['argo-cd', 'first.sync'],
    seen: /✕ in fablink-app a waiting TargetGroupBinding holds back/,
  },
  {
    name: 'a table goes with its file',
    folder: 'dist/fablink-dev/fablink-cloud/fablink-dev',
    file: /^Table\./,
    change: without(/ +argocd\.argoproj\.io\/(sync|compare)-options: .*\n/g),
    proof: ['argo-cd', '(first.sync|leaves.git.stays)'],
    seen: /✕ a table that leaves git stays/,
  },
  {
    name: 'a migration comes after what needs it',
    folder: APP,
    file: /^Job\..*migrate/,
    change: text => text.replace(/sync-wave: "-\d+"/, 'sync-wave: "5"'),
    proof: ['argo-cd', '(first.sync|migration.that.fails)'],
    seen: /✕ a migration that fails keeps the new image back/,
  },
  {
    name: 'prod does not wait for a person',
    folder: 'argocd/fablink-prod',
    file: /^root\.yaml$/,
    change: text => text.replace('  syncPolicy:\n', '  syncPolicy:\n    automated: {}\n'),
    proof: ['argo-cd-prod', 'before.a.person.says.so'],
    seen: /✕ nothing is synced before a person says so/,
  },
  {
    name: 'the volume of the database is smaller than its claim',
    folder: 'dist/tripgen-dev/tripgen-app/cluster',
    file: /^PersistentVolume\./,
    change: text => text.replace('storage: 20Gi', 'storage: 2Gi'),
    proof: ['running/part-.', 'tripgen-dev'],
    seen: /✕ every claim has its volume/,
  },
  {
    name: 'replicas that KEDA sets are in git',
    folder: TRIPGEN,
    file: /^Deployment\.redis\./,
    change: text => text.replace(/^spec:\n/m, 'spec:\n  replicas: 1\n'),
    proof: ['argo-cd-tripgen', '(everything.is.Synced|KEDA)'],
    seen: /✕ what KEDA scales to 0 stays there/,
  },
  {
    name: 'a Job of a fixed name is not replaced',
    folder: TRIPGEN,
    file: /^Job\.data-validation\./,
    change: without(/ +argocd\.argoproj\.io\/sync-options: Force=true,Replace=true\n/),
    proof: ['argo-cd-tripgen', '(everything.is.Synced|runs.again.when)'],
    seen: /✕ a Job runs again when a commit changes what it mounts/,
  },
];
