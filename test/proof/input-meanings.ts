import { Duration } from 'cdk8s';

const seconds = (...amounts: readonly number[]): Duration[] => amounts.map(amount => Duration.seconds(amount));

const CIDRS = [
  '192.0.2.0',
  '192.0.2.0/33',
  '192.0.2.1/24',
  '300.0.0.0/8',
  '192.0.2/24',
  'fd00::/8',
  '192.0.2.0/24,198.51.100.0/24',
];
const HOSTS = [
  'https://api.example.com',
  'api.example.com/',
  'api_1.example.com',
  '-api.example.com',
  'api..example.com',
  'API.example.com',
];
const LABELS = ['Fablink', 'fab_link', '-fablink', 'fablink-', 'fab.link', 'fab/link', 'a'.repeat(64), '가람'];
const PATHS = ['health', '//health', '/health?deep=1', '/he alth', 'http://example.com/health', '/상태'];
const ARNS = [
  '853963783084',
  'arn:aws:kms',
  'arn:aws:kms:ap-northeast-2:85396378308:key/1',
  'arn:aws:iam::853963783084:role/x',
];
const WORDS = ['with space', 'with,comma', 'with"quote', 'with$dollar'];

/** Values that are bad because of what a property means. The end of a path tells, whichever system or environment has it. */
const MEANINGS: readonly (readonly [end: RegExp, bad: readonly unknown[]])[] = [
  [/^name$/, LABELS],
  [/\.namespace$/, LABELS],
  [/^systems\..*\.namespace$/, ['default', 'kube-system', 'argocd']],
  [/^cluster\.name$/, WORDS],
  [/^cluster\.kubernetes$/, ['1.31', '1.3', 'v1.30', '1.30.2', 1.3]],
  [/\.cloud\.type$/, ['gcp', 'AWS']],
  [/\.account$/, ['85396378308', '8539637830844', '8539-6378-3084', 853963783084]],
  [/\.cloud\.region$/, ['ap-northeast', 'ap-northeast-2a', 'Seoul', 'ap_northeast_2']],
  [/\.vpcId$/, ['vpc-123', 'subnet-0123456789abcdef0', 'vpc-0123456789ABCDEF0']],
  [/\.oidcIssuer$/, ['https://oidc.eks.ap-northeast-2.amazonaws.com/id/ABC', 'ABC']],
  [/\.tags\.\w+$/, ['a,b', 'x'.repeat(257)]],
  [/^labels\./, ['-dev', 'de v', 'd'.repeat(64)]],
  [/Cidr$|Cidrs\.\d+$|\.administrators\.\d+$|entry\.from\.\d+$/, CIDRS],
  [/\.(nodeCidrs|loadBalancerCidrs)\.\d+$/, ['203.0.113.0/28']],
  [/\.serviceCidr$/, ['0.0.0.0/0']],
  [
    /\.(nodeCidrs|loadBalancerCidrs|subnetCidrs|zones|registries|requirements|subnets|hosts|instances|securityGroups|paths|healthPaths|administrators|entry\.from)$/,
    [[]],
  ],
  [/\.registries\.\d+$/, ['https://docker.io', 'docker.io/curlimages/', 'docker.io/curl:8', 'docker']],
  [/\.zones\.\d+$/, ['us-east-1a', 'ap-northeast-2', 'ap-northeast-2aa', 'a']],
  [/\.nodes\.min$/, [1000]],
  [/\.nodes\.max$/, [0]],
  [
    /\.(cpuMillis|memoryMiB|pods|natGateways|readUnits|writeUnits|workers|connections|burst|requestsPerMinute|count|cpuPercent|memoryPercent|failures|backupRetentionDays|logRetentionDays|retentionDays)$/,
    [0],
  ],
  [/\.replicas\.(min|max)$/, [0]],
  [/\.replicas\.min$/, [1000]],
  [/\.minAvailable$/, [100]],
  [/\.(cpuPercent|memoryPercent)$/, [101]],
  [/\.port$/, [0, 70_000, 65_536]],
  [/targetGroup\.port$/, [80, 29_999, 32_768, 8000]],
  [
    /delivery\.repository$/,
    [
      'http://git.example.com/a.git',
      'git@git.example.com:a.git',
      'ssh://git.example.com/a.git',
      'https://user@git.example.com/a.git',
      'git.example.com/a',
      'https://',
    ],
  ],
  [/delivery\.revision$/, ['main branch', '-main', 'a..b', 'main~1', 'main/', 'a//b', 'main^']],
  [/delivery\.sync$/, ['auto', 'manual', 'Automatic']],
  [/chart\.version$/, ['^1.2.3', '1.x', '1.2', '>=1.0.0', '*', 'latest', '~1.2.0', '1.2.3 - 2.0.0']],
  [/chart\.repository$/, ['oci://public.ecr.aws/a', 'http://charts.example.com', 'ftp://charts.example.com', 'charts']],
  [/chart\.name$/, ['Argo CD', '../argo-cd', 'argo/cd']],
  [/addOns\.\d+\.wave$/, [0.5, -1000]],
  [/kinds\.(namespaced|cluster)\.\d+$/, ['deployment', 'apps/v1/Deployment', '*', 'apps/*', '*/*']],
  [/\.jsonPointers\.\d+$/, ['data', '.data', '/']],
  [/\.jqPathExpressions\.\d+$/, ['webhooks[]', '/webhooks']],
  [/image\.[\w-]+\.tag$/, ['latest', 'v1:2', 'a@b', '-1', 'a'.repeat(129), 5, [], {}, true]],
  [/\.secret$/, [...WORDS, 'a'.repeat(513)]],
  [/\.(host|domain|dnsName)$|hosts\.\w+$/, HOSTS],
  [
    /\.(origin|origins\.\d+)$/,
    ['example.com', 'http://example.com', 'https://example.com/', 'https://example.com/app', '*', 'null'],
  ],
  [/\.path$|\.(paths|healthPaths)\.\d+$/, PATHS],
  [/requests\.(cpu|memory)$/, ['1000000m', '500Gi', '0', '0Mi', '-1', '5oom', '1 Gi', '1e3', '1G', '512MB']],
  [/limits\.(cpu|memory)$/, ['1m', '1Mi', '0', '-1', '5oom', '1e3', '1G', '512MB']],
  [/\.requests\.cpu$/, ['64Gi', '1001m', '100.5m']],
  [/probes\.\w+\.every$/, seconds(0, 1, 100_000)],
  [/probes\.\w+\.timeout$/, seconds(0, 61, 100_000)],
  [/probes\.\w+\.initialDelay$/, seconds(100_000)],
  [/healthCheck\.interval$/, seconds(0, 4, 301)],
  [/healthCheck\.timeout$/, seconds(0, 1, 121, 30)],
  [/(healthyThreshold|unhealthyThreshold)$/, [0, 1, 11]],
  [/\.deregistration$/, seconds(3601)],
  [/addressLimit\.window$/, seconds(0, 59, 90, 601)],
  [/addressLimit\.requests$/, [0, 9]],
  [/\.burst$/, [5001]],
  [/\.requirements\.\d+$|\.requirement$/, ['FD', 'FD-5-1', 'fd-05', '05']],
  [/\.keyArn$/, [...ARNS, 'arn:aws:kms:ap-northeast-2:853963783084:alias/fablink']],
  [/loadBalancer\.arn$/, ARNS.slice(0, 3)],
  [/replicas\.\d+\.keyArn$/, ['arn:aws:kms:us-east-1:853963783084:key/mrk-1234abcd12ab34cd56ef1234567890ab']],
  [/subnets\.\d+$/, ['vpc-0123456789abcdef0', 'subnet-xyz', 'subnet-1']],
  [/securityGroups\.\d+$/, ['sg', 'subnet-0123456789abcdef0', 'sg-xyz']],
  [/registeredByHand\.\d+$/, ['0ee5f23c4566adcae', 'i-xyz']],
  [/(targetGroup|loadBalancer|nlb)\.name$/, ['a'.repeat(33), '-nlb', 'nlb-', 'fab_link', 'internal-nlb']],
  [/api\.(id|rootId|proxyId)$/, ['/', 'AbC123', 'a/b', 'abc def']],
  [/\.stage$/, ['de v', 'dev/1', '$default']],
  [/\.(logGroup|group)$/, ['log group', 'logs:group', 'logs*']],
  [/(logRetentionDays|logs\.retentionDays)$/, [2, 91, 10_000]],
  [/database\.identifier$|database\.instances\.\d+$/, ['1aurora', 'aurora--1', 'aurora-', 'Aurora', 'a'.repeat(64)]],
  [/engineVersion$/, ['15', '15.x', 'latest', 'v15.10']],
  [/instanceClass$/, ['r6g.large', 'db.r6g', 'db-r6g-large']],
  [/resourceId$/, ['cluster', 'db-ABC', 'cluster-abc']],
  [/masterUser$/, ['1admin', 'fab-link', 'a'.repeat(64)]],
  [/backupRetentionDays$/, [36]],
  [/backupWindow$/, ['3:00-4:00', '03:00', '25:00-26:00', '03:00-03:10']],
  [
    /maintenanceWindow$/,
    ['sun:04:00', '04:00-05:00', 'Sunday:04:00-Sunday:05:00', 'sun:04:00-sun:04:10', 'sun:24:00-mon:01:00'],
  ],
  [/monitoringIntervalSeconds$/, [2, 61]],
  [/timeToLive$|\.prefix$|partition\.name$|tables\.name$/, WORDS],
  [/partition\.type$/, ['string', 's', 'SS']],
  [/settingsModule$/, ['fablink/settings/dev', 'fablink..settings', 'fablink-settings', '1fablink']],
  [/\.availability$|\.errorRatio$/, [1, 0, 99.9]],
  // More than there is: no value by itself, but what all of them add up to.
  [/\.pool\.workers$/, [64]],
  [/\.pool\.connections$/, [1000]],
  [/connectionBudget\.connections$/, [1]],
  [/replicas\.(count|max)$/, [1000]],
];

/** Bad values for the property at the end of the path. */
export function badBecauseOfItsName(path: string): readonly unknown[] {
  return MEANINGS.filter(([end]) => end.test(path)).flatMap(([, bad]) => bad);
}
