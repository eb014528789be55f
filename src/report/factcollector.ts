import { createHash } from 'node:crypto';
import { type FactKind, type Facts, factsOf } from '../run/facts.ts';
import { groupBy } from '../run/groupby.ts';
import { kept } from './lookup.ts';
import { isRecord } from './recognise.ts';
import { withoutSecrets } from './secret.ts';

/**
 * Where a value was found. `arguments`: among those of a part of the system under test, all of which shape it.
 * `harness`: among those of the load generator, whose numbers describe the load or only the generator itself. `beside`:
 * next to figures, where an unknown number may be one of them.
 */
export type FactSource = 'arguments' | 'harness' | 'beside';

/** Collects what a file states and no field of a run holds: every scalar, under its name. */
export class FactCollector {
  readonly #stated: Record<FactKind, [string, string][]> = { setup: [], workload: [], environment: [], occasion: [] };

  /**
   * @param value of any form; mappings are flattened, as in `compilation_config.level`
   * @param prefix put before each name, `vllm `, `prefill vllm `
   * @param known names at the root that are read elsewhere
   */
  add(source: FactSource, value: unknown, prefix = '', known: (name: string) => boolean = () => false): this {
    const open = withoutSecrets(value);
    if (source === 'arguments' && (typeof open === 'string' || Array.isArray(open))) {
      this.#addAll(source, Object.entries(flagsOf(open)), prefix, known);
    } else if (isRecord(open)) this.#addAll(source, Object.entries(open), prefix, known);
    return this;
  }

  /** One fact whose meaning is known. */
  fact(kind: FactKind, name: string, value: string | number | boolean | null | undefined): this {
    if (value !== null && value !== undefined && value !== '') {
      this.#stated[kind].push([kept(name), textOf(withoutSecrets(value))]);
    }
    return this;
  }

  get facts(): Facts {
    return factsOf(this.#stated);
  }

  #addAll(
    source: FactSource,
    entries: readonly [string, unknown][],
    prefix: string,
    known: (name: string) => boolean,
  ): void {
    for (const [key, value] of entries) {
      if (known(key)) continue;
      const name = `${prefix}${key}`;
      if (isRecord(value)) this.#addAll(source, Object.entries(value), `${name}.`, () => false);
      else if (!isOfRequests(source, value)) this.#addOne(source, key, name, value);
    }
  }

  #addOne(source: FactSource, key: string, name: string, value: unknown): void {
    const isFlag = source === 'arguments' && (value === null || value === '');
    if (isFlag) this.#stated[kindOf(source, key, name, value)].push([kept(name), '']);
    else if (value !== null && value !== undefined && value !== '') {
      this.#stated[kindOf(source, key, name, value)].push([kept(name), textOf(value)]);
    }
  }
}

/** The longest value that is kept whole, in characters; of a longer one, the beginning and a hash are kept. */
const LONGEST = 300;

/** A value as text, independent of the order of its keys. */
function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value, inOrder);
  if (text.length <= LONGEST) return kept(text);
  return kept(`${text.slice(0, LONGEST)}… ${createHash('sha256').update(text).digest('hex').slice(0, 8)}`);
}

function inOrder(_: string, value: unknown): unknown {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

/**
 * `--block-size 16 --no-eager` by name, given as one text or as a list of words; words that are no options go by their
 * index.
 */
function flagsOf(args: string | readonly unknown[]): Record<string, unknown> {
  const words = typeof args === 'string' ? wordsOf(args) : args;
  const flags: [string, unknown][] = [];
  for (const [place, word] of words.entries()) {
    const [, name, value] = (typeof word === 'string' ? /^(--?[A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(word) : null) ?? [];
    const open = flags.at(-1);
    if (name !== undefined) flags.push([name, value ?? null]);
    else if (open !== undefined && open[1] === null && open[0].startsWith('-')) open[1] = word;
    else flags.push([String(place), word]);
  }
  return Object.fromEntries(
    [...groupBy(flags, ([name]) => name)].map(([name, given]) => {
      const values = given.map(([, value]) => value);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

/** Split at spaces, except for those in quotes. */
function wordsOf(text: string): string[] {
  const words = text.match(/(?:[^\s"']|"[^"]*"|'[^']*'|["'])+/g) ?? [];
  return words.map((word) => word.replace(/^(--?[\w.-]+=)?(["'])(.*)\2$/s, '$1$3'));
}

/**
 * Keys of the arrivals, which have fields of their own under any name; others of this form say nothing about the setup.
 */
const LOAD =
  /(^|_)(rates?|qps|rps|concurrency|concurrencies|conc|streams|users|clients|prompts|requests|request_count|max_seconds|max_duration|duration|stages?|burstiness|profile|rate_type|strategy|phase|sweep_size)$|^(ramp|warm_?up)/;
/** What differs from one run to the next. */
const OCCASION =
  /(^|_)(date|time|timestamp|datetime|(created|updated|started|finished|ended)(_at)?|start|stop|seed|u?uid|guid|eid|cid|pid|port|ports|url|uri|urls|target|ip|address|addr|verbose|debug|progress|quiet|command|cmd|argv|attempt|iteration|rank|user|username|description|keywords|metadata_version|schema_version)$|^(id|ids|path|paths|dir|folder|file|files|filename|output|outputs|outfile|cwd|workdir|success|successful|ok|passed|cancelled|canceled|completed|failed|checkpoint|home|pwd|oldpwd|shlvl|term|lang|logname)$|(^|_)(run|job|request|trace|session|build|container|process|pod|task|user|org|account|workflow)_?u?ids?(_prefix)?$|(output|result|log|artifact|save|cache|tmp|temp|download|trace|profile_export|work|working|scratch)s?_?(path|dir|directory|folder|file|filename|prefix|root|json|csv)s?$|^kubernetes_|_service_(host|port)|_port_|^lc_/;
/** What may explain a change of figures apart from the setup. */
const ENVIRONMENT =
  /(^|_)(versions?|images?|image_tag|commit|commit_id|sha|git_(sha|rev|hash)|driver|cuda|host|hostname|nodename|node_name|pod|pod_name|machine)$/;
/** Parts of a load generator's configuration that control what it writes, checks and tokenizes with. */
const OWN_AFFAIR =
  /^(report(ing)?|outputs?|storage|logging|metrics|seed|random_seed|constraints|tokenizer|processor|validation|data_loader|data_finalizer|data_preprocessors|data_column_mapper)\b|(^|\.)(api_routes|validate_backend|verify)\b/;
/** What the requests are like. */
const WORKLOAD =
  /^(dataset|dataset_name|dataset_type|random_range_ratio|range_ratio|ignore_eos|temperature|top_p|top_k|min_p|(random_|shared_|sonnet_)?prefix_len|repetition_penalty)$/;
/** Numbers next to figures that are arguments of the engine, as a sweep's overrides and `--metadata` name them. */
const SETUP_NUMBER =
  /^(max_(num_.*|model_len|loras|lora_rank|seq_len_to_capture|running_requests|total_tokens|prefill_tokens|cudagraph_capture_size)|block_size|page_size|gpu_memory_utilization|mem_fraction_static|swap_space|cpu_offload_gb|kv_cache_.*|num_(gpu_blocks_override|speculative_tokens|scheduler_steps|lookahead_slots|nodes|replicas|instances|engines)|speculative_.*|long_prefill_token_threshold|chunked_prefill_size|cuda_graph_max_bs|stream_interval|nnodes|.*_parallel_size|.*_context_parallel.*|(prefill_|decode_)?[dp]?cp(_size)?|api_server_count|cuda_graph_sizes?|(num_)?draft_.*|lookahead.*|bs|batch_size|max_batch_size|tp|pp|dp|ep|tp_size|pp_size|dp_size|ep_size)$/;
/** Values that identify a moment or a single thing, whatever they are called. */
const MOMENT = /^(\d{4}-\d\d-\d\d([T _-]\d\d[:_-]?\d\d.*)?|[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12})$/i;

function kindOf(source: FactSource, key: string, name: string, value: unknown): FactKind {
  if (typeof value === 'string' && MOMENT.test(value.trim())) return 'occasion';
  const sort = `${source} ${isNumeric(value)} ${name}`;
  const known = KINDS.get(sort);
  if (known !== undefined) return known;
  const kind = kindByName(source, key, name, isNumeric(value));
  KINDS.set(kept(sort), kind);
  return kind;
}

/** Cached, because thousands of files have the same names. */
const KINDS = new Map<string, FactKind>();

/** Whether a fact's name itself marks it as a matter of the occasion or of the load; other numbers may be figures. */
export function isOccasion(name: string): boolean {
  const word = wordOf(name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(' ')) + 1));
  return OCCASION.test(word) || LOAD.test(word) || OWN_AFFAIR.test(name);
}

function wordOf(key: string): string {
  return key.replace(/^--?/, '').replaceAll('-', '_').toLowerCase();
}

function kindByName(source: FactSource, key: string, name: string, isNumber: boolean): FactKind {
  const word = wordOf(key);
  if (OCCASION.test(word)) return 'occasion';
  if (ENVIRONMENT.test(word)) return 'environment';
  if (source === 'arguments') return 'setup';
  if (LOAD.test(word) || (source === 'harness' && OWN_AFFAIR.test(name))) return 'occasion';
  if (WORKLOAD.test(word)) return 'workload';
  if (!isNumber) return 'setup';
  const isOverride = source === 'beside' && (name.includes('.') || SETUP_NUMBER.test(word));
  return isOverride ? 'setup' : 'occasion';
}

/** The longest list that states something; longer ones have an entry per request. */
const LONGEST_LIST = 24;

/** Whether a value is a list of measurements rather than a statement. */
function isOfRequests(source: FactSource, value: unknown): boolean {
  if (!Array.isArray(value) || source === 'arguments') return false;
  return value.length > LONGEST_LIST || (source === 'beside' && isNumeric(value));
}

/** A number, or a list of them. */
function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || (Array.isArray(value) && value.every((item) => typeof item === 'number'));
}
