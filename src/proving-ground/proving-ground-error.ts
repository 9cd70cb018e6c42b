/** What keeps the proving ground from working, told to a person: no fault of Garam's own code. */
export class ProvingGroundError extends Error {
  override readonly name: string = 'ProvingGroundError';
}
