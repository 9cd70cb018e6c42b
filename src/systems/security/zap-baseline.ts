import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { System, TracedConstruct } from '../../constructs/structure';
import { Job, size, type Image } from '../../constructs/workload';
import { FRONTEND } from '../shop/endpoints';
import { SECURITY } from './endpoints';

/** What the release pipeline takes, too. */
const IMAGE: Image = { repository: 'ghcr.io/zaproxy/zaproxy', tag: '2.17.0' };

/** `zap` in its image. */
const USER = 1000;

const TARGET = `http://${FRONTEND.service}.${FRONTEND.namespace}.svc.cluster.local:${FRONTEND.port}`;

/**
 * Walks through the running shop as a stranger would, for a minute, and looks at what it answers, attacking nothing: OWASP
 * ZAP's baseline, when a person asks (LP-19). Its report is its log; a warning fails nothing (`-I`), a failure does.
 */
export class ZapBaseline extends TracedConstruct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Job(System.of(this).app, 'zap-baseline', {
      namespace: SECURITY,
      run: 'on-demand',
      image: IMAGE,
      // Silent: it asks nobody on the internet for newer add-ons, which its policy would not let through.
      command: ['zap-baseline.py', '-t', TARGET, '-m', '1', '-I', '-z', '-silent'],
      size: size('500m', '1Gi', '1500m', '2Gi'),
      user: USER,
      writable: [
        { path: '/home/zap', sizeLimit: '512Mi' },
        { path: '/zap/wrk', sizeLimit: '64Mi' },
        { path: '/tmp', sizeLimit: '256Mi' },
      ],
      deadline: Duration.minutes(30),
      retries: 0,
      calls: [FRONTEND],
    });
  }
}
