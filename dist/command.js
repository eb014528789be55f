import{t as e}from"./package.js";import{$ as t,J as n,gt as r,ht as i,it as a,mt as o,n as s,q as c,r as l,t as u,tt as d}from"./folder.js";import{i as f,n as p,r as m,t as h}from"./log.js";import{parseArgs as g}from"node:util";var _=class{#e;#t;#n=new h;#r=0;constructor(e,t){this.#e=e,this.#t=t}progress(e,t){let n=performance.now();t<500||e<t&&n-this.#r<1e3||(this.#r=n,this.#i(`read ${e.toLocaleString(`en`)} of ${t.toLocaleString(`en`)} files`))}problems(e){for(let t of e.slice(0,50)){let e=m(t);this.#i(`${e===``?``:`${e}: `}${t.severity}: ${t.message} [${t.code}]`)}let t=e.length-50;t>0&&this.#i(`and ${t.toLocaleString(`en`)} more problems, all in report.json`)}stage(e){let{total:t,stage:n}=this.#n.lap();this.#t&&this.#i(`${e.padEnd(8)} ${n.toFixed(0).padStart(6)} ms, at ${t.toFixed(0)} ms`)}#i(e){this.#e.write(`${p(e)}\n`)}};const v={output:{type:`string`},config:{type:`string`},"user-throughput":{type:`string`},variant:{type:`string`},only:{type:`string`},"length-tolerance":{type:`string`},gpus:{type:`string`},accelerator:{type:`string`},label:{type:`string`},plots:{type:`string`},effects:{type:`string`},"baseline-runs":{type:`string`},"fail-on":{type:`string`,multiple:!0},explain:{type:`boolean`},timings:{type:`boolean`},help:{type:`boolean`,short:`h`},version:{type:`boolean`}},y=Object.fromEntries(d.flatMap(i).map(e=>[e,{type:`string`,multiple:!0}]));async function b(r){try{let{values:i,positionals:c}=w(r);if(i.help)return E(`Usage: node dist/cli.js PATH... [options]

Reads LLM-inference benchmark reports, finds each scenario's Pareto front of tok/s/user against
tok/s/GPU, and writes report.json, summary.md, runs.csv and plots.

  PATH                        a report, a folder searched recursively, or a glob; any file may be a pipe
  --output DIR                where the report goes                    (pareto-report)
  --config FILE               options by name, in YAML                 (.github/pareto-report.yml or .yaml, if there)
  --user-throughput WHICH     tok/s/user as output tok/s ÷ concurrency, or 1000 ÷ mean TPOT in ms:
                              concurrency or tpot                      (concurrency)
  --variant WHICH             what keeps deployments of one shape apart: auto, directory, none,
                              or a regular expression on the path whose first group is the variant (auto)
  --only KIND                 aggregated or disaggregated
  --length-tolerance SHARE    largest difference of mean lengths in one scenario (0.05)
  --filter KEY=GLOB           keep runs whose model, accelerator, configuration or harness matches; repeatable
  --gpus N, --accelerator NAME, --label CONFIGURATION
                              what a report does not say; a label is like 2R-TP4 or 1P-TP8/1D-TP8
  --plots WHICH               all or none                              (all)
  --baseline PATH             an earlier run to compare with: its reports, or its report.json; repeatable, one run each;
                              parts of one run are joined by a comma
  --baseline-runs N           how many earlier runs are used, the newest  (5)
  --threshold METRIC=BOUND    -10% (largest fall), +15% (largest rise), >=500 or <=200, on any metric, on front, on
                              front@50 (read at 50 tok/s/user), on capacity or on curve; repeatable, or separated by
                              commas      (output-throughput=-10%, capacity=-10%, curve=-10%, front=-7%)
  --effects BOUND             least loss that a whole sweep, configuration or load may show, such as -5%, or off
                              (-2% of throughput, +5% of mean latencies, +10% of tails)
  --fail-on LIST              what makes the exit status 1: regression, missing, inconclusive, not-comparable
                              (nothing could be compared), missing-baseline (there is none yet), baseline-error
                              (it could not be had), rejected-report; or never
                                                                       (regression, not-comparable, baseline-error)
  --at TOKS_PER_USER          tok/s/user at which the front is read: the best tok/s/GPU for users of that speed; repeatable
                                                                       (round speeds: 10, 20, 50, …)
  --explain                   what each file was taken for: its measurement, facts, words of its name, key, counterpart
  --timings                   where the time went, on stderr
  --help, --version

Exit status: 0; 1 the gate failed; 2 bad usage, or not one run read; 70 a bug of pareto-report.
`);if(i.version)return E(`pareto-report ${e}\n`);let f=new n(process.cwd()),p=await t(i.config??null,f),m=o({...i},d,C),h=[...c,...x(m.reports)],g=a([{...m,reports:h},p.options],C);S(f,x(m.baseline));let v=new _(process.stderr,i.timings??!1),y={source:f,target:new u(process.cwd()),log:v,today:(/* @__PURE__ */ new Date()).toISOString().slice(0,10)},b=await l(g,y,{...s,config:p.file,explains:i.explain??!1});E(b.terminal);for(let e of b.failures)process.stderr.write(`pareto-report: the gate failed: ${e}\n`);return+(b.failures.length>0)}catch(e){if(!(e instanceof f))throw e;return process.stderr.write(`pareto-report: ${e.message}\n`),2}}function x(e){return Array.isArray(e)?e.map(String):[]}function S(e,t){let n=t.filter(e=>e!==``),[r]=e.unfound(n.flatMap(t=>c(t,e)));if(r===void 0)return;let i=r.path===`auto`?`auto is for the Action alone`:`give the path of one`;throw new f(`--baseline ${r.path}: expected reports of an earlier run, found ${r.reason}; ${i}`)}function C(e){return e===`reports`?`PATH`:e===`thresholds`?`--threshold`:`--${e}`}function w(e){try{let t={...y,...v};return g({args:[...e],options:t,allowPositionals:!0})}catch(e){throw new f(`${T(e)}--help lists the options`)}}function T({code:e,message:t}){let[n=t]=t.split(/\.\s|\n/),[,i=``]=e===`ERR_PARSE_ARGS_UNKNOWN_OPTION`?/'--([\w-]+)/.exec(n)??[]:[],a=r(i,[...Object.keys(v),...Object.keys(y)]),o=n.replace(/^Option '([^' ]+)[^']*' argument (missing|is ambiguous).*/s,`$1: expected a value, found none`);return a===null||i===``?`${o}; `:`${o}: did you mean --${a}? `}function E(e){return process.stdout.write(e),0}export{b as main};