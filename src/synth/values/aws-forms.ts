import { text, type Form } from './form';

const id = (prefix: string, example: string): Form =>
  text(`${example} (8 or 17 hexadecimal digits)`, new RegExp(`${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})`));

export const account = text('an account number of 12 digits', /\d{12}/);
export const vpc = id('vpc', 'vpc-0123456789abcdef0');
export const subnet = id('subnet', 'subnet-0123456789abcdef0');
export const securityGroup = id('sg', 'sg-0123456789abcdef0');
export const instance = id('i', 'i-0123456789abcdef0');

export const machine = text(
  'a machine (m5.large)',
  /[a-z][a-z0-9-]*\d[a-z0-9-]*\.(?:nano|micro|small|medium|large|\d{0,3}xlarge|metal(?:-\d{1,2}xl)?)/,
);

/** ARN of anything in one region and account. */
export const arn = text(
  'an ARN (arn:aws:<service>:<region>:<12 digits>:<resource>)',
  /arn:aws[a-z-]*:[a-z0-9-]+:[a-z]{2}(?:-[a-z]+){1,2}-\d:\d{12}:\S+/,
);

export const keyArn = text(
  'the ARN of a KMS key (arn:aws:kms:<region>:<12 digits>:key/<id>), no alias',
  /arn:aws[a-z-]*:kms:[a-z]{2}(?:-[a-z]+){1,2}-\d:\d{12}:key\/(?:mrk-)?[0-9a-f-]{32,36}/,
);

/** Issuer of service-account tokens without its scheme. */
export const issuer = text(
  'host and path of the issuer, without https:// and without a space',
  /(?:[a-z0-9-]+\.)+[a-z]+\/[A-Za-z0-9/-]+/,
);

export const databaseIdentifier = text(
  "1 to 63 small letters, digits and single '-', a letter first",
  /(?!.*--)[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?/,
);

export const databaseUser = text("1 to 63 letters, digits and '_', a letter first", /[A-Za-z]\w{0,62}/);

/** Name of a load balancer or a target group. */
export const loadBalancerName = text(
  "1 to 32 letters, digits and '-', none of them '-' at an end, not starting with internal-",
  /(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?/,
);

export const restApiId = text('an id of API Gateway, small letters and digits', /[a-z0-9]{5,12}/);

export const logGroup = text("1 to 512 letters, digits, '.', '_', '-', '/' and '#'", /[\w.\-/#]{1,512}/);

export const logGroupPrefix = text(
  "'/' and a name, at most 200 letters, digits, '.', '_', '-' and '/', none of them '/' at the end",
  /(?=.{2,200}$)(?:\/[\w.-]+)+/,
);

/** Name of an IAM role whose boundary is named after it. */
export const roleName = text("1 to 55 letters, digits and '_+=,.@-'", /[\w+=,.@-]{1,55}/);

export const secretName = text("1 to 512 letters, digits and '/_+=.@-'", /[\w/+=.@-]{1,512}/);

export const tagValue = text(
  "1 to 256 letters, digits, spaces and '_.:/+-@', no space around it",
  /(?! )[\p{L}\p{N} _.:/+\-@]{1,256}(?<! )/u,
);

const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const DAY = '(?:mon|tue|wed|thu|fri|sat|sun)';

export const dailyWindow = text('a daily time span in UTC (03:00-04:00)', new RegExp(`${TIME}-${TIME}`));
export const weeklyWindow = text(
  'a weekly time span in UTC (sun:04:00-sun:05:00)',
  new RegExp(`${DAY}:${TIME}-${DAY}:${TIME}`),
);
