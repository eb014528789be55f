// @ts-check

/**
 * Has Azure's client go through the proxies that GitHub's toolkit goes through: its own reading of `no_proxy` knows no
 * `*`, no ports and no domains without a dot, and it takes a proxy for loopback too.
 *
 * @returns {import('rolldown').Plugin}
 */
export function azureProxies() {
  return {
    name: 'azure-proxies',
    load(id) {
      if (!/node_modules[\\/]@typespec[\\/]ts-http-runtime[\\/]dist[\\/]esm[\\/]policies[\\/]proxyPolicy\.js$/.test(id))
        return null;
      return `import { getProxyUrl, HttpClient } from '@actions/http-client';
        export const proxyPolicyName = 'proxyPolicy';
        export const getDefaultProxySettings = () => undefined;
        export const proxyPolicy = () => ({
          name: proxyPolicyName,
          sendRequest(request, next) {
            if (getProxyUrl(request.url)) request.agent = new HttpClient().getAgent(request.url);
            return next(request);
          },
        });`;
    },
  };
}
