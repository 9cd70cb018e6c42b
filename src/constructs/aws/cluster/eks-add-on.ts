import type { Construct } from 'constructs';
import { Addon } from '../../../../imports/eks.services.k8s.aws';
import type { AddOnPods } from '../../../model';
import { Place, TracedConstruct } from '../../structure';
import { awsOf, awsTagMap } from '../aws-cloud';
import type { IrsaRole } from '../irsa-role';
import { ackMetadata, created } from '../ownership';

/** An add-on that EKS installs and keeps. The id is its name in EKS. */
export interface EksAddOnProps {
  /** Namespace of the Addon object. */
  readonly namespace: string;
  /** Exact version, as EKS lists it for the cluster's Kubernetes. */
  readonly version: `v${number}.${number}.${number}-eksbuild.${number}`;
  /** What differs from the add-on's defaults, by its own schema (`aws eks describe-addon-configuration`). */
  readonly values: object;
  /** Role of its service account. */
  readonly role: IrsaRole;
  /** Every pod that it starts, for the budget of the nodes. */
  readonly pods: readonly AddOnPods[];
  /** Requirements that its contract answers. */
  readonly requirements: readonly string[];
}

/**
 * A program that EKS itself installs in the cluster: images, rights and certificates are AWS', version and values are
 * git's (docs/decisions/monitoring/148-container-insights-by-the-add-on.md).
 */
export class EksAddOn extends TracedConstruct {
  constructor(scope: Construct, name: string, props: EksAddOnProps) {
    super(scope, name);
    const { namespace, version, values, role, pods } = props;
    const metadata = ackMetadata(this, { name, namespace, ownership: created(), stateful: false });
    new Addon(this, 'add-on', {
      // It costs by what it sends: one that left git stops sending.
      metadata: { ...metadata, annotations: { ...metadata.annotations, 'services.k8s.aws/deletion-policy': 'delete' } },
      spec: {
        name,
        clusterName: Place.of(this).cluster.name,
        addonVersion: version,
        configurationValues: JSON.stringify(values, null, 2),
        // Whatever somebody changed in the cluster by hand is put back.
        resolveConflicts: 'OVERWRITE',
        serviceAccountRoleRef: { from: { name: role.roleName } },
        tags: awsTagMap(this),
      },
    });
    this.declare({ type: 'managed-add-on', name, pods });
    this.offered(name, props);
  }

  /** EKS offers an add-on's version for some versions of Kubernetes alone, and says which nowhere but in its API. */
  private offered(name: string, { version, requirements }: EksAddOnProps): void {
    const { name: cluster, kubernetes } = Place.of(this).cluster;
    this.declare({
      type: 'contract',
      id: `${cluster}-${name}-version`,
      owner: 'platform team',
      statement: `EKS offers ${name} ${version} for Kubernetes ${kubernetes}.`,
      check:
        `aws eks describe-addon-versions --region ${awsOf(this).region} --addon-name ${name} --kubernetes-version ${kubernetes} ` +
        `--query "addons[0].addonVersions[?addonVersion=='${version}'].addonVersion" --output text`,
      expect: version,
      requirements,
    });
  }
}
