import { VM_SIZES } from '../../constructs/azure';
import * as aws from './aws-forms';
import * as azure from './azure-forms';
import { cron } from './cron';
import { any, closed, inCloud, oneOf, record, some, text, whole, type Form } from './form';
import * as form from './forms';

/** What an environment and its cluster have to be, by the names of their values. */
export const CLUSTER: Readonly<Record<string, Form>> = {
  // The environment.
  'environment.name': form.dnsLabel,
  'environment.systems': any(closed('a system', value => 'build' in value)),
  'delivery.repository': form.httpsUrl,
  'delivery.revision': form.revision,
  'delivery.sync': oneOf('automatic', 'approved'),
  'delivery.windows': some(record(['schedule', 'duration', 'timeZone'])),
  'windows.*.schedule': cron,
  'windows.*.duration': text('hours or minutes above zero (8h, 30m)', /[1-9]\d{0,2}[hm]/),

  // Add-ons. What a chart starts follows from its values, in the add-on's own code; one without requests asks for none.
  'addOns.*.name': form.dnsLabel,
  'addOns.*.application': form.dnsLabel,
  'addOns.*.wave': whole(0, 100),
  'addOns.*.values': closed("a chart's values"),
  'addOns.*.pods': any(record(['name', 'count', 'requests'], ['nodeSelector', 'tolerations'])),
  'addOns.*.pods.*.count': whole(1, 1000),
  'addOns.*.pods.*.requests': record(['cpuMillis', 'memoryMiB']),
  'addOns.*.pods.*.requests.cpuMillis': whole(0, 1_000_000),
  'addOns.*.pods.*.requests.memoryMiB': whole(0, 100_000_000),
  'addOns.*.apis.*': form.domain,
  'chart.repository': form.httpsUrlOrRegistry,
  'chart.name': text("small letters, digits, '-', '_' and '.'", /[a-z0-9][a-z0-9._-]{0,252}/),
  'chart.version': form.exactVersion,
  'kinds.*': any(
    text('a kind with its group (apps/Deployment)', /(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*\/)?[A-Z][A-Za-z0-9]*/),
  ),
  'ignoreDifferences.*.group': text('an API group, empty for the core group', /[a-z0-9.-]{0,253}/),
  'ignoreDifferences.*.kind': text('a kind (Secret)', /[A-Z][A-Za-z0-9]*/),
  jsonPointers: some(text("a JSON pointer that starts with '/' (/data)", /(?:\/(?:[^~/\s]|~[01])+)+/)),
  jqPathExpressions: some(text("a jq path that starts with '.' (.webhooks[].name)", /\.\S+/)),

  // The cluster and its cloud.
  'cluster.name': form.dnsLabel,
  'cluster.kubernetes': oneOf('1.28', '1.29', '1.30', '1.36'),
  'cloud.type': oneOf('aws', 'azure', 'none'),
  'cloud.account': aws.account,
  region: form.region,
  vpcId: aws.vpc,
  subscription: form.uuid,
  tenant: form.uuid,
  resourceGroup: azure.resourceGroup,
  operatorClientId: form.uuid,
  clientId: form.uuid,
  vnetId: azure.vnet,
  subnetId: azure.subnetId,
  subnetCidr: form.cidrOfNetwork,
  oidcIssuer: inCloud({ aws: aws.issuer, azure: azure.issuer }, form.line),
  'tags.*': aws.tagValue,
  vpcCidr: form.cidr,
  serviceCidr: form.cidr,
  apiServerCidrs: some(form.cidr),
  apiServerPort: whole(1, 65535),
  nodeCidrs: some(form.cidr),
  loadBalancerCidrs: some(form.cidr),
  subnetCidrs: some(form.cidr),
  storageClasses: some(form.dnsSubdomain),
  registries: some(form.registry),

  // Its nodes.
  'pools.*.name': form.dnsLabel,
  instanceTypes: some(inCloud({ aws: aws.machine, azure: oneOf(...Object.keys(VM_SIZES)) }, form.name)),
  zones: some(form.zone),
  'nodes.min': whole(0, 1000),
  'nodes.max': whole(1, 1000),
  cpuMillis: whole(1, 1_000_000),
  memoryMiB: whole(1, 100_000_000),
  'allocatable.pods': whole(1, 737),
  natGateways: whole(1, 20),
  administrators: some(form.cidr),
  'clusterContract.tier': oneOf('Free', 'Standard', 'Premium'),
  'clusterContract.networkPolicy': oneOf('azure', 'calico', 'cilium'),
  maxPods: whole(10, 250),
};
