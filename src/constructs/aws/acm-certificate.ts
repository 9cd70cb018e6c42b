import type { Construct } from 'constructs';
import { Certificate } from '../../../imports/acm.services.k8s.aws';
import { TracedConstruct } from '../structure';
import { awsOf, awsTags } from './aws-cloud';
import { ackMetadata, created } from './ownership';

export interface AcmCertificateProps {
  readonly namespace: string;
  readonly domain: string;
  readonly requirements: readonly string[];
}

/**
 * A public certificate of ACM. The controller asks for validation by DNS; whoever owns the zone makes the record that
 * ACM names, once: ACM renews by the same record. (FP-10)
 */
export class AcmCertificate extends TracedConstruct {
  constructor(scope: Construct, name: string, props: AcmCertificateProps) {
    super(scope, name);
    const { namespace, domain, requirements } = props;
    new Certificate(this, 'certificate', {
      // In use by a domain that git does not know (D-24): it must outlive its object.
      metadata: ackMetadata(this, { name, namespace, ownership: created(), stateful: true }),
      spec: { domainName: domain, keyAlgorithm: 'RSA_2048', tags: awsTags(this) },
    });
    const { region } = awsOf(this);
    const arn =
      `$(kubectl --namespace ${namespace} get certificates.acm.services.k8s.aws ${name} ` +
      "--output jsonpath='{.status.ackResourceMetadata.arn}')";
    const describe = `aws acm describe-certificate --region ${region} --certificate-arn ${arn}`;
    this.declare({
      type: 'contract',
      id: `${name}-validation`,
      owner: 'owner of the DNS zone',
      statement: `The zone of ${domain} holds the CNAME record by which ACM validates the certificate, for good.`,
      make: `${describe} --query "Certificate.DomainValidationOptions[0].ResourceRecord" --output json`,
      check: `${describe} --query Certificate.Status --output text`,
      expect: 'ISSUED',
      requirements,
    });
  }
}
