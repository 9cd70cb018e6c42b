import type { Construct } from 'constructs';
import { Deployment, Stage } from '../../../../imports/apigateway.services.k8s.aws';
import { TracedConstruct } from '../../structure';
import { contentHash } from '../../workload/content-hash';
import { awsTagMap } from '../aws-cloud';
import { adopted, created, type Ownership } from '../ownership';
import type { RestApi } from './rest-api';
import { servedDeployment, stageLogs } from './rest-api-contract';
import { apiMetadata } from './rest-api-order';
import type { RestApiProxy } from './rest-api-proxy';

export interface ApiStageProps {
  readonly api: RestApi;
  readonly serves: RestApiProxy;
  /** Who makes the stage. An adopted one is moved to each new deployment, and otherwise left alone. */
  readonly ownership: Ownership;
  /** CloudWatch log group of the stage's access logs. */
  readonly logGroup: string;
}

/**
 * What callers reach: a snapshot of the API (deployment) under a name (stage, the construct's id), traced by X-Ray.
 * API Gateway never changes a snapshot, so the deployment's name carries a hash of what it holds: other content is
 * another deployment, and the stage moves to it. Old snapshots stay in AWS: the stage may still point at one when
 * its object goes, and they are a way back.
 */
export class ApiStage extends TracedConstruct {
  readonly name: string;
  /** Name of the API. */
  readonly api: string;
  /** Kubernetes name of the deployment that the stage serves. */
  readonly deployment: string;

  constructor(scope: Construct, name: string, props: ApiStageProps) {
    super(scope, name);
    const { api, ownership } = props;
    this.name = name;
    this.api = api.name;
    this.deployment = `${api.name}-${contentHash(props.serves.content)}`;
    this.snapshot(api, ownership);
    if (ownership.type === 'adopted') this.adoptedStage(api);
    else this.createdStage(api);
    this.declare(servedDeployment(api, this));
    this.declare(stageLogs(this, api, { ...props, stage: name, exists: ownership.type === 'adopted' }));
  }

  private snapshot(api: RestApi, ownership: Ownership): void {
    const metadata = apiMetadata(this, 'deployment', {
      name: this.deployment,
      namespace: api.namespace,
      ownership: created(),
      stateful: false,
    });
    const last = {
      'argocd.argoproj.io/sync-options': 'PruneLast=true',
      'services.k8s.aws/deletion-policy': 'retain',
    };
    // Without the field a deployment to a stage could turn its tracing off (FD-16).
    const moved = { stageName: this.name, tracingEnabled: true };
    new Deployment(this, 'deployment', {
      metadata: { ...metadata, annotations: { ...metadata.annotations, ...last } },
      spec: { ...api.address, ...(ownership.type === 'adopted' && moved) },
    });
  }

  private adoptedStage(api: RestApi): void {
    if (api.source.type !== 'existing') {
      throw new Error(
        `stage ${this.name} is adopted, but Garam makes its API ${api.name}: pass created() for the stage`,
      );
    }
    new Stage(this, 'stage', {
      metadata: apiMetadata(this, 'stage', {
        name: `${api.name}-${this.name}`,
        namespace: api.namespace,
        ownership: adopted({ restAPIID: api.source.id, stageName: this.name }),
        stateful: false,
      }),
      spec: { ...api.address, stageName: this.name },
    });
  }

  private createdStage(api: RestApi): void {
    new Stage(this, 'stage', {
      // Its usage plans, domain mapping, WAF association and log settings hang on it and are made by hand (D-24).
      metadata: apiMetadata(this, 'stage', {
        name: `${api.name}-${this.name}`,
        namespace: api.namespace,
        ownership: created(),
        stateful: true,
      }),
      spec: {
        ...api.address,
        stageName: this.name,
        deploymentRef: { from: { name: this.deployment } },
        tracingEnabled: true,
        tags: awsTagMap(this),
      },
    });
  }
}
