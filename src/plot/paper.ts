const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element of a picture: what drawing needs of the one that browsers have. A whole DOM takes longer to load than a
 * picture to draw, and several times as long for each element.
 */
export class PaperElement {
  readonly localName: string;
  readonly ownerDocument: Paper;
  readonly namespaceURI = SVG;
  parentNode: PaperElement | null = null;
  firstElementChild: PaperElement | null = null;
  nextElementSibling: PaperElement | null = null;
  textContent = '';
  readonly style = {};
  readonly #attributes = new Map<string, string>();
  #last: PaperElement | null = null;
  #previous: PaperElement | null = null;

  constructor(localName: string, ownerDocument: Paper) {
    this.localName = localName;
    this.ownerDocument = ownerDocument;
  }

  getAttributeNames(): string[] {
    return [...this.#attributes.keys()];
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name) ?? null;
  }

  setAttribute(name: string, value: string | number): void {
    this.#attributes.set(name, String(value));
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }

  append(...children: readonly PaperElement[]): void {
    for (const child of children) this.appendChild(child);
  }

  /** @param child one that is nowhere else yet */
  appendChild(child: PaperElement): PaperElement {
    child.parentNode = this;
    child.#previous = this.#last;
    if (this.#last === null) this.firstElementChild = child;
    else this.#last.nextElementSibling = child;
    this.#last = child;
    return child;
  }

  /** As the library asks for it, which only ever adds at the end. */
  insertBefore(child: PaperElement, next: null | undefined): PaperElement {
    if (next != null) throw new Error('nothing is drawn before something else');
    return this.appendChild(child);
  }

  remove(): void {
    const [parent, previous, next] = [this.parentNode, this.#previous, this.nextElementSibling];
    if (parent === null) return;
    if (previous === null) parent.firstElementChild = next;
    else previous.nextElementSibling = next;
    if (next === null) parent.#last = previous;
    else next.#previous = previous;
    [this.parentNode, this.#previous, this.nextElementSibling] = [null, null, null];
  }
}

/** What elements are made by. */
export class Paper {
  readonly documentElement = new PaperElement('svg', this);

  createElementNS(_namespace: string, localName: string): PaperElement {
    return new PaperElement(localName, this);
  }
}
