import { randomBytes } from 'node:crypto';
import type { IncomingRequest, OutgoingAnswer } from './listen.ts';

/** A blob of the storage host, being uploaded or there to be read. */
interface Blob {
  readonly signature: string;
  readonly write: boolean;
  readonly blocks: Map<string, Buffer>;
  bytes: Uint8Array | null;
  /** What the upload says it is; null where it says nothing. */
  type: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The storage behind artifacts: another host, in the manner of Azure's block blobs. The signature in the URL is the only
 * credential; a request that carries `Authorization` as well is refused, and a token that reached it is a violation.
 */
export class Storage {
  private readonly blobs = new Map<string, Blob>();
  private readonly violations: string[];
  url = '';

  constructor(violations: string[]) {
    this.violations = violations;
  }

  /** A URL to put a blob to. */
  upload(name: string): string {
    return this.link({ write: true, bytes: null, headers: {} }, name);
  }

  /** A URL to read bytes from. */
  download(name: string, bytes: Uint8Array, headers: Readonly<Record<string, string>>): string {
    return this.link({ write: false, bytes, headers }, name);
  }

  /** What was uploaded to a URL, or null. */
  uploaded(url: string): { readonly bytes: Uint8Array; readonly type: string | null } | null {
    const { bytes = null, type = null } = this.blobs.get(new URL(url).pathname) ?? {};
    return bytes === null ? null : { bytes, type };
  }

  private link(blob: Pick<Blob, 'write' | 'bytes' | 'headers'>, name: string): string {
    // With what base64 has and URLs do not: clients must not re-encode it.
    const signature = `${randomBytes(32).toString('base64url')}+/=`;
    const path = `/actions-results/${randomBytes(8).toString('hex')}/${encodeURIComponent(name)}`;
    this.blobs.set(path, { ...blob, signature, blocks: new Map(), type: null });
    return `${this.url}${path}?se=2099-01-01T00%3A00%3A00Z&sig=${encodeURIComponent(signature)}&sp=${blob.write ? 'rcw' : 'r'}&sv=2025-11-05`;
  }

  answer(request: IncomingRequest): OutgoingAnswer {
    const { method, url, headers } = request;
    if (headers.authorization !== undefined) {
      this.violations.push(`storage: ${method} ${url.pathname} carried an Authorization header`);
      return refusal(403, 'AuthenticationFailed', 'Server failed to authenticate the request.');
    }
    const blob = this.blobs.get(url.pathname);
    if (blob === undefined) return refusal(404, 'BlobNotFound', 'The specified blob does not exist.');
    if (url.searchParams.get('sig') !== blob.signature) {
      return refusal(403, 'AuthenticationFailed', 'Signature did not match.');
    }
    if (method === 'GET' && !blob.write && blob.bytes !== null)
      return { status: 200, headers: blob.headers, body: blob.bytes };
    if (method !== 'PUT' || !blob.write) return refusal(403, 'AuthorizationPermissionMismatch', 'Not permitted.');
    return this.put(blob, request);
  }

  private put(blob: Blob, { url, headers, bytes }: IncomingRequest): OutgoingAnswer {
    blob.type = headers['x-ms-blob-content-type']?.toString() ?? blob.type;
    switch (url.searchParams.get('comp')) {
      case 'block': {
        const id = url.searchParams.get('blockid');
        if (id === null || id === '') return refusal(400, 'InvalidQueryParameterValue', 'blockid');
        blob.blocks.set(id, bytes);
        return { status: 201 };
      }
      case 'blocklist': {
        const ids = [...bytes.toString().matchAll(/<(?:Latest|Uncommitted)>([^<]*)<\//g)].map(([, id = '']) => id);
        const blocks = ids.map((id) => blob.blocks.get(id));
        if (blocks.includes(undefined)) return refusal(400, 'InvalidBlockList', 'The specified block list is invalid.');
        blob.bytes = Buffer.concat(blocks.filter((block) => block !== undefined));
        return { status: 201 };
      }
      case null: {
        if (headers['x-ms-blob-type'] !== 'BlockBlob') return refusal(400, 'MissingRequiredHeader', 'x-ms-blob-type');
        blob.bytes = bytes;
        return { status: 201 };
      }
      default:
        return refusal(400, 'InvalidQueryParameterValue', 'comp');
    }
  }
}

function refusal(status: number, code: string, message: string): OutgoingAnswer {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, body };
}
