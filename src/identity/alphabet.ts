import { isAscii } from '../run/ascii.ts';

/** What letters, marks and numbers are within the brackets of an expression. */
interface Alphabet {
  readonly letters: string;
  readonly marks: string;
  readonly numbers: string;
}

const ASCII: Alphabet = { letters: 'A-Za-z', marks: '', numbers: '0-9' };
const UNICODE: Alphabet = { letters: '\\p{L}', marks: '\\p{M}', numbers: '\\p{N}' };

/**
 * An expression for texts of any letters, and one that says the same of texts in ASCII; each is made for the first text
 * that needs it.
 */
export class Expression {
  readonly #source: (alphabet: Alphabet) => string;
  readonly #flags: string;
  #ascii: RegExp | null = null;
  #unicode: RegExp | null = null;

  /** @param source of the expression in an alphabet */
  constructor(source: (alphabet: Alphabet) => string, flags = 'u') {
    this.#source = source;
    this.#flags = flags;
  }

  /** The expression in the alphabet of a text. */
  for(text: string): RegExp {
    if (isAscii(text)) {
      this.#ascii ??= new RegExp(this.#source(ASCII), this.#flags);
      return this.#ascii;
    }
    this.#unicode ??= new RegExp(this.#source(UNICODE), this.#flags);
    return this.#unicode;
  }
}
