import type { Chapter } from './codeexplanation.ts';

/** Files that were found, and how much of them was read. */
export const FILES = {
  'not-found': {
    title: 'A path that does not exist',
    meaning: 'One of the paths you gave does not exist. The report is made from the others.',
    remedy:
      'Check the spelling and the folder the job runs in. In a workflow, check that the step that writes the results ran.',
  },
  'not-had': {
    title: 'A path that could not be searched',
    meaning:
      'The path exists but could not be read: a folder without permission, or an artifact that could not be downloaded. Its runs are missing from the report.',
    remedy: 'The message gives the reason. Artifacts need `actions: read` under `permissions:`.',
  },
  unreadable: {
    title: 'A file that could not be opened',
    meaning: 'The file exists, but the system refused to read it. Its run is not counted.',
    remedy: 'Check its permissions, and that nothing deletes it while pareto-report runs.',
  },
  'not-text': {
    title: 'A file that is not text',
    meaning:
      'A file with the name of a report, or with the keys of a result, holds NUL bytes or others that are neither UTF-8 nor UTF-16, or has such bytes in a key or a number. Its run is not counted.',
    remedy: 'If it is compressed, unpack it. If a crash or a full disk left NUL bytes in it, run that benchmark again.',
  },
  'not-utf-8': {
    title: 'A byte that is not UTF-8',
    meaning:
      'The file is UTF-8 except for a few bytes, such as a tool leaves that cuts text off in the middle of a character. Each is read as a replacement character. In a key or a number, where nobody knows what was there, it costs the run.',
    remedy: 'Look at the line the message gives, and write the file as UTF-8.',
  },
  'empty-file': {
    title: 'An empty report',
    meaning:
      'A file with the name of a report is empty, or a JSON file beside results, usually because the benchmark died before it wrote its results. The run is not counted.',
    remedy: 'Look at the log of that benchmark. Then run it again, or delete the file.',
  },
  'not-parsable': {
    title: 'A file with broken YAML, JSON or CSV',
    meaning:
      'The file is a result, or has the keys of one, but cannot be parsed: it was cut off, has a line of a log or marks of a merge in it, or gives a key twice, so that two readers would read two figures. Its run is not counted.',
    remedy: 'Look at the line the message gives. If the file ends too early, run that benchmark again.',
  },
  limit: {
    title: 'A file beyond the limits',
    meaning:
      'The file is larger, is nested more deeply or has more aliases than any benchmark report needs. It is not read, so that a broken or hostile file cannot stall the job.',
    remedy: 'Pass the summary of the run rather than its raw requests. If it is a real report, please open an issue.',
  },
  'unknown-version': {
    title: 'A report of an unknown version',
    meaning:
      'The format is known but its version is not. Reading it might produce wrong numbers, so its run is not counted.',
    remedy: 'Update pareto-report, or write the report in a version listed in `docs/formats.md`.',
  },
  'unreadable-format': {
    title: 'A format that cannot be read with certainty',
    meaning: 'The file has figures that could mean two things, and does not say which. It is not counted.',
    remedy: 'Use the option or the tool that the message names; its results are unambiguous.',
  },
  'inconsistent-sweep': {
    title: 'A damaged report.json',
    meaning: 'The parts of a `report.json` contradict each other, so it was edited or cut off. None of it is read.',
    remedy: 'Generate that report again from its results.',
  },
  'older-report': {
    title: 'A report.json from an earlier version',
    meaning:
      'It was written before `report.json` kept the whole sweep. What it shows of its runs is read; their engine arguments, quantization and folder names are unknown.',
    remedy:
      'Nothing: the next run on the base branch replaces it. For a full comparison right away, generate it again from its results.',
  },
  'not-a-report': {
    title: 'Files that are not benchmark reports',
    meaning:
      'Logs, templates, pictures or entries without a result were skipped. That is normal in a folder of results.',
    remedy: 'Nothing, unless a file that should have been read is listed: then check its format in `docs/formats.md`.',
  },
  'no-measurement': {
    title: 'Results that do not measure a load',
    meaning: 'Warm-ups, failed starts, raw requests and the like were recognised and left out.',
    remedy: 'Nothing, unless it is the only file of a run: the message says which file to pass instead.',
  },
  'unreadable-supplement': {
    title: 'A file beside a result that could not be read',
    meaning: 'It would have added arguments or percentiles. The result is counted without them.',
    remedy: 'Repair the file, or delete it to silence the warning.',
  },
} as const satisfies Chapter;
