import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { TestCertificate } from './authority.ts';

/** How a proxy is, and what it does. */
export interface Behaviour {
  /** Where each host is that it lets through, on this machine. */
  readonly behind: ReadonlyMap<string, URL>;
  /** What it shows instead of the certificates of the hosts that it opens. */
  readonly certified: TestCertificate;
  /** Whether it is reached by TLS itself. */
  readonly secure?: boolean;
  /** `user:password` that it asks for. */
  readonly credentials?: string;
  /** Hosts that it refuses with a status, or with 0 never answers. */
  readonly refused?: Readonly<Record<string, number>>;
}

/** A proxy on loopback that opens what goes through it, as those of companies do. */
export interface StartedProxy {
  readonly port: number;
  /** Each `host:port` that somebody asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export async function startProxy(behaviour: Behaviour): Promise<StartedProxy> {
  const asked: string[] = [];
  const open = new Set<Duplex>();
  const server: Server = behaviour.secure ? createSecureServer(behaviour.certified) : createServer();
  server.on('connect', (request, socket: Socket) => {
    const target = request.url ?? '';
    asked.push(target);
    open.add(socket);
    socket.on('error', () => {});
    const status = statusFor(target, request.headers['proxy-authorization'], behaviour);
    if (status === 200) tunnel(target, socket, behaviour, open);
    else if (status !== 0) socket.end(`HTTP/1.1 ${status} Refused\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, asked, close };
}

function statusFor(target: string, authorization: string | undefined, behaviour: Behaviour): number {
  const { credentials, refused = {} } = behaviour;
  const expected = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  if (authorization !== expected) return 407;
  const [host = ''] = target.split(':');
  return refused[host] ?? (behindOf(target, behaviour) === undefined ? 502 : 200);
}

/** Names of hosts have the usual port of their scheme. */
function behindOf(target: string, { behind }: Behaviour): URL | undefined {
  return behind.get(target.replace(/:443$/, ''));
}

function tunnel(target: string, socket: Socket, behaviour: Behaviour, open: Set<Duplex>): void {
  const place = behindOf(target, behaviour);
  socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
  const { cert, key } = behaviour.certified;
  const inner = target.endsWith(':443') ? new TLSSocket(socket, { isServer: true, cert, key }) : socket;
  const onward = connect(Number(place?.port), '127.0.0.1');
  for (const one of [inner, onward]) {
    open.add(one);
    one.on('error', () => {});
  }
  inner.pipe(onward).pipe(inner);
}
