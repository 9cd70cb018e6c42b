import type { Rule } from '../../model';
import { nginxAnnotation } from './nginx-annotation';
import { nginxCertificate } from './nginx-certificate';
import { nginxHost } from './nginx-host';

/** Rules about Ingresses of class nginx, which the F5 NGINX Ingress Controller reads (D-04). */
export const ingressRules: readonly Rule[] = [nginxAnnotation, nginxHost, nginxCertificate];
