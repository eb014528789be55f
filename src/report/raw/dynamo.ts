import { z } from 'zod';
import type { Role, RoleName } from '../../run/deployment.ts';
import { deploymentOf, parseLabel } from '../../run/label.ts';
import type { Companion } from '../companion.ts';
import type { Findings } from '../finding.ts';
import { word } from '../lookup.ts';
import { modelName } from '../model.ts';
import { validate } from '../validate.ts';

/*
 * `deployment_config.json` of Dynamo's `benchmarks/llm/perf.sh`, next to the folders of AIPerf's exports, one per
 * concurrency. Source: perf.sh, README.md and plot_pareto.py there, in ai-dynamo/dynamo. “Data parallelism” is the
 * number of workers; the parallelism of the other mode is 0.
 */

const size = z.number().int().nonnegative();
const schema = z.lazy(() =>
  z.looseObject({
    mode: z.enum(['aggregated', 'disaggregated']),
    model: z.string().nullish(),
    ...{ tensor_parallelism: size.nullish(), data_parallelism: size.nullish() },
    ...{ prefill_tensor_parallelism: size.nullish(), prefill_data_parallelism: size.nullish() },
    ...{ decode_tensor_parallelism: size.nullish(), decode_data_parallelism: size.nullish() },
  }),
);
type Config = z.infer<typeof schema>;

/** Many programs use this name. */
export const DEPLOYMENT_CONFIG: Companion = {
  name: "Dynamo's deployment_config.json",
  file: /^deployment_config\.json$/,
  holds: (document) => Object.keys(document).some((key) => /(tensor|data)_parallelism$/.test(key)),
  isSure: (text) => /"(?:\w+_)?(tensor|data)_parallelism"\s*:/.test(text),
  read: ({ document }, findings) => {
    const config = validate(schema, document, findings);
    const label = config === null ? null : labelOf(config, findings);
    return config === null || label === null ? [] : [{ match: null, label, model: modelName(word(config.model)) }];
  },
};

/** The label of the workers; null if a size that the mode has is not stated. */
function labelOf(config: Config, findings: Findings): string | null {
  const names: readonly RoleName[] = config.mode === 'aggregated' ? ['replica'] : ['prefill', 'decode'];
  const roles = names.map((name) => roleOf(name, config));
  const { label } = deploymentOf(roles, null);
  if (roles.every(({ tp, replicas }) => tp !== null && replicas !== null) && label !== null && parseLabel(label))
    return label;
  const message = `${config.mode} serving, but the parallelism of ${names.join(' and ')} is not stated in full: the deployment is left out`;
  findings.warn('not-convertible', ['mode'], message);
  return null;
}

function roleOf(role: RoleName, config: Config): Role {
  const side = role === 'replica' ? '' : (`${role}_` as 'prefill_' | 'decode_');
  const [tp, replicas] = [config[`${side}tensor_parallelism`] || null, config[`${side}data_parallelism`] || null];
  return { role, replicas, tp, dp: 1, pp: 1, ep: 1, accelerator: null };
}
