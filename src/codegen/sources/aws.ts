import { crd, type CrdSource, release } from './source';

const loadBalancerController = release('kubernetes-sigs/aws-load-balancer-controller', 'v3.5.0', '11eb202c97e4');
const acm = release('aws-controllers-k8s/acm-controller', 'v1.3.4', '6a2cf8b42725');
const apigateway = release('aws-controllers-k8s/apigateway-controller', 'v1.8.1', 'b3413d074595');
const cloudwatch = release('aws-controllers-k8s/cloudwatch-controller', 'v1.8.1', '39861e39b8d6');
const cloudwatchlogs = release('aws-controllers-k8s/cloudwatchlogs-controller', 'v1.4.1', '3e24ba9a13b3');
const dynamodb = release('aws-controllers-k8s/dynamodb-controller', 'v1.9.2', '8f8c351cbd2b');
const ecr = release('aws-controllers-k8s/ecr-controller', 'v1.8.1', 'ea6ec93e2bfe');
const efs = release('aws-controllers-k8s/efs-controller', 'v1.4.1', '22f7caa5c775');
const eks = release('aws-controllers-k8s/eks-controller', 'v1.20.0', 'fcb7569892f5');
const elasticache = release('aws-controllers-k8s/elasticache-controller', 'v1.8.0', 'a99ef7599690');
const iam = release('aws-controllers-k8s/iam-controller', 'v1.8.1', '7a830c868368');
const kms = release('aws-controllers-k8s/kms-controller', 'v1.4.1', '1dc0f39dac89');
const rds = release('aws-controllers-k8s/rds-controller', 'v1.11.1', '8b3f5f2746e2');
const s3 = release('aws-controllers-k8s/s3-controller', 'v1.10.0', 'ded4a5fcdbc1');
const sns = release('aws-controllers-k8s/sns-controller', 'v1.6.0', 'fc65c21faa72');
const wafv2 = release('aws-controllers-k8s/wafv2-controller', 'v1.4.2', 'ae0c3cb67e69');

/** CRDs of the AWS controllers. */
export const aws: readonly CrdSource[] = [
  crd(
    loadBalancerController,
    'targetgroupbindings.elbv2.k8s.aws',
    '0efbdd3d88d29abbdd6feb2c1329dceb5e1b7788644f2d9b0be9158589a98432',
  ),
  crd(
    loadBalancerController,
    'ingressclassparams.elbv2.k8s.aws',
    'ecc9a6272f05b23da799e8c62f2ace623ca7b061e9808fdee50d1ab15dfbd825',
  ),
  crd(acm, 'certificates.acm.services.k8s.aws', '4e35bb974ba61bdfa3679c704f6337e2ac153912d708b05fb64ee2f54fa85205'),
  crd(
    apigateway,
    'restapis.apigateway.services.k8s.aws',
    '317867684b92410cb0eca4fc2c76754d93e3fe81d252cf0b4f692e57ea099a7e',
  ),
  crd(
    apigateway,
    'resources.apigateway.services.k8s.aws',
    '577c9b3c94c8110f2d96c440d389f0b0df1faa88cddee40710eb51d8b53101ac',
  ),
  crd(
    apigateway,
    'methods.apigateway.services.k8s.aws',
    'b2c1dda15e2a7894f53b7880b00ae9dfa0329e7e5baead91144f05d070698d6a',
  ),
  crd(
    apigateway,
    'integrations.apigateway.services.k8s.aws',
    'f61bbd57d530d9d18e2b7dbac63aa9bb821a2e3ce6db77ea5782bf64f7207425',
  ),
  crd(
    apigateway,
    'apiintegrationresponses.apigateway.services.k8s.aws',
    '367bd83ca3438fa7b07ebe77978f42ac3a967d74d7e8397139d12646e03e08c2',
  ),
  crd(
    apigateway,
    'apimethodresponses.apigateway.services.k8s.aws',
    '641197aad074d8fa9ed66d93f7d97537a73f012fb8f6cc5ee91cc9bae43a7de1',
  ),
  crd(
    apigateway,
    'deployments.apigateway.services.k8s.aws',
    '1e86f68386a4703a344e7592e63e1f16bd9931d3913e4f67ad109eeac9b2972b',
  ),
  crd(
    apigateway,
    'stages.apigateway.services.k8s.aws',
    '6767bd2e825b74ec77dee4fa9645edaa3bfd03f5b70df3faee336d8631ccff44',
  ),
  crd(
    apigateway,
    'vpclinks.apigateway.services.k8s.aws',
    '416ef35fb1310fdf71e181c56f3b6481976f460474d65e512c88ed13e09dd029',
  ),
  crd(
    apigateway,
    'apikeys.apigateway.services.k8s.aws',
    '93c403d06a734b0e0cfbfeeb653e08c7905c7c544245750ea73778cf1a08018e',
  ),
  crd(
    cloudwatchlogs,
    'loggroups.cloudwatchlogs.services.k8s.aws',
    '1fc7cf46e9f5a02901f1f3a72deda8f588271a5c07e70210a583815ada01810b',
  ),
  crd(dynamodb, 'tables.dynamodb.services.k8s.aws', '7b3019fe627562c1f4231dfa9e95c135be1f25716c819bc6a87ff0e70122c419'),
  crd(ecr, 'repositories.ecr.services.k8s.aws', '5af4699a05835d852891d0df47ddffd7340e272edccdc4e0947944714a167b10'),
  crd(iam, 'roles.iam.services.k8s.aws', '97cf0706393a015cbdaf8475e0a8de4a4cbd201431cc1a9ba31abc5be547e7da'),
  crd(iam, 'policies.iam.services.k8s.aws', '4064ead3f3107a416bd9930ad11b53803728b1f36c75fe623756d14fae4464e6'),
  crd(kms, 'keys.kms.services.k8s.aws', '50f8a3a0542685e9a67980d84a4781a29231707bc736a25819b1e45d80e69344'),
  crd(kms, 'aliases.kms.services.k8s.aws', '5a6a51aa68d17ea4d78d3b64f4799c3f898771a81a14be034b3bd38109680bf9'),
  crd(rds, 'dbclusters.rds.services.k8s.aws', 'cc002685f541a1984adfd95ffb93fa463f932154b28cff41336cb36cdafa63bd'),
  crd(rds, 'dbinstances.rds.services.k8s.aws', '6e41e7422f078eb955a3a4a2c20a43aaa58dc371c7db61629c2f44a60b72bc2d'),
  crd(rds, 'dbsubnetgroups.rds.services.k8s.aws', 'a920ff8464ef00094a860900f1bbbd284ef522b4089790bdda2fb727734ecb21'),
  crd(
    rds,
    'dbclusterparametergroups.rds.services.k8s.aws',
    '2e005edecef0c470bcb6a2c705caf4fe6d4b3db5e1512f876a778ee69ba16303',
  ),
  crd(
    rds,
    'dbparametergroups.rds.services.k8s.aws',
    'dda051fd21eb9078906f291efcc39a82b7312dbf91d8bd54e3c592b4455bef08',
  ),
  crd(
    cloudwatch,
    'dashboards.cloudwatch.services.k8s.aws',
    '0eeb71cb9a5b18c80b9e1e20c1840062a0c52bec987f54e0afe57bce7faf24cf',
  ),
  crd(
    cloudwatch,
    'metricalarms.cloudwatch.services.k8s.aws',
    '67e514a750302c2309bcb714257ed4cfaf83a82828c12296e88acdd78d6ef73e',
  ),
  crd(efs, 'filesystems.efs.services.k8s.aws', 'b1d03ce6d787d1879a1c7d52be2463e27485087bc74e26b3c295935052dc312d'),
  crd(efs, 'mounttargets.efs.services.k8s.aws', 'ff968520208636e39870e1d8522719aa1afc759c9d69baee8a301a4a72bc3016'),
  crd(efs, 'accesspoints.efs.services.k8s.aws', 'e63dde3750e7b936fbeb45f48a30dd1c7b513c3b1bb8a422cfc3ca2e5b60e16a'),
  crd(eks, 'nodegroups.eks.services.k8s.aws', 'f3c46f42a219c51cc027d2a1a31ffbfe2bde762b3d736638aae9e5e20104f265'),
  crd(eks, 'addons.eks.services.k8s.aws', '99924db3900e789846674303ee78ac946effa95976c1c9f560b5354344224d2b'),
  crd(
    elasticache,
    'replicationgroups.elasticache.services.k8s.aws',
    'd62437b8094c73a6ec914f91b242c68371a7266d197363896a915ad0d0c6f752',
  ),
  crd(
    elasticache,
    'cachesubnetgroups.elasticache.services.k8s.aws',
    'd04c99acd444409cade290180a32999096a38cf248536408707e767c733d1ce0',
  ),
  crd(
    elasticache,
    'cacheparametergroups.elasticache.services.k8s.aws',
    'efc1ec90d54d954b862a1dd02f44457469e9943ec18a1746c11c74f49990c764',
  ),
  crd(s3, 'buckets.s3.services.k8s.aws', '80b2f0254de791cc4cd3b624b2e3bbbb7289d643419879ef715462d87ca41b41'),
  crd(sns, 'topics.sns.services.k8s.aws', 'ca4eaf8e2531d5bc61e3faeb7ffe5c7f3e4e9e9b9393d66f9b2767b5dd474d5a'),
  crd(sns, 'subscriptions.sns.services.k8s.aws', '583d6a36441cf295958d61360f149f38c0855534156983f9bee910aab0bf2e8c'),
  crd(wafv2, 'webacls.wafv2.services.k8s.aws', '061c746078b2bd60174d656ae171e8d6cfb0ed7775fa12950c98d351ee603b00'),
];
