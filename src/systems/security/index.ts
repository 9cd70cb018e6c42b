import type { Construct } from 'constructs';
import { listed, System } from '../../constructs/structure';
import { Namespace, Priorities } from '../../constructs/tenancy';
import { SHOP_NAMESPACES } from '../shop/endpoints';
import { Falco } from './falco';
import { ImageScan } from './image-scan';
import { KubeBench, type BenchmarkReports } from './kube-bench';
import { SECURITY } from './endpoints';
import { ZapBaseline } from './zap-baseline';

/** What differs between two places whose security is watched and tested. */
export interface SecurityProps {
  /** Where reports of kube-bench are kept. */
  readonly reports: BenchmarkReports;
  /** Name of the IAM role by which images are pulled to be looked at, unique in the account. */
  readonly scanRole: string;
  /** Requirements that ask for what watches. */
  readonly requirements: readonly string[];
}

/**
 * What watches over security, and what tests it (LP-13, LP-19). It has to be listed behind the systems that it knows of:
 * who may call the cluster's API is what they declare; and before `logs`, which keeps the lines of Falco.
 */
export class Security extends System {
  constructor(scope: Construct, id: string, props: SecurityProps) {
    super(scope, id);
    const { reports, scanRole, requirements } = props;
    new Namespace(this.base, SECURITY, { podSecurity: 'privileged' });
    new Priorities(this.base, 'priorities', ['agent', 'job']);
    this.exception();

    new Falco(this, 'runtime', { guarded: Object.values(SHOP_NAMESPACES), requirements });
    new KubeBench(this, 'benchmark', { reports, requirements });
    new ZapBaseline(this, 'baseline');
    new ImageScan(this, 'images', { role: scanRole, requirements });
  }

  private exception(): void {
    this.declare({
      type: 'exception',
      rule: 'pod-security',
      object: `Namespace/${SECURITY}`,
      reason:
        'The document has one namespace for what looks into nodes, Falco and kube-bench (LP-01); every other pod of it keeps `restricted`',
      owner: 'platform team',
      reviewBy: '2027-05-31',
    });
  }
}

/** Lists what watches over security in an environment. */
export const security = listed('security', Security);
