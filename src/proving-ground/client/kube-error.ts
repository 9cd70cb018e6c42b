import { ProvingGroundError } from '../proving-ground-error';

/** What the API server refused, in its own words. */
export class KubeError extends ProvingGroundError {
  override readonly name = 'KubeError';

  constructor(
    /** HTTP status (`403`). */
    readonly status: number,
    /** Machine-readable reason (`Forbidden`, `Invalid`). */
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}
