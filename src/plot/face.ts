/** One weight of the font that every picture is set in. */
export interface Face {
  /** Px of a text in a size in px. */
  width(text: string, size: number): number;
}

/** What texts are measured with. */
export interface Faces {
  readonly regular: Face;
  readonly bold: Face;
}
