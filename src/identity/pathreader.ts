import { REPORT_ENDING } from '../report/recognise.ts';
import type { Run, RunFile } from '../run/run.ts';
import { Speakers } from './speaker.ts';
import { Trail } from './trail.ts';
import type { Word } from './word.ts';
import { WordReader } from './wordreader.ts';

/** What converters add before and after the name of what they converted. */
const CONVERTED = /^benchmark_report(?:_v\d+(?:\.\d+)*)?(?:,_|,|_(?!report))?/i;
/** Endings; a failed run of a sweep is where its result would be, as `run=0.failure.json`. */
const ENDINGS = new RegExp(`(?:\\.json_\\d+|\\.failure(?=\\.json$))?(?:${REPORT_ENDING})*$`, 'i');

/** Reads the paths of runs, word by word. It keeps what it has read: its memory grows with the names of folders and files. */
export class PathReader {
  readonly #start = new Trail();
  readonly #reader: WordReader;
  readonly #speakers = new Speakers();
  /** By the name of a file, what it is called without what converters add. */
  readonly #stems = new Map<string, string>();

  constructor(...keep: ConstructorParameters<typeof WordReader>) {
    this.#reader = new WordReader(...keep);
  }

  /** What the path of each file of a run says. */
  trailsOf(run: Run): Trail[] {
    const speaker = this.#speakers.of(run);
    return run.files.map((file) => {
      let trail = this.#start;
      for (const part of this.#partsOf(run, file)) trail = trail.with(this.#reader.wordsIn(part, speaker));
      return trail;
    });
  }

  /** The words of each folder on the path of a file, and of the file itself. */
  segmentsOf(run: Run, file: RunFile): (readonly Word[])[] {
    const speaker = this.#speakers.of(run);
    return this.#partsOf(run, file).map((part) => this.#reader.wordsIn(part, speaker));
  }

  /** The words of the name of the folder that was given. */
  placeOf(run: Run): readonly Word[] {
    const place = run.files[0]?.place ?? '';
    return place === '' ? [] : this.#reader.wordsIn(place, this.#speakers.of(run));
  }

  /** First those of the treatment that the run states, then those of the path. */
  #partsOf({ treatment }: Run, { path }: RunFile): readonly string[] {
    const parts = path.split('/').filter(isNaming);
    const stem = this.#stemOf(parts.pop() ?? '');
    if (stem !== '') parts.push(stem);
    return treatment === null ? parts : [...treatment.split('/').filter(isNaming), ...parts];
  }

  #stemOf(file: string): string {
    let stem = this.#stems.get(file);
    if (stem === undefined) {
      stem = file.replace(ENDINGS, '').replace(CONVERTED, '');
      this.#stems.set(file, stem);
    }
    return stem;
  }
}

/** Whether part of a path names a folder, other than that which it is in or the one above. */
function isNaming(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..';
}
