/** A release request that cannot be carried out as it was given; the command ends with exit code 2. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
}
