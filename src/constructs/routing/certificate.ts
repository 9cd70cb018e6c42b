import type { Construct } from 'constructs';
import {
  Certificate as CertificateObject,
  CertificateSpecPrivateKeyAlgorithm,
  CertificateSpecPrivateKeyRotationPolicy,
  CertificateSpecUsages,
  Issuer as IssuerObject,
  type IssuerSpecAcmeSolversDns01,
} from '../../../imports/cert-manager.io';
import { TracedConstruct, wave } from '../structure';

/** Proves the domain by a record in a zone of Azure DNS, with the rights of cert-manager's own identity. */
export interface AzureDnsProof {
  readonly type: 'azure-dns';
  readonly subscription: string;
  readonly resourceGroup: string;
  /** Zone that holds the domain (`example.com`). */
  readonly zone: string;
  /** Client id of the identity that cert-manager runs with. */
  readonly clientId: string;
}

/** Proves the domain by a record at Cloudflare. */
export interface CloudflareProof {
  readonly type: 'cloudflare';
  /** Secret and key of an API token that may edit the zone. */
  readonly token: { readonly secret: string; readonly key: string };
}

/** Proves the domain by a record in a zone of Route 53, with the rights of cert-manager's own role. */
export interface Route53Proof {
  readonly type: 'route53';
  readonly region: string;
  readonly hostedZoneId: string;
}

/**
 * How a certificate authority is shown that the domain is ours. By DNS only: an Ingress for an HTTP challenge would
 * claim the host that the real one has, and F5 NGINX gives a host to one of them (docs: one host, one Ingress).
 */
export type DomainProof = AzureDnsProof | CloudflareProof | Route53Proof;

export interface CertificateProps {
  readonly namespace: string;
  /** Names that the certificate is for. */
  readonly hosts: readonly string[];
  readonly proof: DomainProof;
  /** Address that the authority writes to before a certificate runs out. */
  readonly contact: string;
}

/** Let's Encrypt's directory for certificates that browsers trust. */
const AUTHORITY = 'https://acme-v02.api.letsencrypt.org/directory';

/** A certificate that browsers trust, made and renewed by cert-manager. */
export class Certificate extends TracedConstruct {
  /** Secret that cert-manager fills with `tls.crt` and `tls.key`. */
  readonly secret: string;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { namespace, hosts } = props;
    this.secret = `${id}-tls`;
    const issuer = `${id}-issuer`;
    this.issuer(issuer, props);
    new CertificateObject(this, 'certificate', {
      metadata: {
        name: id,
        namespace,
        labels: { 'app.kubernetes.io/name': id },
        annotations: wave('releases'),
      },
      spec: {
        secretName: this.secret,
        dnsNames: [...hosts],
        issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: issuer },
        usages: [CertificateSpecUsages.DIGITAL_SIGNATURE, CertificateSpecUsages.SERVER_AUTH],
        privateKey: {
          algorithm: CertificateSpecPrivateKeyAlgorithm.ECDSA,
          size: 256,
          rotationPolicy: CertificateSpecPrivateKeyRotationPolicy.ALWAYS,
        },
        revisionHistoryLimit: 3,
      },
    });
  }

  /** In the certificate's wave, the last: an authority that does not answer must hold up nothing. */
  private issuer(name: string, { namespace, proof, contact }: CertificateProps): void {
    new IssuerObject(this, 'issuer', {
      metadata: { name, namespace, labels: { 'app.kubernetes.io/name': name }, annotations: wave('releases') },
      spec: {
        acme: {
          server: AUTHORITY,
          email: contact,
          privateKeySecretRef: { name: `${name}-account` },
          solvers: [{ dns01: solver(proof) }],
        },
      },
    });
  }
}

function solver(proof: DomainProof): IssuerSpecAcmeSolversDns01 {
  switch (proof.type) {
    case 'azure-dns':
      return {
        azureDns: {
          subscriptionId: proof.subscription,
          resourceGroupName: proof.resourceGroup,
          hostedZoneName: proof.zone,
          managedIdentity: { clientId: proof.clientId },
        },
      };
    case 'cloudflare':
      return { cloudflare: { apiTokenSecretRef: { name: proof.token.secret, key: proof.token.key } } };
    case 'route53':
      return { route53: { region: proof.region, hostedZoneId: proof.hostedZoneId } };
  }
}
