/** One entry of `errors` in a validation error; a sentence where GitHub sends no more. */
export type ErrorEntry = string | Readonly<Record<string, string>>;

/** GitHub's “no”, thrown by a handler. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly ErrorEntry[] | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    errors: readonly ErrorEntry[] | null,
    headers: Readonly<Record<string, string>>,
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }

  get body(): Record<string, unknown> {
    const errors = this.errors === null ? {} : { errors: this.errors };
    return {
      message: this.message,
      ...errors,
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    };
  }
}

const USUAL: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  404: 'Not Found',
  409: 'Git Repository is empty.',
  422: 'Validation Failed',
};

/** A refusal with the words that GitHub has for it, unless others are given. */
export function refuse(
  status: number,
  message = USUAL[status] ?? 'Error',
  {
    errors = null,
    headers = {},
  }: { errors?: readonly ErrorEntry[] | null; headers?: Readonly<Record<string, string>> } = {},
): Refusal {
  return new Refusal(status, message, errors, headers);
}
