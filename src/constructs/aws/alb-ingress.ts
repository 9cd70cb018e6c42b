import type { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Fact } from '../../model';
import { PublicAddress, type PublicAddressProps } from '../monitoring';
import { known, TracedConstruct, wave } from '../structure';
import { awsOf } from './aws-cloud';
import type { TargetHealthCheck } from './target-group-binding';

/** Where a path leads to. */
export interface AlbRoute {
  /** Prefix of the path, by whole segments. */
  readonly path: string;
  /** Service of type ClusterIP; with `use-annotation` the name of an action (Argo Rollouts writes one of its root service). */
  readonly service: string;
  readonly port: number | 'use-annotation';
}

/** A network load balancer in front of the ALB: it gives what API Gateway's VPC link asks for (D-14). */
export interface FrontendNlb {
  /** Wanted name, carried by the tag `Name`: the controller generates the real one. */
  readonly name: string;
  readonly scheme: 'internal' | 'internet-facing';
  /** One subnet a zone. */
  readonly subnets: Fact<readonly string[]>;
  /** Requirements that its contract answers. */
  readonly requirements: readonly string[];
}

export interface AlbIngressProps {
  readonly namespace: string;
  readonly routes: readonly AlbRoute[];
  /**
   * Host that the routes are for, and by which paths the world sees whether the services behind them answer. @default
   * any: the load balancer's own name, which AWS makes up and nobody outside is told
   */
  readonly host?: { readonly name: string; readonly answers: PublicAddressProps['answers'] };
  readonly scheme: 'internal' | 'internet-facing';
  /** One subnet a zone. */
  readonly subnets: Fact<readonly string[]>;
  /** Address ranges that may call. */
  readonly inboundCidrs: readonly string[];
  /** Serves HTTPS by this certificate of ACM and sends HTTP there. @default HTTP */
  readonly certificateArn?: Fact<string>;
  readonly healthCheck: TargetHealthCheck;
  /** Time that a pod keeps getting its open requests after it was told to stop. Its preStop sleep is at least as long. */
  readonly deregistration: Duration;
  /** @default none */
  readonly frontendNlb?: FrontendNlb;
  /** Nobody deletes the load balancers, not even with the Ingress. @default false */
  readonly deletionProtected?: boolean;
}

/** Annotations of the AWS Load Balancer Controller, without their prefix. */
type AlbAnnotations = Readonly<Record<string, string>>;

/**
 * An application load balancer that sends to pods by their own addresses, by the AWS Load Balancer Controller. Needs
 * the namespace label `elbv2.k8s.aws/pod-readiness-gate-inject: enabled`, or rollouts lose requests.
 */
export class AlbIngress extends TracedConstruct {
  constructor(scope: Construct, name: string, props: AlbIngressProps) {
    super(scope, name);
    const annotations = { ...this.loadBalancer(props), ...targets(props), ...this.frontend(props) };
    new k8s.KubeIngress(this, 'ingress', {
      metadata: {
        name,
        namespace: props.namespace,
        labels: { 'app.kubernetes.io/name': name },
        annotations: {
          ...wave(waveOf(props)),
          ...Object.fromEntries(
            Object.entries(annotations).map(([key, value]) => [`alb.ingress.kubernetes.io/${key}`, value]),
          ),
        },
      },
      spec: {
        ingressClassName: 'alb',
        rules: [{ host: props.host?.name, http: { paths: props.routes.map(rule) } }],
      },
    });
    if (props.host) {
      const { name: host, answers } = props.host;
      new PublicAddress(this, 'public-address', { origin: `https://${host}`, answers });
    } else if (props.scheme === 'internet-facing') {
      const [{ service = name } = {}] = props.routes;
      const unseen = 'AWS makes up the name of the load balancer, and nobody has entered one of our own';
      this.declare({ type: 'public-address', service, namespace: props.namespace, unseen });
    }
    if (props.frontendNlb) this.privateLinkContract(props.frontendNlb);
  }

  private loadBalancer({ scheme, subnets, inboundCidrs, certificateArn, ...props }: AlbIngressProps): AlbAnnotations {
    const https = {
      'listen-ports': '[{"HTTP": 80}, {"HTTPS": 443}]',
      'ssl-redirect': '443',
      'ssl-policy': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    };
    return {
      scheme,
      subnets: known(subnets).join(','),
      'inbound-cidrs': inboundCidrs.join(','),
      tags: this.tags({}),
      ...(certificateArn === undefined
        ? { 'listen-ports': '[{"HTTP": 80}]' }
        : { ...https, 'certificate-arn': known(certificateArn) }),
      'load-balancer-attributes': pairs({
        'deletion_protection.enabled': String(props.deletionProtected ?? false),
        'routing.http.drop_invalid_header_fields.enabled': 'true',
      }),
    };
  }

  private frontend({ frontendNlb: nlb, healthCheck, deletionProtected = false }: AlbIngressProps): AlbAnnotations {
    if (!nlb) return {};
    return {
      'enable-frontend-nlb': 'true',
      'frontend-nlb-scheme': nlb.scheme,
      'frontend-nlb-subnets': known(nlb.subnets).join(','),
      'frontend-nlb-attributes': pairs({
        'deletion_protection.enabled': String(deletionProtected),
        'load_balancing.cross_zone.enabled': 'true',
      }),
      'frontend-nlb-tags': this.tags({ Name: nlb.name }),
      // The check goes through the ALB to a pod; the default path `/` may be no page of the application.
      ...checks('frontend-nlb-healthcheck', 'frontend-nlb-healthcheck-', healthCheck),
      'frontend-nlb-healthcheck-success-codes': '200',
    };
  }

  private tags(more: Readonly<Record<string, string>>): string {
    return pairs({ ...awsOf(this).tags, ...more });
  }

  /** The NLB takes the ALB's security group, which lets load balancers in only; a VPC link comes from AWS's addresses. */
  private privateLinkContract({ name, requirements }: FrontendNlb): void {
    const region = `--region ${awsOf(this).region}`;
    const arn =
      `$(aws resourcegroupstaggingapi get-resources ${region} --resource-type-filters elasticloadbalancing:loadbalancer/net ` +
      `--tag-filters Key=Name,Values=${name} --query "ResourceTagMappingList[0].ResourceARN" --output text)`;
    const describe = `aws elbv2 describe-load-balancers ${region} --load-balancer-arns ${arn}`;
    this.declare({
      type: 'contract',
      id: `${name}-private-link`,
      owner: 'platform team',
      statement:
        `The load balancer tagged Name=${name} checks its security group on no PrivateLink traffic: API Gateway's VPC ` +
        'link comes that way, and from nowhere else may anybody come.',
      make:
        `aws elbv2 set-security-groups ${region} --load-balancer-arn ${arn} ` +
        `--security-groups $(${describe} --query "LoadBalancers[0].SecurityGroups[]" --output text) ` +
        '--enforce-security-group-inbound-rules-on-private-link-traffic off',
      check: `${describe} --query "LoadBalancers[0].EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic" --output text`,
      expect: 'off',
      requirements: [...requirements, 'D-14'],
    });
  }
}

/**
 * A release writes the action that a route with `use-annotation` names, and until then there is no load balancer: in a
 * wave before the release, the first sync would wait for ever.
 */
function waveOf({ routes }: AlbIngressProps): 'routes' | 'releases' {
  return routes.some(({ port }) => port === 'use-annotation') ? 'releases' : 'routes';
}

function targets({ healthCheck, deregistration }: AlbIngressProps): AlbAnnotations {
  return {
    'target-type': 'ip',
    'target-group-attributes': pairs({ 'deregistration_delay.timeout_seconds': String(deregistration.toSeconds()) }),
    ...checks('healthcheck', '', healthCheck),
    'success-codes': '200',
  };
}

/** Health-check annotations: the controller prefixes the two thresholds in the NLB's names only. */
function checks(prefix: string, thresholds: string, check: TargetHealthCheck): AlbAnnotations {
  return {
    [`${prefix}-protocol`]: 'HTTP',
    [`${prefix}-path`]: check.path,
    [`${prefix}-interval-seconds`]: String(check.interval.toSeconds()),
    [`${prefix}-timeout-seconds`]: String(check.timeout.toSeconds()),
    [`${thresholds}healthy-threshold-count`]: String(check.healthyThreshold),
    [`${thresholds}unhealthy-threshold-count`]: String(check.unhealthyThreshold),
  };
}

function rule({ path, service, port }: AlbRoute): k8s.HttpIngressPath {
  return {
    path,
    pathType: 'Prefix',
    backend: { service: { name: service, port: port === 'use-annotation' ? { name: port } : { number: port } } },
  };
}

/** `key=value` pairs as the controller reads them, sorted by key. */
function pairs(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
