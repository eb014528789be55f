import { getProxyUrl } from '@actions/http-client/lib/proxy';

/** Variables that may name a proxy. */
const VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const;

/** The result of looking at variables that name proxies. */
interface ProxyFindings {
  /** Passwords, as written and decoded. */
  readonly secrets: readonly string[];
  /** Sentences about variables that do not name one. */
  readonly faults: readonly string[];
}

/**
 * Rewrites an environment so that every library understands its proxies, with a scheme. Invalid addresses are removed:
 * libraries would ignore them silently, or crash.
 */
export function settleProxies(env: NodeJS.ProcessEnv): ProxyFindings {
  const [secrets, faults]: [string[], string[]] = [[], []];
  for (const name of VARIABLES) {
    const value = env[name];
    if (value === undefined || value === '') continue;
    if (value.trim() === '') {
      // It names no proxy, but libraries would think that it does.
      delete env[name];
      continue;
    }
    const address = addressOf(value.trim());
    if (address === null) {
      delete env[name];
      faults.push(
        `the variable ${name} is ignored: expected a proxy’s address such as http://proxy.example:3128, with user and password percent-encoded if it needs them; found something else`,
      );
    } else {
      env[name] = address.href;
      secrets.push(...passwordsIn(address));
    }
  }
  return { secrets, faults };
}

function addressOf(value: string): URL | null {
  try {
    const url = new URL(value.includes('://') ? value : `http://${value}`);
    passwordsIn(url);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** Throws if the percent-encoding is invalid. */
function passwordsIn({ username, password }: URL): readonly string[] {
  decodeURIComponent(username);
  return password === '' ? [] : [...new Set([password, decodeURIComponent(password)])];
}

/** Host and port of the proxy used for a URL, by `https_proxy`, `http_proxy` and `no_proxy`; null if there is none. */
function proxyOf(url: URL): string | null {
  const proxy = getProxyUrl(url);
  return proxy === undefined ? null : proxy.host;
}

/** A clause on why a request got no answer: names the proxy that it went through, and what may be wrong with it. */
export function whyUnanswered(url: string, error: unknown): string {
  const asked = new URL(url);
  const message = firstCauseOf(error);
  const proxy = proxyOf(asked);
  if (/certificate/i.test(message)) {
    const way = proxy === null ? '' : `, through the proxy ${proxy}`;
    return `${message}${way}: is the authority in the file that NODE_EXTRA_CA_CERTS names in the runner’s environment?`;
  }
  if (proxy === null) return message;
  const [, status = null] = /(?:Proxy response \(|statusCode=)(\d+)/.exec(message) ?? [];
  if (status === null) return `${message}, through the proxy ${proxy}`;
  const question =
    status === '407' ? 'are user and password in its address?' : `does it let ${asked.hostname} through?`;
  return `the proxy ${proxy} answered ${status}: ${question}`;
}

/** The message of the innermost error: libraries wrap it in “fetch failed” or “Request was cancelled”. */
function firstCauseOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  const [line = ''] = error.message.split('\n');
  return inner instanceof Error ? firstCauseOf(inner) || line : line;
}
