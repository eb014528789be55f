import type { Chapter } from './codeexplanation.ts';

/** What served: model, accelerator, GPUs and how they are shared. */
export const DEPLOYMENT = {
  'unknown-model': {
    title: 'The model is not stated',
    meaning: 'Runs of different models may end up in one scenario.',
    remedy: 'Put a `pareto-report.yml` with `model:` beside the results.',
  },
  'unknown-accelerator': {
    title: 'The accelerator is not stated',
    meaning: 'Runs on different accelerators may end up in one scenario.',
    remedy: 'State it with the option `accelerator`, or in a `pareto-report.yml` beside the results.',
  },
  'unknown-gpus': {
    title: 'The number of GPUs is not stated',
    meaning: 'Without it there is no tok/s/GPU, so these points cannot be on a front.',
    remedy: 'State it with the option `gpus` or a `label`, or in a `pareto-report.yml` beside the results.',
  },
  'unknown-deployment': {
    title: 'The deployment is not stated',
    meaning:
      'The report describes no host or stack, so replicas and parallelism are unknown, and the configuration is named after its folder.',
    remedy: 'State it with the option `label`, such as `1P-TP8/1D-TP8`.',
  },
  'unknown-parallelism': {
    title: 'An impossible parallelism',
    meaning:
      'TP, DP, PP or EP is 0, −1 or the like, which some converters write for “unknown”. It is treated as unknown.',
    remedy: 'State the deployment with the option `label`.',
  },
  'unknown-replicas': {
    title: 'An impossible number of replicas',
    meaning: 'The number is 0, −1 or the like, which some converters write for “unknown”. It is treated as unknown.',
    remedy: 'State the deployment with the option `label`.',
  },
  'assumed-parallelism': {
    title: 'Parallelism taken as 1',
    meaning: 'The report does not state TP, DP, PP or EP. Its format defines a value that is left out as 1.',
    remedy: 'If one of them is not 1, state the deployment with the option `label`.',
  },
  'assumed-replicas': {
    title: 'One replica assumed',
    meaning:
      'The report states the parallelism but not the number of replicas. One is assumed; if there were more, tok/s/GPU is too high.',
    remedy: 'State the number of GPUs with the option `gpus`.',
  },
  'derived-gpus': {
    title: 'GPUs derived from the parallelism',
    meaning: 'The report does not state the number of GPUs, so it was calculated as replicas × TP × PP × DP.',
    remedy: 'Nothing, unless the product is wrong: then state `gpus`.',
  },
  'gpu-count-mismatch': {
    title: 'GPU counts disagree',
    meaning:
      'Two figures in a report give different numbers of GPUs, and tok/s/GPU depends on which is right. The message says which was used.',
    remedy: 'Correct the report, or state the deployment with the option `label`.',
  },
  'inconsistent-host': {
    title: 'A host description that contradicts itself',
    meaning:
      'For example, it does not list as many roles as accelerators. The host is ignored, so GPUs and parallelism are unknown.',
    remedy: 'Correct the report, or state the deployment with the option `label`.',
  },
  'implausible-gpus': {
    title: 'More GPUs than any cluster has',
    meaning: 'The number is used as stated, so tok/s/GPU is probably far too low.',
    remedy: 'Correct the number in the report.',
  },
  'impossible-parallelism': {
    title: 'More expert ranks than GPUs',
    meaning:
      'EP cannot exceed the number of GPUs of an engine, so one of the figures is wrong. The label shows them as stated.',
    remedy: 'Correct EP, TP or DP in the report.',
  },
  'stated-model': {
    title: 'You stated the model',
    meaning: 'The report does not name it, so your statement is used.',
    remedy: 'Nothing.',
  },
  'stated-accelerator': {
    title: 'You stated the accelerator',
    meaning: 'The report does not name it, so your statement is used.',
    remedy: 'Nothing.',
  },
  'stated-gpus': {
    title: 'You stated the number of GPUs',
    meaning: 'The report does not state it, so your statement is used.',
    remedy: 'Nothing.',
  },
  'stated-label': {
    title: 'You stated the deployment',
    meaning: 'The report does not describe it, so your statement is used.',
    remedy: 'Nothing.',
  },
  'overruled-option': {
    title: 'The report overrules an option',
    meaning: 'What you stated contradicts the report. The report wins.',
    remedy: 'Remove the option, restrict it to the files that need it, or correct the report.',
  },
} as const satisfies Chapter;
