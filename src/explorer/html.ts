import { createHash } from 'node:crypto';
import { escapeAttribute, plain } from '../summary/escape.ts';
import { titleOf } from '../summary/phrase.ts';
import type { Report } from '../summary/report.ts';
import { readExplorer } from './bundle.ts';
import { encodeEach } from './payload.ts';

/**
 * The report as a single HTML file that requests nothing: its policy only lets its own script and style run, identified
 * by their hashes, and whatever the names in its data contain remains text. In parts, because joined they would be in
 * memory several times, with two bytes a character.
 */
export async function pageParts(report: Report): Promise<string[]> {
  const { script, style } = await readExplorer();
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const head = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeAttribute(plain(pageTitle(report)))}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<noscript>This page draws its charts with JavaScript, which is disabled here. The same report without it is summary.md beside it.</noscript>
<script type="application/json" id="data">`;
  return [head, ...dataParts(report), `</script>\n<script>${script}</script>\n</body>\n</html>\n`];
}

function pageTitle({ scenarios }: Report): string {
  const [only] = scenarios;
  if (only === undefined) return 'pareto-report';
  return scenarios.length === 1 ? titleOf(only.scenario) : `Pareto fronts of ${scenarios.length} scenarios`;
}

/** JSON that no name can end prematurely: without `<`, there are no tags. */
function dataParts(report: Report): string[] {
  const { scenarios, ...rest } = encodeEach(report, (scenario) => JSON.stringify(scenario));
  const all = scenarios.map((scenario, index) => (index === 0 ? scenario : `,${scenario}`));
  const parts = [JSON.stringify(rest).slice(0, -1), ',"scenarios":[', ...all, ']}'];
  return parts.map((part) => part.replaceAll('<', '\\u003c'));
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
