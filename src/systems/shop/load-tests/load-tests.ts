import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { LoadTest } from '../../../constructs/k6';
import { TracedConstruct } from '../../../constructs/structure';
import { ConfigMap, size } from '../../../constructs/workload';
import type { PodEndpoint } from '../../../model';
import { SERVICE_LEVEL } from '../service-level';

/** The document's three (LP-17): how many users at the same time, and for how many minutes. */
const TESTS = {
  normal: { users: 100, minutes: 10 },
  spike: { users: 500, minutes: 2 },
  endurance: { users: 50, minutes: 60 },
} as const;

/** Seconds that a user thinks between two calls, on average; the document gives no figure. */
const THINK_SECONDS = 5;

/** Minutes for a node, the image and the last visits, beside the test's own. */
const MINUTES_AROUND = 10;

/** 500 users take 220 MiB and, at 100 requests a second, a sixth of a core (measured with k6 1.3.0). */
const SIZE = size('250m', '384Mi', '1000m', '768Mi');

/** Folder of the script inside the pods. */
const FOLDER = '/load-test';

const SCRIPT = 'shopper.js';

export interface ShopLoadTestsProps {
  /** Namespace of the front end. */
  readonly namespace: string;
  readonly frontend: PodEndpoint;
}

/**
 * Load on the whole shop, from inside the cluster and as its users make it; a person starts it
 * (docs/runbooks/shop-load-test.md). Its orders say whose they are (docs/decisions/labs/190-orders-of-load-tests.md).
 * (LP-17)
 */
export class ShopLoadTests extends TracedConstruct {
  constructor(scope: Construct, id: string, { namespace, frontend }: ShopLoadTestsProps) {
    super(scope, id);
    const data = { [SCRIPT]: readFileSync(join(__dirname, SCRIPT), 'utf8') };
    const scripts = new ConfigMap(this, 'load-test-scripts', { namespace, data });
    for (const [kind, { users, minutes }] of Object.entries(TESTS)) {
      const name = `load-test-${kind}`;
      new LoadTest(this, name, {
        namespace,
        scripts,
        folder: FOLDER,
        file: SCRIPT,
        target: frontend,
        serviceLevel: SERVICE_LEVEL,
        settings: {
          K6_DURATION: `${minutes}m`,
          // Nobody outside is told that a test ran; the network policy would not let it through either.
          K6_NO_USAGE_REPORT: 'true',
          K6_VUS: String(users),
          THINK_SECONDS: String(THINK_SECONDS),
          USER_ID: name,
        },
        size: SIZE,
        deadline: Duration.minutes(minutes + MINUTES_AROUND),
      });
    }
  }
}
