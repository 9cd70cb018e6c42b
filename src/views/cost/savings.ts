import type { Declared, Model, ModelEnvironment, Price, Quantity, SavingDeclaration } from '../../model';
import { declared } from '../declared';
import { counted } from '../findings';
import { factValue } from '../../objects/fact-value';
import type { CostLine } from './cost-lines';
import { cents, money, monthly, MONTHLY_HOURS, priceOf, sum } from './price-list';
import { shareOutside } from './working-hours';

/** What a lever of the document comes to here. */
export interface SavingAccount {
  readonly lever: SavingDeclaration['lever'];
  /** The document's figure. */
  readonly claimed: string;
  readonly requirement: string;
  /** USD a month that are saved here; absent where a price is missing. */
  readonly saved?: number;
  /** USD a month that would be saved by the step which the account names. */
  readonly possible?: number;
  readonly account: string;
}

/** What an account is made from. */
interface Books {
  readonly model: Pick<Model, 'manifests' | 'declarations'>;
  readonly environment: ModelEnvironment;
  readonly prices: readonly Price[];
  readonly region: string;
  /** Lines of the cluster's nodes. */
  readonly nodes: readonly CostLine[];
}

type Account = Pick<SavingAccount, 'saved' | 'possible' | 'account'>;
type Of<L extends SavingDeclaration['lever']> = Extract<SavingDeclaration, { lever: L }>;

/** Every lever that the environment's documents name, with what it really comes to. */
export function savingAccounts(books: Books): readonly SavingAccount[] {
  const own = declared(books.model, 'saving').filter(({ environment }) => environment === books.environment.name);
  return own.map((saving: Declared<SavingDeclaration>) => {
    const { lever, claimed, requirement } = saving;
    return { lever, claimed, requirement, ...account(saving, books) };
  });
}

function account(saving: SavingDeclaration, books: Books): Account {
  switch (saving.lever) {
    case 'spot':
      return spot(saving, books);
    case 'off-hours':
      return offHours(books);
    case 'right-sizing':
      return rightSizing(books);
    case 'local-disk':
      return localDisk(saving, books);
    case 'scratch-folder':
      return scratchFolder(saving, books);
    case 'one-load-balancer':
      return oneLoadBalancer(saving, books);
    case 'cluster-ip':
      return clusterIp(saving, books);
  }
}

function nodeCount({ environment }: Books): Quantity {
  return sum(
    environment.cluster.pools.map(({ nodes }) => ({ least: factValue(nodes).min, most: factValue(nodes).max })),
  );
}

/** What all nodes cost; undefined where one of them has no price. */
function nodeCost({ nodes }: Books): Quantity | undefined {
  const amounts = nodes.map(({ usd }) => usd);
  return amounts.every(usd => usd !== undefined) ? sum(amounts) : undefined;
}

function spot({ nearest, why }: Of<'spot'>, books: Books): Account {
  const price = priceOf(books.prices, nearest, books.region);
  const [count, cost] = [nodeCount(books), nodeCost(books)];
  const size =
    price &&
    `The nearest size that is offered so, ${nearest}, costs ${price.usd} an hour, ${money(monthly(price, count))} a month for as many nodes`;
  const beside = cost && `; the nodes here cost ${money(cost)}`;
  return {
    saved: 0,
    account: `Not available: ${why}. ${size ?? `${nearest} has no price`}${size && beside ? beside : ''}.`,
  };
}

function offHours(books: Books): Account {
  const schedules = declared(books.model, 'schedule').filter(
    ({ environment }) => environment === books.environment.name,
  );
  if (schedules.length === 0) return { saved: 0, account: 'Nothing is scheduled here.' };
  const share = shareOutside(schedules.map(({ hours }) => hours));
  const hours = (share * MONTHLY_HOURS).toFixed(1);
  const assumed = schedules.some(each => each.assumed) ? ' (the hours are assumed)' : '';
  const [{ least, most }, cost] = [nodeCount(books), nodeCost(books)];
  const pods =
    least === most
      ? `${counted(schedules.length, 'workload')} without pods for ${hours} of ${MONTHLY_HOURS} hours${assumed}, but the ${least} nodes are fixed and paid all the same: pods at 0 save 0.`
      : `${counted(schedules.length, 'workload')} without pods for ${hours} of ${MONTHLY_HOURS} hours${assumed}; that saves only what the cluster’s autoscaler takes away above ${least} nodes.`;
  if (cost === undefined) return { saved: 0, account: `${pods} What stopping the nodes would save is not priced.` };
  const possible = share * cost.least;
  return {
    saved: 0,
    possible,
    account: `${pods} Stopping the nodes in those hours, too, would save up to ${cents(possible)}, with everything on them away that runs on now: databases, monitoring, the ingress.`,
  };
}

function rightSizing(books: Books): Account {
  const { pools } = books.environment.cluster;
  const services = declared(books.model, 'workload').filter(
    ({ environment, runs }) => environment === books.environment.name && runs === 'service',
  );
  const total = (of: (workload: (typeof services)[number]) => number): number =>
    services.reduce((all, workload) => all + of(workload), 0);
  const [cpu, memory] = [total(w => w.requests.cpuMillis), total(w => w.requests.memoryMiB)];
  const smallest = (of: (pool: (typeof pools)[number]) => number): number => Math.min(...pools.map(of));
  const needed = Math.max(
    Math.ceil(cpu / smallest(pool => pool.allocatable.cpuMillis)),
    Math.ceil(memory / smallest(pool => pool.allocatable.memoryMiB)),
  );
  const asked = `${counted(services.length, 'service')} with requests of ${cpu}m CPU and ${memory} MiB in all: by the sums ${needed} of ${nodeCount(books).least} nodes, before jobs, add-ons and a rollout’s second pod.`;
  return { saved: 0, account: `${asked} Requests are not billed: less of them saves 0 until a node goes.` };
}

function localDisk({ instead }: Of<'local-disk'>, { prices, region }: Books): Account {
  const price = priceOf(prices, instead, region);
  if (price === undefined) return { account: `${instead} has no price.` };
  const saved = monthly(price, { least: 1, most: 1 }).least;
  return {
    saved,
    account: `A folder of the node costs nothing; ${instead} would cost ${cents(saved)} a month. In return the data are lost with the node.`,
  };
}

function scratchFolder({ instead }: Of<'scratch-folder'>, { model, environment, prices, region }: Books): Account {
  const price = priceOf(prices, instead, region);
  if (price === undefined) return { account: `${instead} has no price.` };
  const own = model.manifests.filter(each => each.environment === environment.name && each.tree === 'dist');
  const volumes = own.reduce((all, { object }) => all + scratchVolumes(object), 0);
  const saved = volumes * monthly(price, { least: 1, most: 1 }).least;
  return {
    saved,
    account: `${counted(volumes, 'volume')} of emptyDir for nothing; as disks of ${instead}, one each, they would cost ${cents(saved)} a month. Nobody would buy disks for what may be lost: a saving on paper.`,
  };
}

function scratchVolumes({ kind, spec }: Model['manifests'][number]['object']): number {
  if (!['Deployment', 'Rollout', 'StatefulSet'].includes(kind)) return 0;
  const { template } = spec as { template?: { spec?: { volumes?: readonly object[] } } };
  return (template?.spec?.volumes ?? []).filter(volume => 'emptyDir' in volume).length;
}

function oneLoadBalancer({ another }: Of<'one-load-balancer'>, { prices, region }: Books): Account {
  const found = another.map(item => priceOf(prices, item, region));
  const known = found.flatMap(price => price ?? []);
  if (known.length < another.length) return { account: `not every one of ${another.join(', ')} has a price.` };
  const saved = sum(known.map(price => monthly(price, { least: 1, most: 1 }))).least;
  return {
    saved,
    account: `One load balancer stands before everything. A second with an address of its own (${another.join(', ')}) would cost ${cents(saved)} a month more.`,
  };
}

function clusterIp({ address }: Of<'cluster-ip'>, { model, environment, prices, region }: Books): Account {
  const price = priceOf(prices, address, region);
  if (price === undefined) return { account: `${address} has no price.` };
  const inside = model.manifests.filter(({ object, tree, environment: own }) => {
    const { type = 'ClusterIP' } = (object.spec ?? {}) as { type?: string };
    return own === environment.name && tree === 'dist' && object.kind === 'Service' && type === 'ClusterIP';
  }).length;
  const saved = inside * monthly(price, { least: 1, most: 1 }).least;
  return {
    saved,
    account: `${counted(inside, 'Service')} without an address outside; one each would cost ${cents(saved)} a month. Traffic inside the cluster is not billed either way.`,
  };
}
