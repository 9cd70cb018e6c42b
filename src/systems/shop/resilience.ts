/** Circuit breaker of main around its calls to catalog and order: figures of the document (LP-03). */
export const CIRCUIT_BREAKER = {
  /** Failures in a row that open it. */
  failureThreshold: 5,
  /** Milliseconds after which a call counts as failed. */
  timeoutMs: 10_000,
  /** Milliseconds until an open breaker lets one call through, to see. */
  resetTimeoutMs: 30_000,
} as const;

/**
 * Connections of catalog and order to their databases, and how often they try again (LP-15, LP-25). The document gives
 * no figures. All attempts together with the waits between them end before main's circuit breaker gives up
 * (docs/decisions/learn/082-who-retries-in-the-shop.md).
 */
export const DATABASE_USE = {
  /** Connections of one pod. */
  connections: 5,
  /** Milliseconds that an attempt may wait for a connection. */
  connectionTimeoutMs: 2_000,
  /** Tries in all. */
  attempts: 3,
  /** Milliseconds between the first try and the second. */
  firstDelayMs: 200,
  /** How much longer each further wait is. */
  factor: 2,
} as const;

/** The retry settings, under the names that catalog and order read. */
export function retrySettings(): Record<string, string> {
  const { attempts, firstDelayMs, factor } = DATABASE_USE;
  return {
    DB_RETRY_ATTEMPTS: String(attempts),
    DB_RETRY_FACTOR: String(factor),
    DB_RETRY_FIRST_DELAY_MS: String(firstDelayMs),
  };
}
