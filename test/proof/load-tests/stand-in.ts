import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer that a stand-in gives in the place of its usual one. */
export interface Fault {
  /** @default the usual one */
  readonly status?: number;
  /** Milliseconds that it takes. @default none */
  readonly after?: number;
  /** @default the usual one */
  readonly body?: string;
}

/** What a stand-in answers to the n-th request (from 1) for a call, where not the usual. */
export type Faults = (call: string, count: number) => Fault | undefined;

/** What a service usually answers. */
export type Usual = (request: IncomingMessage, body: string) => { readonly status: number; readonly body: string };

/** A service on loopback that counts what it is asked. */
export class StandIn {
  /** Requests by method and path; numbers in paths stand as `:id`. */
  readonly counts = new Map<string, number>();
  /** Connections that were opened. */
  connections = 0;
  private readonly server: Server;

  private constructor(
    private readonly usual: Usual,
    private readonly faults: Faults,
  ) {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.on('connection', () => (this.connections += 1));
  }

  static async start(usual: Usual, faults: Faults = () => undefined): Promise<StandIn> {
    const made = new StandIn(usual, faults);
    await new Promise<void>(resolve => made.server.listen(0, '127.0.0.1', resolve));
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  count(call: string): number {
    return this.counts.get(call) ?? 0;
  }

  /** Goes away in the midst of everything. */
  end(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = `${request.method} ${request.url?.replaceAll(/\/\d+/g, '/:id')}`;
    this.counts.set(call, this.count(call) + 1);
    const fault = this.faults(call, this.count(call));
    const { status, body } = { ...this.usual(request, Buffer.concat(chunks).toString()), ...fault };
    if (fault?.after) await new Promise(resolve => setTimeout(resolve, fault.after));
    response.writeHead(status).end(body);
  }
}

/** A shop that keeps its contract (docs/contracts/shop.md), and refuses orders that are not as it says. */
export function shop(): Usual {
  const products = Array.from({ length: 120 }, (_, index) => ({
    id: index + 1,
    name: `${'가'.repeat(20)} (${'x'.repeat(40)})`,
    description: '설명'.repeat(60),
    price: '12000.00',
    stock_quantity: index % 40, // Every fortieth is sold out.
  }));
  const orders = new Map<string, object>();
  return ({ method, url = '' }, body) => {
    const json = (status: number, value: unknown) => ({ status, body: JSON.stringify(value) });
    const call = `${method} ${url.replace(/\d+$/, ':id')}`;
    if (call === 'GET /') return { status: 200, body: '<!doctype html><title>shop</title>' };
    if (call === 'GET /api/products') return json(200, products);
    if (call === 'GET /api/orders/:id') {
      const order = orders.get(url.slice(url.lastIndexOf('/') + 1));
      return order ? json(200, order) : json(404, { error: 'no such order' });
    }
    if (call !== 'POST /api/orders') return json(404, { error: 'no such page' });
    const order = JSON.parse(body) as Order;
    if (!isOrder(order)) return json(400, { error: 'no order' });
    if (order.items.some(({ product_id: id }) => !products[id - 1]?.stock_quantity))
      return json(409, { error: 'sold out' });
    const id = 1001 + orders.size;
    orders.set(String(id), { id, status: 'pending', ...order });
    return json(201, { id, status: 'pending', ...order });
  };
}

interface Order {
  readonly user_id: string;
  readonly shipping_address: string;
  readonly items: readonly { readonly product_id: number; readonly quantity: number }[];
}

function isOrder({ user_id: user, shipping_address: address, items }: Partial<Order>): boolean {
  const isText = (value: unknown): boolean => typeof value === 'string' && value.trim() === value && value !== '';
  const isItem = (item: Order['items'][number]): boolean =>
    Object.keys(item).sort().join() === 'product_id,quantity' &&
    Number.isInteger(item.product_id) &&
    Number.isInteger(item.quantity) &&
    item.quantity > 0;
  return isText(user) && isText(address) && Array.isArray(items) && items.length > 0 && items.every(isItem);
}
