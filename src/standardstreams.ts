/** Exit status if nothing can be printed. */
const UNPRINTED_STATUS = 2;

/**
 * Handles failures of stdout and stderr. If the reader of one has left, as `head` does, its output is discarded and
 * nothing is wrong; if there is no room for the output, an error is shown and the program ends.
 */
export function guardStandardStreams(): void {
  for (const [name, stream] of Object.entries({ stdout: process.stdout, stderr: process.stderr })) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (hasLeft(error)) return;
      if (stream !== process.stderr) {
        process.stderr.write(`pareto-report: ${name} cannot be written: ${error.message}; what was printed is lost\n`);
      }
      process.exit(UNPRINTED_STATUS);
    });
  }
}

/** Whether nobody reads any more. */
function hasLeft({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'EBADF';
}
