import { registerHooks } from 'node:module';

/*
 * GitHub's language service imports JSON without saying that it is JSON, which bundlers allow and Node does not. Plain
 * JavaScript, since the types that the project builds on are of an older Node, which has no such hooks.
 */

registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.min.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
