/** The module that Node and the bundler read alike; the package's types are those of another. */
declare module 'bidi-js/dist/bidi.mjs' {
  import type { Bidi } from 'bidi-js';

  export default function bidi(): Bidi;
}
