import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, relative } from 'node:path';
import type { Change, Edit } from './changes.ts';

const ROOT = join(import.meta.dirname, '../..');
const PARTS = ['src', 'test', 'scripts', 'docs', 'examples', 'action.yml', 'package.json', 'tsconfig.json'];
const CONFIGS = [
  'package-lock.json',
  'vitest.config.ts',
  'biome.layers.json',
  'README.md',
  'CONTRIBUTING.md',
  '.gitignore',
];

/** A copy of the project to change: its sources, tests and pages, with the packages that are installed here. */
export class ProjectCopy {
  readonly root = mkdtempSync(join(tmpdir(), 'pareto-report-change-'));

  constructor() {
    for (const part of [...PARTS, ...CONFIGS]) cpSync(join(ROOT, part), join(this.root, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(this.root, 'node_modules'), 'junction');
  }

  make({ edits }: Change): void {
    for (const [path, all] of Object.entries(edits)) {
      for (const edit of [all].flat()) this.#edit(path, edit);
    }
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  /** Paths of files that are new or not as the project has them. */
  touched(): string[] {
    return PARTS.flatMap((part) => this.#filesIn(part)).filter((path) => this.#differs(path));
  }

  /** Paths of files in some parts that import one of these. */
  importersOf(paths: readonly string[], parts: readonly string[]): string[] {
    const sources = parts.flatMap((part) => this.#filesIn(part)).filter((path) => path.endsWith('.ts'));
    return sources.filter((path) => {
      const imports = this.read(path).matchAll(/(?:from|import\() ?'(\.[^']+)'/g);
      return [...imports].some(([, imported = '']) => paths.includes(posix.join(posix.dirname(path), imported)));
    });
  }

  #filesIn(part: string): string[] {
    return filesUnder(join(this.root, part)).map((path) => relative(this.root, path).replaceAll('\\', '/'));
  }

  #differs(path: string): boolean {
    try {
      return !readFileSync(join(ROOT, path)).equals(readFileSync(join(this.root, path)));
    } catch {
      return true;
    }
  }

  #edit(path: string, edit: Edit): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'text' in edit ? edit.text : spliced(path, readFileSync(file, 'utf8'), edit));
  }
}

function spliced(path: string, text: string, edit: Exclude<Edit, { text: string }>): string {
  const anchor = 'before' in edit ? edit.before : edit.after;
  if (!text.includes(anchor)) throw new Error(`${path}: expected “${anchor}”, which the change is made at; found none`);
  const start = text.indexOf(anchor);
  const at = 'before' in edit ? start : start + anchor.length;
  return `${text.slice(0, at)}${edit.add}${text.slice(at)}`;
}

function filesUnder(path: string): string[] {
  try {
    const entries = readdirSync(path, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [path];
  }
}
