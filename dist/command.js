import{t as e}from"./package.js";import{K as t,W as n,Y as r,at as i,n as a,ot as o,r as s,st as c,t as l,z as u}from"./folder.js";import{i as d,n as f,r as p,t as m}from"./log.js";import{parseArgs as h}from"node:util";var g=class{#e;#t;#n=new m;#r=0;constructor(e,t){this.#e=e,this.#t=t}progress(e,t){let n=performance.now();t<500||e<t&&n-this.#r<1e3||(this.#r=n,this.#i(`read ${e.toLocaleString(`en`)} of ${t.toLocaleString(`en`)} files`))}problems(e){for(let t of e.slice(0,50)){let e=p(t);this.#i(`${e===``?``:`${e}: `}${t.severity}: ${t.message} [${t.code}]`)}let t=e.length-50;t>0&&this.#i(`and ${t.toLocaleString(`en`)} more problems, all in report.json`)}stage(e){let{total:t,stage:n}=this.#n.lap();this.#t&&this.#i(`${e.padEnd(8)} ${n.toFixed(0).padStart(6)} ms, at ${t.toFixed(0)} ms`)}#i(e){this.#e.write(`${f(e)}\n`)}};const _={output:{type:`string`},config:{type:`string`},"user-throughput":{type:`string`},variant:{type:`string`},only:{type:`string`},"length-tolerance":{type:`string`},gpus:{type:`string`},accelerator:{type:`string`},label:{type:`string`},plots:{type:`string`},"fail-on":{type:`string`,multiple:!0},explain:{type:`boolean`},timings:{type:`boolean`},help:{type:`boolean`,short:`h`},version:{type:`boolean`}},v=Object.fromEntries(t.flatMap(o).map(e=>[e,{type:`string`,multiple:!0}]));async function y(o){try{let{values:c,positionals:d}=C(o);if(c.help)return T(`Usage: node dist/cli.js PATH... [options]

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
  --baseline PATH             compare with these reports, or with the report.json of an earlier run; repeatable
  --threshold METRIC=BOUND    -10% (largest fall), +15% (largest rise), >=500 or <=200, on any metric or on front;
                              repeatable, or separated by commas       (output-throughput=-10%, front=-7%)
  --fail-on LIST              what makes the exit status 1: regression, missing, inconclusive, not-comparable
                              (nothing could be compared), missing-baseline (there is none yet), baseline-error
                              (it could not be had), rejected-report; or never
                                                                       (regression, not-comparable, baseline-error)
  --explain                   what each file was taken for: its measurement, facts, words of its name, key, counterpart
  --timings                   where the time went, on stderr
  --help, --version

Exit status: 0; 1 the gate failed; 2 bad usage, or not one run read; 70 a bug of pareto-report.
`);if(c.version)return T(`pareto-report ${e}\n`);let f=new u(process.cwd()),p=await n(c.config??null,f),m=i({...c},t,S),h=[...d,...b(m.reports)],_=r([{...m,reports:h},p.options],S);x(f,b(m.baseline));let v=new g(process.stderr,c.timings??!1),y={source:f,target:new l(process.cwd()),log:v,today:(/* @__PURE__ */ new Date()).toISOString().slice(0,10)},w=await s(_,y,{...a,config:p.file,explains:c.explain??!1});T(w.terminal);for(let e of w.failures)process.stderr.write(`pareto-report: the gate failed: ${e}\n`);return+(w.failures.length>0)}catch(e){if(!(e instanceof d))throw e;return process.stderr.write(`pareto-report: ${e.message}\n`),2}}function b(e){return Array.isArray(e)?e.map(String):[]}function x(e,t){let[n]=e.unfound(t.filter(e=>e!==``));if(n===void 0)return;let r=n.path===`auto`?`auto is for the Action alone`:`give the path of one`;throw new d(`--baseline ${n.path}: expected reports of an earlier run, found ${n.reason}; ${r}`)}function S(e){return e===`reports`?`PATH`:e===`thresholds`?`--threshold`:`--${e}`}function C(e){try{let t={...v,..._};return h({args:[...e],options:t,allowPositionals:!0})}catch(e){throw new d(`${w(e)}--help lists the options`)}}function w({code:e,message:t}){let[n=t]=t.split(/\.\s|\n/),[,r=``]=e===`ERR_PARSE_ARGS_UNKNOWN_OPTION`?/'--([\w-]+)/.exec(n)??[]:[],i=c(r,[...Object.keys(_),...Object.keys(v)]),a=n.replace(/^Option '([^' ]+)[^']*' argument (missing|is ambiguous).*/s,`$1: expected a value, found none`);return i===null||r===``?`${a}; `:`${a}: did you mean --${i}? `}function T(e){return process.stdout.write(e),0}export{y as main};