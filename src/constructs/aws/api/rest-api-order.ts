import type { ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { ackMetadata, type AckObject } from '../ownership';

/**
 * API Gateway refuses a child whose parent does not exist yet, and the ACK controller takes that refusal for final:
 * an integration without its method, a deployment with a method that has no integration, an integration response
 * without its method response. So the kinds are applied one after the other, each when the one before is healthy.
 */
const STEPS = ['api', 'paths', 'methods', 'integrations', 'responses', 'deployment', 'stage'] as const;

/** A step in which objects of API Gateway are applied. */
export type ApiStep = (typeof STEPS)[number];

/** Metadata of an object of API Gateway: as every ACK object's, and in its step. */
export function apiMetadata(construct: Construct, step: ApiStep, object: AckObject): ApiObjectMetadata {
  const metadata = ackMetadata(construct, object);
  const wave = { 'argocd.argoproj.io/sync-wave': String(STEPS.indexOf(step)) };
  return { ...metadata, annotations: { ...metadata.annotations, ...wave } };
}
