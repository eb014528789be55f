import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, Faults, Host } from './fault.ts';

/** A request, read to its end. */
export interface IncomingRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON. */
  readonly body?: unknown;
}

/** A server on a free port of loopback. */
export interface Listener {
  readonly url: string;
  close(): Promise<void>;
}

/** Bytes of a request that are read. */
const LIMIT = 256 * 2 ** 20;

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMIT) throw new Error('request too large for the stand-in');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, headers = {}, body }: OutgoingAnswer): void {
  const raw = body instanceof Uint8Array || typeof body === 'string';
  const bytes = body === undefined ? '' : raw ? body : JSON.stringify(body);
  const type = body === undefined || raw ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, ...headers, 'content-length': String(Buffer.byteLength(bytes)) });
  response.end(bytes);
}

function spoilt(right: OutgoingAnswer, fault: Fault | null): OutgoingAnswer {
  return fault?.kind === 'altered' ? fault.alter(right.body) : right;
}

/** What is behind a server. */
interface ServerBackend {
  readonly faults: Faults;
  readonly seen: (request: { host: Host; method: string; path: string; fault: boolean }) => void;
  readonly answer: (request: IncomingRequest) => Promise<OutgoingAnswer>;
  readonly failed: (error: unknown) => void;
}

/** Serves a host of the stand-in; faults come before its own answers. */
export async function listen(host: Host, { faults, seen, answer, failed }: ServerBackend): Promise<Listener> {
  const server: Server = createServer(async (request, response) => {
    try {
      const bytes = await bytesOf(request);
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
      const incoming: IncomingRequest = { method: request.method ?? 'GET', url, headers: request.headers, bytes };
      const path = decodeURIComponent(url.pathname) + url.search;
      const fault = faults.take(host, incoming.method, path, bytes.toString('latin1'));
      seen({ host, method: incoming.method, path, fault: fault !== null });
      if (fault?.kind === 'answer') return send(response, fault);
      if (fault?.kind === 'meanwhile') await fault.run();
      if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
      const outgoing = fault?.kind === 'drop' && fault.after !== true ? null : await answer(incoming);
      if (fault?.kind === 'drop' || outgoing === null) request.socket.destroy();
      else send(response, spoilt(outgoing, fault));
    } catch (error) {
      failed(error);
      if (!response.headersSent) send(response, { status: 500, body: { message: 'Server Error' } });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
