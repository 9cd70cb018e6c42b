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
const UUID = '00000000-0000-0000-0000-000000000000';
const WORDS = ['with space', 'with,comma', 'with"quote', 'with$dollar'];

/** Where a cluster stands. */
export type Cloud = 'aws' | 'azure' | 'none';

/** What cannot be at the end of a path; where a cloud is named, in that cloud only. */
type Meaning = readonly [end: RegExp, bad: readonly unknown[], cloud?: Cloud];

/** Values that are bad because of what a property means. The end of a path tells, whichever system or environment has it. */
const MEANINGS: readonly Meaning[] = [
  [/^name$/, LABELS],
  [/\.namespace$/, LABELS],
  [/\.(ingressController|controller)\.namespace$/, ['default', 'nowhere', 'nginx']],
  [/^addOns\.\d+\.(name|application)$/, LABELS],
  [/\.apis\.\d+$/, ['keda', 'Keda.sh', 'keda.sh/v1alpha1', 'keda..sh']],
  [/ignoreDifferences\.\d+\.kind$/, ['secret', 'v1/Secret', 'Stateful-Set']],
  [/^cluster\.name$/, [...WORDS, 'Fablink', 'fab_link', 'fab/link']],
  [/^cluster\.kubernetes$/, ['1.31', '1.3', 'v1.30', '1.30.2', 1.3]],
  [/\.cloud\.type$/, ['gcp', 'AWS']],
  [/cloud\.account$/, ['85396378308', '8539637830844', '8539-6378-3084', 853963783084]],
  [/\.cloud\.region$/, ['ap-northeast', 'ap-northeast-2a', 'Seoul', 'ap_northeast_2']],
  [/\.cloud\.region$/, ['Korea Central', 'korea-central', 'koreacentral-1'], 'azure'],
  [/\.vpcId$/, ['vpc-123', 'subnet-0123456789abcdef0', 'vpc-0123456789ABCDEF0']],
  [/\.oidcIssuer$/, ['https://oidc.eks.ap-northeast-2.amazonaws.com/id/ABC', 'ABC']],
  [/\.tags\.\w+$/, ['a,b', 'x'.repeat(257)]],
  [/^labels\./, ['-dev', 'de v', 'd'.repeat(64)]],
  [/Cidr$|Cidrs\.\d+$|\.administrators\.\d+$|entry\.from\.\d+$/, CIDRS],
  [/\.(nodeCidrs|loadBalancerCidrs)\.\d+$/, ['203.0.113.0/28']],
  [/\.serviceCidr$/, ['0.0.0.0/0']],
  [
    /\.(nodeCidrs|apiServerCidrs|loadBalancerCidrs|subnetCidrs|zones|registries|requirements|subnets|hosts|instances|securityGroups|paths|healthPaths|administrators|entry\.from)$/,
    [[]],
  ],
  [/\.registries\.\d+$/, ['https://docker.io', 'docker.io/curlimages/', 'docker.io/curl:8', 'docker']],
  [/\.zones\.\d+$/, ['us-east-1a', 'ap-northeast-2', 'ap-northeast-2aa', 'a', 'ap-northeast-2-1'], 'aws'],
  [/\.zones\.\d+$/, ['koreacentral', 'koreacentral1', 'koreacentral-4', 'eastus-1', '1'], 'azure'],
  [/\.zones\.\d+$/, ['rack 1', '-a', 'a/b', 'a'.repeat(64)], 'none'],
  [/\.instanceTypes\.\d+$/, ['m5', 'm5.larg', 'large', 'Standard_D4s_v5', 'M5.large'], 'aws'],
  [/\.instanceTypes\.\d+$/, ['B2s', 'Standard_B3s', 'standard_b2s', 'm5.large', 'Standard_NC6'], 'azure'],
  [/pools\.\d+\.name$/, LABELS],
  [/pools\.\d+\.labels\.|\.selector\.|storage\.node\.value$/, ['-a', 'a b', 'a/b', 'a'.repeat(64)]],
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
  [/\.(port|apiServerPort)$/, [0, 70_000, 65_536]],
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
  [/\.requests\.cpu$/, ['64Gi', '100.5m']],
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
  [/logs\.prefix$/, ['shop', '/', '/shop/', '/shop logs', '/aws*', '/shop:logs']],
  [/(?:fablink|shop)\.traces$/, ['x-ray', 'otlp']],
  [/(?:logs|traces)\.role$/, ['shop logs', 'shop/logs', 'a'.repeat(56)]],
  [/(logRetentionDays|\.logs\.to\.retentionDays)$/, [2, 91, 10_000]],
  [/database\.identifier$|database\.instances\.\d+$/, ['1aurora', 'aurora--1', 'aurora-', 'Aurora', 'a'.repeat(64)]],
  [/engineVersion$/, ['15', '15.x', 'latest', 'v15.10']],
  [/instanceClass$/, ['r6g.large', 'db.r6g', 'db-r6g-large']],
  [/database\.resourceId$/, ['cluster', 'db-ABC', 'cluster-abc']],
  [/names\.resourceId$/, ['db', 'cluster-ABC', 'db-abc']],
  [/masterUser$/, ['1admin', 'fab-link', 'a'.repeat(64)]],
  [/backupRetentionDays$/, [36]],
  [/backupRetentionDays$/, [6], 'azure'],
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

  // Azure.
  [/\.(subscription|tenant|operatorClientId|clientId)$/, ['1', '0'.repeat(36), `{${UUID}}`, UUID.slice(1)]],
  [/\.resourceGroup$/, ['rg dev', 'rg-dev.', 'rg/dev', 'r'.repeat(91), '/subscriptions/x/resourceGroups/rg']],
  [/\.oidcIssuer$/, [`https://koreacentral.oic.prod-aks.azure.com/${UUID}/${UUID}`], 'azure'],
  [/\.(vnetId|subnetId)$/, ['vnet', `/subscriptions/${UUID}/resourceGroups/rg`, '/subnets/a']],
  [/\.subnetCidr$/, ['203.0.113.0/28', '0.0.0.0/0']],
  [/clusterContract\.tier$/, ['Basic', 'free', 'Paid']],
  [/clusterContract\.networkPolicy$/, ['Cilium', 'none', 'weave']],
  [/\.maxPods$/, [9, 251]],
  [/database\.name$/, ['ab', 'Psql', 'psql_prod', '-psql', 'psql-', 'p'.repeat(64)], 'azure'],
  [/machine\.size$/, ['D2ds_v5', 'Standard_D2', 'Standard_D3ds_v5', 'db.r6g.large', 'standard_d2ds_v5']],
  [/machine\.tier$/, ['General', 'generalpurpose', 'Basic']],
  [/storageGb$/, [0, 16, 100, 129, 32_768]],
  [/cache\.name$/, ['r', 'Redis', 'redis--prod', 'redis_prod', '-redis', 'r'.repeat(61)]],
  [/cache\.size$/, ['B2', 'b1', 'C1', 'Standard']],
  [/messaging\.name$/, ['sb', 'sb-prod-sb', 'tripgen-mgmt', '1tripgen', 'sb_tripgen', 's'.repeat(51), 'sb-tripgen-']],
  [/messaging\.tier\.type$/, ['Basic', 'standard']],
  [/messagingUnits$/, [0, 3, 5, 32]],
  [/queueMegabytes$/, [0, 81_921]],
  [/secrets\.vault$/, ['kv', '1kv', 'kv--prod', 'kv_prod', 'kv-', 'k'.repeat(25), 'https://kv.vault.azure.net']],
  [/\.to\.type$/, ['s3', 'PVC']],
  [/\.to\.account$/, ['st', 'St', 'st-backup', 'st_backup', 's'.repeat(25), '853963783084x.blob']],
  [/immutableDays$/, [0, 3651]],

  // Data and traffic inside the cluster.
  [/\.(to|storage)\.size$/, ['0Gi', '-5Gi', '1.5Gi', '20', '20G', '20Mi', '1Ti', '20 Gi']],
  [/storage\.type$/, ['disk', 'Class']],
  [/\.storageClass$/, ['Retained', 'managed_csi', '-csi', 'a'.repeat(254), 'a..b']],
  [/\.dataPath$|storage\.path$/, ['data', '/', '/data/', '/data/../etc', './data', '/data//a', 'C:\\data']],
  [/storage\.node\.key$/, ['a b', 'a/b/c', '/a', 'garam.dev/', 'k'.repeat(64)]],
  // No node has this label.
  [/storage\.node\.(key|value)$/, ['elsewhere']],
  [/bufferPool$/, ['0M', '-1G', '1.5G', '256', '256Mi', '256MB', '1T']],
  [/events\.nodes$/, [0, 2, 5]],
  [/\.rollout$/, ['recreate', 'Replace']],
  [/\.dataInit$/, ['sample', 'all']],
  [/\.podSecurity$/, ['Baseline', 'none']],
  [/exceptTiers$/, [[]]],
  [/exceptTiers\.\d+$/, ['date', 'Data', '*']],
  [/openTraffic\.policy$/, LABELS],
  [/logging\.(root|application|database)$/, ['TRACE2', 'debug', 'WARNING']],
  [
    /systems\.\w+\.registry$/,
    ['https://registry.example.com', 'registry.example.com/', 'registry', 'registry.example.com/a:1'],
  ],
  // No image may come from there.
  [/systems\.\w+\.registry$/, ['ghcr.io/elsewhere']],
  [/routes\.host$/, ['api', '*.example.com']],
  [/proof\.zone$/, HOSTS],
  [/\.contact$/, ['platform', 'platform@', '@example.com', 'a b@example.com', 'mailto:a@example.com', 'a@example']],
  [/rateLimit\.requestsPerSecond$/, [0, 100_001]],
  [
    /secrets\.server$/,
    ['vault.example.com', 'http://vault.example.com', 'https://vault.example.com/', 'https://a@b.example.com'],
  ],
  [/secrets\.(mount|trust)$/, ['/secret', 'secret/', 'a//b', 'a b', '../secret']],
  [/secrets\.role$/, ['sgcc memo', 'a/b', 'a'.repeat(129)]],

  // Times.
  [
    /schedule\.cron$/,
    ['@daily', '0 24 * * *', '60 3 * * *', '0 3 * * 7', '0 3 * *', '0 3 * * * *', '0 3 ? * *', '0 3 30-1 * *'],
  ],
  [/\.timeZone$/, ['Seoul', 'KST', 'asia/seoul', '+09:00', 'Asia/Soul']],
  [/hours\.days$/, [[]]],
  [/hours\.days\.\d+$/, ['mon', 'Monday', 'Mo', '1']],
  [/hours\.(start|end)$/, ['8:00', '24:00', '08:60', '0800', '08:00:00', '8']],
  [/\.keep$/, [0, 1001]],

  // Money.
  [
    /(purchases\.\d+\.item|\.nearest|\.instead|\.address|\.another\.\d+)$/,
    ['aws/vm/m5.large', 'disk/P10', 'azure', 'azure/', 'azure//P10'],
  ],
  [/\.another$/, [[]]],
  [/purchases\.\d+\.unit$/, ['hours', 'GB', 'month']],
  [
    /purchases\.\d+\.object$/,
    ['postgresql-backup', 'PersistentVolumeClaim', 'namespace/a', 'Namespace/A', 'v1/Namespace/a'],
  ],
  [/savings\.\d+\.lever$/, ['Spot', 'reserved']],
  [/usdAMonth$/, [0]],

  // More than there is: no value by itself, but what all of them add up to.
  [/\.pool\.workers$/, [64]],
  [/(\.pool|services\.[\w-]+)\.connections$/, [1000]],
  [/connectionBudget\.connections$/, [1]],
  [/replicas\.(count|max)$/, [1000]],
];

/** Bad values for the property at the end of the path, on a cluster in a cloud. */
export function badBecauseOfItsName(path: string, cloud: Cloud): readonly unknown[] {
  return MEANINGS.filter(([end, , only]) => end.test(path) && (only ?? cloud) === cloud).flatMap(([, bad]) => bad);
}
