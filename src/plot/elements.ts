/** An element and all elements within it, in the order of the document. jsdom's own collections are far slower. */
export function elements(root: Element): Element[] {
  const found: Element[] = [root];
  for (let child = root.firstElementChild; child !== null; child = child.nextElementSibling) {
    found.push(...elements(child));
  }
  return found;
}
