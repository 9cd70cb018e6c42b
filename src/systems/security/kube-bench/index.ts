import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { AWS_APIS, IrsaRole, type Grant } from '../../../constructs/aws';
import { AlertRules } from '../../../constructs/monitoring';
import { known, Place, System, TracedConstruct } from '../../../constructs/structure';
import { ConfigMap, irsa, Job, size, type Image, type JobStep } from '../../../constructs/workload';
import type { Fact, NodePool } from '../../../model';
import { BENCHMARKS } from '../../shop/endpoints';
import { SECURITY } from '../endpoints';
import { benchmarkRules } from './alerts';

/** Where reports are kept. */
export interface BenchmarkReports {
  /** The shop's bucket, which has a folder for them (LP-07). */
  readonly bucket: Fact<string>;
  /** What the names of the IAM roles that write begin with, unique in the account: one for each pool of nodes. */
  readonly rolePrefix: string;
}

export interface KubeBenchProps {
  readonly reports: BenchmarkReports;
  /** Requirements that ask for it. */
  readonly requirements: readonly string[];
}

/** The newest whose Go module can be had, so that its checks are proved: v0.12.0 of 2025-08-22. */
const IMAGE: Image = { repository: 'docker.io/aquasec/kube-bench', tag: 'v0.12.0' };

const AWS_CLI: Image = { repository: 'public.ecr.aws/aws-cli/aws-cli', tag: '2.27.50' };

/**
 * What kube-bench itself takes for EKS up to 1.28 (`getPlatformBenchmarkVersion`). It is stated because it takes the
 * nearest old one, without a word, where it does not know a version.
 */
const BENCHMARK = 'eks-1.5.0';

/** Where the image has the checks. */
const CHECKS = '/opt/kube-bench/cfg/';

/** Folder of the report, and of the script that keeps it. */
const FOLDER = '/report';
const SCRIPTS = '/scripts';

/** First for people, with what mends a check, then for the script. */
const LOOK = `kube-bench run "$@"\nkube-bench run "$@" --json --outputfile "${FOLDER}/report.json" >/dev/null\n`;

/** What the checks look at (job-eks.yaml of kube-bench); of the kubelet's own folder only the one file that they read. */
const SEEN = [
  { path: '/var/lib/kubelet/kubeconfig', at: '/var/lib/kubelet/kubeconfig', type: 'File' },
  '/etc/systemd',
  '/etc/kubernetes',
] as const;

/** Monday before work, in Seoul. */
const SCHEDULE = { schedule: '0 6 * * 1', timeZone: 'Asia/Seoul', startWithin: Duration.hours(4) } as const;
const DEADLINE = Duration.hours(1);

/** By its schedule a success is never older: a week, its late start, and its run. */
const OLDEST = Duration.hours(7 * 24 + 5);

/** Any user but root. */
const USER = 10001;

/**
 * Holds a node of each pool to the CIS benchmark, once a week and whenever a person asks, and keeps the reports (LP-13,
 * LP-19). A run in which more checks fail than in the best before is a failed Job (decision 192).
 */
export class KubeBench extends TracedConstruct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: KubeBenchProps,
  ) {
    super(scope, id);
    const { pools, workloadNodes = {} } = Place.of(this).cluster;
    const script = new ConfigMap(System.of(this).app, 'kube-bench-scripts', {
      namespace: SECURITY,
      data: { 'report.sh': readFileSync(join(__dirname, 'report.sh'), 'utf8') },
    });
    for (const pool of pools) {
      const isOurs = Object.entries(workloadNodes).every(([key, value]) => pool.labels?.[key] === value);
      this.ofPool(isOurs ? 'kube-bench' : `kube-bench-${pool.name}`, pool, script);
    }
  }

  private ofPool(name: string, pool: NodePool, configMap: ConfigMap): void {
    const system = System.of(this);
    const { reports, requirements } = this.props;
    const bucket = known(reports.bucket);
    const role = new IrsaRole(system.cloud, `${reports.rolePrefix}-${pool.name}`, {
      namespace: SECURITY,
      serviceAccount: { namespace: SECURITY, name },
      grants: grants(`arn:aws:s3:::${bucket}`, pool.name),
      boundary: `${reports.rolePrefix}-boundary`,
      requirements,
    });
    new Job(system.app, name, {
      namespace: SECURITY,
      run: { type: 'scheduled', ...SCHEDULE },
      pool,
      first: [LOOKING],
      image: AWS_CLI,
      containerName: 'report',
      command: ['/bin/sh', `${SCRIPTS}/report.sh`],
      size: size('50m', '128Mi', '500m', '256Mi'),
      user: USER,
      env: { BUCKET: bucket, FOLDER, HOME: '/tmp', POOL: pool.name, PREFIX: BENCHMARKS },
      variables: { NODE: { field: 'spec.nodeName' } },
      files: [{ path: SCRIPTS, configMap }],
      writable: [
        { path: FOLDER, sizeLimit: '16Mi' },
        { path: '/tmp', sizeLimit: '64Mi' },
      ],
      deadline: DEADLINE,
      // A second look sees the same.
      retries: 0,
      calls: [AWS_APIS],
      identity: irsa(role.arn),
    });
    if (Place.of(this).watchedBy === undefined) return;
    const groups = [benchmarkRules({ name, namespace: SECURITY, oldest: OLDEST, requirements })];
    new AlertRules(system.monitoring, name, { name, namespace: SECURITY, groups });
  }
}

const LOOKING: JobStep = {
  name: 'kube-bench',
  image: IMAGE,
  command: [
    '/bin/sh',
    '-ec',
    LOOK,
    'kube-bench',
    '--config-dir',
    CHECKS,
    '--targets',
    'node',
    '--benchmark',
    BENCHMARK,
  ],
  size: size('100m', '64Mi', '500m', '256Mi'),
  sees: {
    folders: SEEN,
    root: 'What it checks is for root alone to read: the files of the kubelet, and who owns them',
  },
};

/** Writing reports, and reading the one that this pool is held to. */
function grants(bucket: string, pool: string): readonly Grant[] {
  const best = `${BENCHMARKS}best/${pool}.json`;
  return [
    { sid: 'WriteReports', actions: ['s3:PutObject'], resources: [`${bucket}/${BENCHMARKS}*`] },
    { sid: 'ReadBestReport', actions: ['s3:GetObject'], resources: [`${bucket}/${best}`] },
    {
      sid: 'FindBestReport',
      actions: ['s3:ListBucket'],
      resources: [bucket],
      conditions: { StringEquals: { 's3:prefix': best } },
    },
  ];
}
