import { execFileSync } from 'node:child_process';
import type { Element, ElementContent, Root, RootContent } from 'hast';
import rehypeParse from 'rehype-parse';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';

const EXTENSIONS = ['table', 'strikethrough', 'autolink', 'tagfilter', 'tasklist', 'footnotes'];

/** Markdown as GitHub shows it: its own parser, its list of what HTML may stay, and its alerts. */
export function htmlOf(markdown: string): string {
  const args = ['--unsafe', ...EXTENSIONS.flatMap((name) => ['-e', name])];
  const html = execFileSync('cmark-gfm', args, { input: markdown, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
  const file = unified()
    .use(rehypeParse, { fragment: true })
    // Its default list is GitHub's.
    .use(rehypeSanitize)
    .use(() => alerts)
    .use(rehypeStringify)
    .processSync(html);
  return String(file);
}

const ALERT = /^\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*/;

/** `> [!CAUTION]` becomes a coloured box, as GitHub does after its parser, which knows nothing of it. */
function alerts(root: Root): void {
  for (const node of root.children) if (isElement(node, 'blockquote')) alert(node);
}

function alert(quote: Element): void {
  const paragraph = quote.children.find((child) => isElement(child, 'p'));
  const first = paragraph?.children[0];
  const kind = first?.type === 'text' ? ALERT.exec(first.value)?.[1] : undefined;
  if (paragraph === undefined || first?.type !== 'text' || kind === undefined) return;
  first.value = first.value.replace(ALERT, '');
  const word = kind.charAt(0) + kind.slice(1).toLowerCase();
  const title: Element = {
    type: 'element',
    tagName: 'p',
    properties: { className: ['markdown-alert-title'] },
    children: [{ type: 'text', value: word }],
  };
  quote.tagName = 'div';
  quote.properties = { className: ['markdown-alert', `markdown-alert-${word.toLowerCase()}`] };
  quote.children.unshift(title);
}

function isElement(node: RootContent | ElementContent, name: string): node is Element {
  return node.type === 'element' && node.tagName === name;
}
