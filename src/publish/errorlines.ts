import { wrapped } from '../screen/cells.ts';
import { inked } from '../screen/ink.ts';
import { type ColorChoice, type Environment, type Screen, type Stream, screenOf } from '../screen/screen.ts';

const NAME = 'pareto-report:';
const HANGING = 2;

/** Mistakes in the command itself, one line each, preceded by the program's name. */
export class ErrorLines {
  /** The value of `--color`, once it is known. */
  color: ColorChoice = 'auto';
  readonly #stream: Stream & { write(text: string): unknown };
  readonly #env: Environment;

  constructor(stream: Stream & { write(text: string): unknown }, env: Environment) {
    this.#stream = stream;
    this.#env = env;
  }

  get screen(): Screen {
    return screenOf(this.#stream, this.#env, this.color);
  }

  print(message: string): void {
    const { columns, color } = this.screen;
    const [first = '', ...rest] = wrapped(`${NAME} ${message}`, columns, HANGING);
    this.#stream.write(`${[first.replace(NAME, inked(NAME, 'bad', color)), ...rest].join('\n')}\n`);
  }
}
