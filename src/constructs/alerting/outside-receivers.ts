import type { OutsideEndpoint } from '../../model';
import { known } from '../structure';
import type { Routing } from './routing';

/** What an Alertmanager calls to tell people: their services on the internet, and a mail server where somebody reads mail. */
export function receiversOutside({ receivers }: Routing): readonly OutsideEndpoint[] {
  const mails = Object.values(receivers)
    .flat()
    .flatMap(each => (each.type === 'email' ? [outside('mail-server', portOf(known(each.server)))] : []));
  return [outside('alert-receivers', 443), ...mails.slice(0, 1)];
}

/** Something on the internet; nothing private is reached that way. */
function outside(service: string, port: number): OutsideEndpoint {
  return {
    type: 'outside',
    service,
    cidrs: ['0.0.0.0/0'],
    except: ['10.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
    port,
    protocol: 'TCP',
  };
}

/**
 * @throws Error when the server names no port
 */
function portOf(server: string): number {
  const port = Number(/:(\d+)$/.exec(server)?.[1]);
  if (port > 0) return port;
  throw new Error(`mail server: got "${server}", expected a name and a port: smtp.example.com:587`);
}
