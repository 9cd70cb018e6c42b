import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { KubeAccess } from './kube-connection';

/** What happened to an object, as the API server tells it: `ADDED`, `MODIFIED`, `DELETED`, `BOOKMARK` or `ERROR`. */
export interface WatchEvent<T> {
  readonly type: string;
  readonly object: T;
}

/** A watch that runs until it is stopped. */
export interface Watch {
  /** @throws Error when something may have been missed */
  readonly stop: () => void;
  /** Ends it, whatever it has missed. */
  readonly end: () => void;
}

/** How long until a watch that ended is taken up again: the server may be gone for a moment. */
const AGAIN_AFTER_MS = 250;

/**
 * Watches the objects at a path: every write is told, in order, none is left out, as polling would. The server ends a
 * watch whose reader is too slow; it is taken up where it ended, and has missed something only when the server no longer
 * knows that place.
 * @param version resource version of the list from which on events are told
 */
export function watchPath<T>(
  access: KubeAccess,
  path: string,
  version: string,
  tell: (event: WatchEvent<T>) => void,
): Watch {
  const agent = new Agent({ ca: access.ca });
  const headers = { authorization: `Bearer ${access.token}` };
  let [from, stopped] = [version, false];
  let missed: string | undefined;
  let outgoing: ClientRequest | undefined;
  const note = (event: WatchEvent<T>): void => {
    if (event.type === 'ERROR') missed ??= `the watch of ${path} broke: ${JSON.stringify(event.object)}`;
    else tell(event);
    from = (event.object as Versioned).metadata?.resourceVersion ?? from;
  };
  const open = (): void => {
    if (stopped || missed !== undefined) return;
    outgoing = request(watchUrl(access.url, path, from), { agent, headers }, incoming => {
      const { statusCode = 0 } = incoming;
      if (statusCode === 200) readLines(incoming, line => note(JSON.parse(line) as WatchEvent<T>));
      else if (statusCode !== 429 && statusCode < 500) missed ??= `the watch of ${path} broke: status ${statusCode}`;
      incoming.resume();
      incoming.on('error', () => undefined); // it has ended
    });
    outgoing.on('error', () => undefined);
    outgoing.once('close', () => setTimeout(open, AGAIN_AFTER_MS));
    outgoing.end();
  };
  const end = (): void => {
    stopped = true;
    outgoing?.destroy();
    agent.destroy();
  };
  open();
  return {
    end,
    stop: () => {
      end();
      if (missed !== undefined) throw new Error(missed);
    },
  };
}

interface Versioned {
  readonly metadata?: { readonly resourceVersion?: string };
}

function watchUrl(server: string, path: string, from: string): URL {
  const url = new URL(path, server);
  for (const [name, value] of [
    ['watch', 'true'],
    ['resourceVersion', from],
    ['timeoutSeconds', '3600'],
  ] as const)
    url.searchParams.set(name, value);
  return url;
}

/** Whole lines; what a connection that breaks leaves of one is told again by the next. */
function readLines(incoming: IncomingMessage, tell: (line: string) => void): void {
  let rest = '';
  incoming.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(tell);
  });
}
