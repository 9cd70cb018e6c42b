import { crd, type CrdSource, release } from './source';

const argoCd = release('argoproj/argo-cd', 'v3.5.1', '109ca7ca7113', 'manifests/crds');
const rollouts = release('argoproj/argo-rollouts', 'v1.9.1', 'b6bd3bcf8f60', 'manifests/crds');
const prometheusOperator = release(
  'prometheus-operator/prometheus-operator',
  'v0.93.0',
  'f8fafd475f3d',
  'example/prometheus-operator-crd',
);
const externalSecrets = release('external-secrets/external-secrets', 'v2.9.0', '378bdb622ed9', 'config/crds/bases');
const certManager = release('cert-manager/cert-manager', 'v1.21.1', '24e33194fb39', 'deploy/crds');
const keda = release('kedacore/keda', 'v2.20.2', '68a5b5028f35');
const chaosMesh = release('chaos-mesh/chaos-mesh', 'v2.8.3', '60ec97f1fd5d');

/** CRDs of Argo CD and of the operators that run in any cluster. */
export const operators: readonly CrdSource[] = [
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
    rollouts,
    'rollouts.argoproj.io',
    'd79c0dab9bb386b1c9329fb69cf0d843fff2152b3f7916839755c1aabc7387f5',
    'rollout-crd.yaml',
  ),
  crd(
    rollouts,
    'analysistemplates.argoproj.io',
    '96a871705477bb8876f91630789ce753c8291f0ff5457a8cbc781ff150522369',
    'analysis-template-crd.yaml',
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
  crd(certManager, 'certificates.cert-manager.io', '7ad91029c00ec959d54215b19d3b1a9b7e0247eaa60f987151c2b70d8661f8af'),
  crd(certManager, 'issuers.cert-manager.io', '05e37efb02777e0362d24269fa103c2fc11419f9c85e31854ef873e5d9e5c5cc'),
  crd(keda, 'scaledobjects.keda.sh', 'af35555862a83933b074af14ad439c4b4ceabaf4daa3e9338e9b23e36d308d80'),
  crd(chaosMesh, 'networkchaos.chaos-mesh.org', 'd151d3d38cfb4e906df457a2927a8bad8872241655b0267e08e3315b1b615974'),
  crd(chaosMesh, 'podchaos.chaos-mesh.org', '60b1a4aca7588b8e14768f4868e5b348475dfc2cbe47707ef38269860f220396'),
  crd(chaosMesh, 'stresschaos.chaos-mesh.org', 'db0c878183757ac240de8ddf2e616b8bb66830bfad2f4b8328fe29d4e1588847'),
  crd(chaosMesh, 'schedules.chaos-mesh.org', 'ad88f0751dbea652de857153e9d16790df92777852980b04ce8b069fdf2367e3'),
  crd(
    prometheusOperator,
    'prometheuses.monitoring.coreos.com',
    'c0eed4b2c38a58e3a5be7e2f5846df067804c694b0c9316b35029ab68fa183a4',
  ),
  crd(
    prometheusOperator,
    'alertmanagers.monitoring.coreos.com',
    '0e8eccd22699818c93f619c8fe2d92dbbd783a7e9232827a886dedeac1fb5dc1',
  ),
  crd(
    prometheusOperator,
    'podmonitors.monitoring.coreos.com',
    '45a93443daa687d3654f7e9631909ff7edcdf3ec09c5e60251b74aa2722aee5d',
  ),
  crd(
    prometheusOperator,
    'servicemonitors.monitoring.coreos.com',
    'a99047972c9dd7679ce2050b9968e8a08773492e671b3e17abd476d42aa78a32',
  ),
  crd(
    prometheusOperator,
    'probes.monitoring.coreos.com',
    'f4ead9704bd4c6303d53e4cc15670faaf0609022a5e08c0ce496286f453666b7',
  ),
  crd(
    prometheusOperator,
    'prometheusrules.monitoring.coreos.com',
    '78be98554b9c8506ab2b4f4feb91c5f3a56e536a0a510f3a8e876a459970d56d',
  ),
  crd(
    prometheusOperator,
    'scrapeconfigs.monitoring.coreos.com',
    'd525ef261d8a3a050528a7d90cecab13f1f3f9020eb0f1f54850b6f5c1f2e641',
  ),
];
