import{V as e,W as t,a as n,i as r,n as i,o as a,q as o,r as s,rt as c,t as l}from"./folder.js";import{parseArgs as u}from"node:util";var d=`0.1.0`,f=class{#e;#t;#n=new i;#r=0;constructor(e,t){this.#e=e,this.#t=t}progress(e,t){let n=performance.now();t<500||e<t&&n-this.#r<1e3||(this.#r=n,this.#i(`read ${e.toLocaleString(`en`)} of ${t.toLocaleString(`en`)} files`))}problems(e){for(let t of e.slice(0,50)){let e=r(t);this.#i(`${e===``?``:`${e}: `}${t.severity}: ${t.message} [${t.code}]`)}let t=e.length-50;t>0&&this.#i(`and ${t.toLocaleString(`en`)} more problems, all in report.json`)}stage(e){let{total:t,stage:n}=this.#n.lap();this.#t&&this.#i(`${e.padEnd(8)} ${n.toFixed(0).padStart(6)} ms, at ${t.toFixed(0)} ms`)}#i(e){this.#e.write(`${s(e)}\n`)}};const p={output:{type:`string`},config:{type:`string`},"user-throughput":{type:`string`},variant:{type:`string`},only:{type:`string`},"length-tolerance":{type:`string`},gpus:{type:`string`},accelerator:{type:`string`},label:{type:`string`},filter:{type:`string`,multiple:!0},plots:{type:`string`},baseline:{type:`string`,multiple:!0},threshold:{type:`string`,multiple:!0},"fail-on":{type:`string`,multiple:!0},timings:{type:`boolean`},help:{type:`boolean`,short:`h`},version:{type:`boolean`}};async function m(r){try{let{values:i,positionals:s}=g(r);if(i.help)return v(`Usage: node dist/cli.js PATH... [options]

Reads LLM-inference benchmark reports, finds each scenario's Pareto front of tok/s/user against
tok/s/GPU, and writes report.json, summary.md, runs.csv and plots.

  PATH                        a report, a folder searched recursively, or a glob
  --output DIR                where the report goes                    (pareto-report)
  --config FILE               options by name, in YAML                 (.github/pareto-report.yml, if there)
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
                              repeatable                               (output-throughput=-10%, front=-7%)
  --fail-on LIST              what makes the exit status 1: regression, missing, inconclusive, not-comparable,
                              missing-baseline, rejected-report; or never (regression)
  --timings                   where the time went, on stderr
  --help, --version

Exit status: 0; 1 the gate failed; 2 bad usage, or not one run read.
`);if(i.version)return v(`pareto-report ${d}\n`);let c=new e(process.cwd()),u=await t(i.config??null,c),p={...i,thresholds:i.threshold,reports:s},m=o([p,u.options],h),_=new f(process.stderr,i.timings??!1),y={source:c,target:new l(process.cwd()),log:_,today:(/* @__PURE__ */ new Date()).toISOString().slice(0,10)},b=await a(m,y,{...n,config:u.file});v(b.terminal);for(let e of b.failures)process.stderr.write(`pareto-report: the gate failed: ${e}\n`);return+(b.failures.length>0)}catch(e){if(!(e instanceof c))throw e;return process.stderr.write(`pareto-report: ${e.message}\n`),2}}function h(e){return e===`reports`?`PATH`:e===`thresholds`?`--threshold`:`--${e}`}function g(e){try{return u({args:[...e],options:p,allowPositionals:!0})}catch(e){throw new c(`${_(e)}; --help lists the options`)}}function _({message:e}){let[t=e]=e.split(/\.\s|\n/);return t.replace(/^Option '([^' ]+)[^']*' argument (missing|is ambiguous).*/s,`$1: expected a value, found none`)}function v(e){return process.stdout.write(e),0}export{m as main};