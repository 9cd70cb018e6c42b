/** A CRD as its project publishes it. */
export interface CrdSource {
  /** Name of the CRD, `<plural>.<group>`: it names the file in crds/. */
  readonly name: string;
  /** Repository on GitHub, `owner/name`. */
  readonly repository: string;
  /** Release that the file was taken from. */
  readonly tag: string;
  /** Commit that the tag named on the day it was taken, its first twelve digits. */
  readonly commit: string;
  /** Path of the file in the repository. */
  readonly path: string;
  /** SHA-256 of the file as it is published, in lower-case hexadecimal. */
  readonly sha256: string;
  /** SPDX identifier of the licence at that tag. */
  readonly licence: string;
  /**
   * Present when the CRD is not its project's own: what it was derived from and what it lacks, in one line. It stands in
   * for the real one in the proving ground, its file in crds/ says so, and it can be read only from the folder that
   * GARAM_CRDS names. Then `repository`, `commit`, `path` and `licence` name what it was derived from, and `sha256`
   * belongs to the derived file.
   * @default the file is the project's own CRD
   */
  readonly standIn?: string;
}

/** A release that CRDs are taken from. */
interface Release extends Pick<CrdSource, 'repository' | 'tag' | 'commit' | 'licence'> {
  /** Folder of the CRDs in the repository. */
  readonly folder: string;
}

const release = (repository: string, tag: string, commit: string, folder = 'config/crd/bases'): Release => ({
  repository,
  tag,
  commit,
  folder,
  licence: 'Apache-2.0',
});

/** `file` is the file's name inside the release's folder. @default controller-gen's: `<group>_<plural>.yaml` */
const crd = (release: Release, name: string, sha256: string, file = controllerGenFile(name)): CrdSource => {
  const { folder, ...origin } = release;
  return { name, ...origin, path: `${folder}/${file}`, sha256 };
};

const controllerGenFile = (name: string): string => {
  const dot = name.indexOf('.');
  return `${name.slice(dot + 1)}_${name.slice(0, dot)}.yaml`;
};

const argoCd = release('argoproj/argo-cd', 'v3.5.1', '109ca7ca7113', 'manifests/crds');
const externalSecrets = release('external-secrets/external-secrets', 'v2.9.0', '378bdb622ed9', 'config/crds/bases');
const loadBalancerController = release('kubernetes-sigs/aws-load-balancer-controller', 'v3.5.0', '11eb202c97e4');
const acm = release('aws-controllers-k8s/acm-controller', 'v1.3.4', '6a2cf8b42725');
const apigateway = release('aws-controllers-k8s/apigateway-controller', 'v1.8.1', 'b3413d074595');
const cloudwatchlogs = release('aws-controllers-k8s/cloudwatchlogs-controller', 'v1.4.1', '3e24ba9a13b3');
const dynamodb = release('aws-controllers-k8s/dynamodb-controller', 'v1.9.2', '8f8c351cbd2b');
const ecr = release('aws-controllers-k8s/ecr-controller', 'v1.8.1', 'ea6ec93e2bfe');
const iam = release('aws-controllers-k8s/iam-controller', 'v1.8.1', '7a830c868368');
const kms = release('aws-controllers-k8s/kms-controller', 'v1.4.1', '1dc0f39dac89');
const rds = release('aws-controllers-k8s/rds-controller', 'v1.11.1', '8b3f5f2746e2');
const wafv2 = release('aws-controllers-k8s/wafv2-controller', 'v1.4.2', 'ae0c3cb67e69');

/** Every CRD that Garam uses. A new one is one entry here, then `npm run crds`, `import` and `schemas`. */
export const sources: readonly CrdSource[] = [
  crd(
    argoCd,
    'applications.argoproj.io',
    '5dde0e229249b6b707beb98674c1deae3949d5c319a6c45b9f5a80c99618e40c',
    'application-crd.yaml',
  ),
  crd(
    argoCd,
    'appprojects.argoproj.io',
    'ab225266944322750136f1198d93786e4a79a0e43c8d149abfba44da30a3eac8',
    'appproject-crd.yaml',
  ),
  crd(
    externalSecrets,
    'externalsecrets.external-secrets.io',
    '5044be5a610ca90a075f34f03ed20b462695c43387ba9410db7f4250e47b1e2f',
  ),
  crd(
    externalSecrets,
    'secretstores.external-secrets.io',
    '7f750858d393913915a2f15daff9e1d2f56ca207c09920c055d7a68cceacb641',
  ),
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
  crd(wafv2, 'webacls.wafv2.services.k8s.aws', '061c746078b2bd60174d656ae171e8d6cfb0ed7775fa12950c98d351ee603b00'),
];
