import type { Chapter } from './explained.ts';

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
      'The report has no host or stack, so replicas and parallelism are unknown and the configuration is named after its folder.',
    remedy: 'State it with the option `label`, such as `1P-TP8/1D-TP8`.',
  },
  'unknown-parallelism': {
    title: 'A parallelism that cannot be',
    meaning: 'TP, DP, PP or EP is 0, −1 or the like, which converters write for «unknown». It is taken as unknown.',
    remedy: 'State the deployment with the option `label`.',
  },
  'unknown-replicas': {
    title: 'A number of replicas that cannot be',
    meaning: 'Replicas are 0, −1 or the like, which converters write for «unknown». They are taken as unknown.',
    remedy: 'State the deployment with the option `label`.',
  },
  'assumed-parallelism': {
    title: 'Parallelism taken as 1',
    meaning: 'The report does not state TP, DP, PP or EP; the format says that each is 1 then.',
    remedy: 'If it is not 1, state the deployment with the option `label`.',
  },
  'assumed-replicas': {
    title: 'One replica assumed',
    meaning:
      'The parallelism is stated, the number of replicas is not. One is assumed, which makes tok/s/GPU too high if there were more.',
    remedy: 'State the number of GPUs with the option `gpus`.',
  },
  'derived-gpus': {
    title: 'GPUs derived from the parallelism',
    meaning: 'The number of GPUs is not stated; it is replicas × TP × PP × DP.',
    remedy: 'Nothing to do, unless the product is wrong: then state `gpus`.',
  },
  'gpu-count-mismatch': {
    title: 'GPU counts disagree',
    meaning:
      'Two figures of a report give different numbers of GPUs. tok/s/GPU depends on which is right; the message says which was used.',
    remedy: 'Correct the report, or state the deployment with the option `label`.',
  },
  'inconsistent-host': {
    title: 'A host description that contradicts itself',
    meaning:
      'For example as many roles as accelerators are expected, and they differ. The host is left out, and with it GPUs and parallelism.',
    remedy: 'Correct the report, or state the deployment with the option `label`.',
  },
  'implausible-gpus': {
    title: 'More GPUs than any cluster has',
    meaning: 'The number is used as it is stated, so tok/s/GPU is probably far too low.',
    remedy: 'Correct the number in the report.',
  },
  'impossible-parallelism': {
    title: 'More expert ranks than GPUs',
    meaning: 'EP cannot exceed the GPUs of an engine. The label shows what is stated; one of the numbers is wrong.',
    remedy: 'Correct EP, TP or DP in the report.',
  },
  'stated-model': {
    title: 'The model was taken from you',
    meaning: 'The report does not name it, so what you stated is used.',
    remedy: 'Nothing to do.',
  },
  'stated-accelerator': {
    title: 'The accelerator was taken from you',
    meaning: 'The report does not name it, so what you stated is used.',
    remedy: 'Nothing to do.',
  },
  'stated-gpus': {
    title: 'The number of GPUs was taken from you',
    meaning: 'The report does not state it, so what you stated is used.',
    remedy: 'Nothing to do.',
  },
  'stated-label': {
    title: 'The deployment was taken from you',
    meaning: 'The report does not describe it, so what you stated is used.',
    remedy: 'Nothing to do.',
  },
  'overruled-option': {
    title: 'An option that the report overrules',
    meaning: 'You stated something that the report states differently. The report wins.',
    remedy: 'Remove the option, restrict it to the files that need it, or correct the report.',
  },
} as const satisfies Chapter;
