import { Worker } from 'node:worker_threads';
import { RASTERISER_WORKER } from './assets.ts';

export interface RasterRequest {
  readonly id: number;
  readonly svg: string;
}

export type RasterReply =
  | { readonly id: number; readonly png: Uint8Array }
  | { readonly id: number; readonly error: string };

interface Waiting {
  resolve(png: Uint8Array): void;
  reject(error: Error): void;
}

/**
 * Draws SVG to PNG in a thread of its own, so that WebAssembly compiles there while this thread reads reports.
 * The thread keeps the process alive only while a picture is being drawn.
 */
export class Rasteriser {
  readonly #worker = new Worker(RASTERISER_WORKER);
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #failure: Error | null = null;

  constructor() {
    this.#worker.on('message', (reply: RasterReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`rasteriser ended with exit code ${code}`)));
    // After the listeners: one for messages holds the process again.
    this.#worker.unref();
  }

  /** PNG at twice the SVG's size. Throws where the SVG cannot be drawn. */
  png(svg: string): Promise<Uint8Array> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ id, svg } satisfies RasterRequest);
    });
  }

  #settle(reply: RasterReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('png' in reply) waiting?.resolve(reply.png);
    else waiting?.reject(new Error(`cannot draw a PNG: ${reply.error}`));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
