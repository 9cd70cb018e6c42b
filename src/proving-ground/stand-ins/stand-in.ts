import type { KubeClient, LiveObject } from '../client';

/** In place of a controller that is not there: what it would answer to the objects of one kind. */
export interface StandIn {
  readonly apiVersion: string;
  readonly kind: string;
  /** Whose place it takes (`External Secrets`). */
  readonly controller: string;
  /** What it answers, in words. */
  readonly says: string;
  /** What nobody can prove with it. */
  readonly notProven: string;
  /** Answers one object, as often as it is asked; an object that is answered is left alone. */
  readonly answer: (client: KubeClient, object: LiveObject) => Promise<void>;
}
