import { RUN_FOLDER } from '../../run/folder.ts';

/** Folders that number or date the repeats of one setup. */
const REPEAT =
  /^(?:(?:run|rep|repeat|repetition|trial|iter|iteration|attempt|sample|seed|round|r)[-_]?\d+|\d+|\d{4}-?\d\d-?\d\d(?:[-_T]?\d\d[-_:]?\d\d[-_:]?\d\d)?)$/i;

/** The load in the name of a folder that vLLM's sweep makes: `SERVE--max_num_seqs=64-BENCH--max_concurrency=8`. */
const LOAD = /-*(?:max[-_]concurrency|request[-_]rate|num[-_]prompts)=[^-]+/g;

/** Where AIPerf exports the phase that is measured, if it has no name of its own. */
const ONLY_PHASE = /(?:^|\/)phases\/profiling$/;

/** In the older layout, `results/<harness>_<epoch>-<setup>-run_…`. */
const EPOCH = /_\d{10,}-/;

/**
 * The treatment that the folder of a raw result tells: outside of llm-d-benchmark's layouts there is one folder for
 * what is alike, named by its whole path, since a part of it may stand in several. Folders that number repeats are no
 * part of the name, nor are loads.
 *
 * @returns null where the layout is llm-d-benchmark's, whose folders are read as those of reports
 */
export function treatmentOfFolder(file: string): string | null {
  const folders = file.split('/').slice(0, -1);
  const [parent, own = ''] = folders.slice(-2);
  if (RUN_FOLDER.test(own) || (parent === 'results' && EPOCH.test(own))) return null;
  const names = folders.filter((folder) => !REPEAT.test(folder)).map((folder) => folder.replace(LOAD, ''));
  const treatment = names.filter((name) => name !== '').join('/');
  return treatment.replace(ONLY_PHASE, '') || null;
}
