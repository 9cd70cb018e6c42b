import { inCloud, number, oneOf, some, text, type Form } from './form';
import * as form from './forms';

const item = (cloud: string, example: string): Form =>
  text(`a key of the price list (${cloud}/${example})`, new RegExp(`${cloud}(?:/[A-Za-z0-9_-]+)+`));

/** What is paid for, in the cluster's own cloud. */
const priced = inCloud({ aws: item('aws', 'vm/m5.large'), azure: item('azure', 'disk/P10') }, form.line);

/** What a document says about money has to be, by the names of its values. */
export const COST: Readonly<Record<string, Form>> = {
  'purchases.*.item': priced,
  'purchases.*.name': form.line,
  'purchases.*.unit': oneOf('hour', 'piece', 'GiB', 'GiB sent', 'million operations', '10,000 operations'),
  'purchases.*.object': text(
    'a kind and the name of an object (PersistentVolumeClaim/backup)',
    /[A-Z][A-Za-z0-9]*\/[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/,
  ),
  'quantity.least': number(0, 1_000_000_000),
  'quantity.most': number(0, 1_000_000_000),
  usdAMonth: number(1, 10_000_000),
  'savings.*.lever': oneOf(
    ...['cluster-ip', 'local-disk', 'off-hours', 'one-load-balancer', 'right-sizing', 'scratch-folder', 'spot'],
  ),
  'savings.*.nearest': priced,
  'savings.*.instead': priced,
  'savings.*.address': priced,
  'savings.*.another': some(priced),
};
