import type { KubeClient } from '../client';
import type { StandIn } from './stand-in';

const INTERVAL_MS = 500;

/** Answers in place of controllers that are not there, every half second, until it is stopped. */
export class StandInLoop {
  /** Kinds that nobody answers for the time being: their controller hangs. */
  readonly silent = new Set<string>();
  private stopped = false;
  private readonly done: Promise<void>;

  constructor(
    private readonly client: KubeClient,
    private readonly standIns: readonly StandIn[],
  ) {
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      for (const standIn of this.standIns) if (!this.silent.has(standIn.kind)) await this.round(standIn);
      await new Promise(resolve => setTimeout(resolve, INTERVAL_MS));
    }
  }

  private async round({ apiVersion, kind, answer }: StandIn): Promise<void> {
    try {
      const objects = await this.client.list(apiVersion, kind);
      for (const object of objects) if (!this.stopped && !this.silent.has(kind)) await answer(this.client, object);
    } catch {
      // An object may go, or change, while it is answered, and the server may be away for a moment; the next round
      // sees what is there then.
    }
  }
}
