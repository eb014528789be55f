import { readFileSync } from 'node:fs';
import { isBundled } from '../plot/assets.ts';

/** The part of a page that runs in the browser. */
export interface Explorer {
  readonly script: string;
  readonly style: string;
}

let explorer: Promise<Explorer> | null = null;

/** Reads what runs in the browser; when running from the sources, it is bundled, once per process. */
export function readExplorer(): Promise<Explorer> {
  explorer ??= isBundled ? packed() : fromSources();
  return explorer;
}

async function packed(): Promise<Explorer> {
  return { script: text('./explorer.js'), style: text('./explorer.css') };
}

async function fromSources(): Promise<Explorer> {
  // Hidden from the bundler, which need not bundle itself.
  const bundler: string = new URL('../../scripts/bundle/explorer.mjs', import.meta.url).href;
  const { bundleExplorer } = await import(/* @vite-ignore */ bundler);
  const { script } = await bundleExplorer(new URL('../..', import.meta.url).pathname);
  return { script, style: text('./style.css') };
}

function text(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}
