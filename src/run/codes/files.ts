import type { Chapter } from './explained.ts';

/** Files that were found, and how much of them was read. */
export const FILES = {
  'not-found': {
    title: 'A path that does not exist',
    meaning: 'There is nothing at a path that was given. The report is made of the other paths.',
    remedy:
      'Check the spelling and the folder the job runs in. In a workflow, check that the step that writes the results ran.',
  },
  'not-had': {
    title: 'A path that could not be searched',
    meaning:
      'Something is there but could not be read: a folder without permission, or an artifact that could not be downloaded. Its runs are missing from the report.',
    remedy: 'The message has the reason. Artifacts need `actions: read` under `permissions:`.',
  },
  unreadable: {
    title: 'A file that could not be opened',
    meaning: 'The file was found, but the system refused to read it. Its run is not counted.',
    remedy: 'Check its permissions, and that nothing deletes it while the report is made.',
  },
  'not-text': {
    title: 'A file that is not text',
    meaning: 'A file named like a report holds bytes that are not UTF-8. Its run is not counted.',
    remedy: 'Unpack it if it is compressed; otherwise write it again.',
  },
  'empty-file': {
    title: 'An empty report',
    meaning:
      'A file named like a report has nothing in it, usually because the benchmark died before it wrote its results. The run is not counted.',
    remedy: 'Look at the log of that benchmark, and run it again or delete the file.',
  },
  'not-parsable': {
    title: 'A file with broken YAML, JSON or CSV',
    meaning: 'A result was recognised but cannot be parsed, often because it was cut off. Its run is not counted.',
    remedy: 'Go to the line in the message. If the file ends too early, run that benchmark again.',
  },
  limit: {
    title: 'A file beyond the limits',
    meaning:
      'The file is larger, deeper or has more aliases than any benchmark report needs. It is not read, so that a broken or hostile file cannot stall the job.',
    remedy: 'Give the summary of the run rather than its raw requests. If it is a real report, please open an issue.',
  },
  'unknown-version': {
    title: 'A report of an unknown version',
    meaning:
      'The format was recognised, its version was not. Reading it might produce wrong numbers, so its run is not counted.',
    remedy: 'Update pareto-report, or write the report with a version that is listed in `docs/formats.md`.',
  },
  'unreadable-format': {
    title: 'A format that cannot be read with certainty',
    meaning:
      'The file has figures, but does not say what they are figures of: two meanings are possible. It is not counted.',
    remedy: 'The message names the option or the tool that writes a result without the ambiguity.',
  },
  'inconsistent-sweep': {
    title: 'A report.json that is not whole',
    meaning: 'The sweep inside a `report.json` does not fit together, so it was edited or cut off. None of it is read.',
    remedy: 'Make that report again from its results.',
  },
  'older-report': {
    title: 'A report.json of an earlier version',
    meaning:
      'It was written before `report.json` kept the whole sweep. Its runs are read as far as they are shown; engine arguments, quantization and folder names are unknown.',
    remedy:
      'Nothing to do: the next run on the base branch replaces it. To compare right away, make it again from its results.',
  },
  'not-a-report': {
    title: 'Files that are not benchmark reports',
    meaning:
      'Logs, templates, pictures or entries without a result were skipped. That is normal in a folder of results.',
    remedy:
      'Nothing to do, unless a file you meant to be read is named here: then check its format in `docs/formats.md`.',
  },
  'no-measurement': {
    title: 'Results that do not measure a load',
    meaning: 'Warm-ups, failed starts, raw requests and the like were recognised and left out.',
    remedy: 'Nothing to do, unless it is the only file of a run: the message says which file to give instead.',
  },
  'unreadable-supplement': {
    title: 'A file beside a result that could not be read',
    meaning: 'It would have added arguments or percentiles. The result is counted without them.',
    remedy: 'Repair the file, or delete it to silence the warning.',
  },
} as const satisfies Chapter;
