/**
 * Checks a tag against package.json and CHANGELOG.md, writes the notes of its release to a file, and prints what the
 * workflow needs to know, as lines for `$GITHUB_OUTPUT`: `node scripts/release.ts v1.2.3 notes.md`.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };
import { releaseOf } from './release/release.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

try {
  const [name = '', file = 'notes.md'] = process.argv.slice(2);
  const { notes, outputs } = releaseOf(name, {
    version: manifest.version,
    changelog: readFileSync(`${ROOT}CHANGELOG.md`, 'utf8'),
    tags: execFileSync('git', ['tag', '--list'], { cwd: ROOT, encoding: 'utf8' }).split('\n'),
  });
  writeFileSync(file, `${notes}\n`);
  for (const [key, value] of Object.entries(outputs)) console.log(`${key}=${value}`);
} catch (error) {
  console.error(`release: ${(error as Error).message}`);
  process.exitCode = 1;
}
