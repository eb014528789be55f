/** Exit status where nothing can be printed. */
const UNPRINTED_STATUS = 2;

/**
 * Sees to what the world does to stdout and stderr. Where whoever reads one has left, as `head` does, it is lost and
 * nothing is wrong; where what is printed finds no room, that is said, and the program ends.
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
