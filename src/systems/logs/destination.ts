import type { CloudIdentity, Image } from '../../constructs/workload';
import type { Endpoint, LogDestination } from '../../model';
import type { PipelineProps } from './pipeline';

/** What a collector needs to know of where its lines are kept. */
export interface Destination {
  readonly to: LogDestination;
  /** The build of Fluent Bit that sends there. */
  readonly image: Image;
  readonly calls: readonly Endpoint[];
  /** Rights in a cloud. @default none are needed */
  readonly identity?: CloudIdentity;
  readonly send: PipelineProps['send'];
}
