import type { OutsideEndpoint } from '../../model';

/** AWS answers on the internet; nothing that is private may be reached that way. */
export const AWS_APIS: OutsideEndpoint = {
  type: 'outside',
  service: 'aws-apis',
  cidrs: ['0.0.0.0/0'],
  except: ['10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  port: 443,
  protocol: 'TCP',
};
