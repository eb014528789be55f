import { escapeAttribute } from '../summary/escape.ts';
import type { Report } from '../summary/report.ts';

/** The report as a page of one file, from which no request leaves. */
export async function renderHtml({ scenarios }: Report): Promise<string> {
  const items = scenarios.map(({ scenario }) => `<li>${escapeAttribute(scenario.id)}</li>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>pareto-report</title>
<ul>${items.join('')}</ul>
</html>
`;
}
