import{t as e}from"./package.js";import{$ as t,J as n,gt as r,ht as i,it as a,mt as o,n as s,q as c,r as l,t as u,tt as d}from"./folder.js";import{i as f,n as p,r as m,t as h}from"./log.js";import{parseArgs as g}from"node:util";import{join as _,resolve as v}from"node:path";import{spawn as y}from"node:child_process";var b=class{#e;#t;#n=new h;#r=0;constructor(e,t){this.#e=e,this.#t=t}progress(e,t){let n=performance.now();t<500||e<t&&n-this.#r<1e3||(this.#r=n,this.#i(`read ${e.toLocaleString(`en`)} of ${t.toLocaleString(`en`)} files`))}problems(e){for(let t of e.slice(0,50)){let e=m(t);this.#i(`${e===``?``:`${e}: `}${t.severity}: ${t.message} [${t.code}]`)}let t=e.length-50;t>0&&this.#i(`and ${t.toLocaleString(`en`)} more problems, all in report.json`)}stage(e){let{total:t,stage:n}=this.#n.lap();this.#t&&this.#i(`${e.padEnd(8)} ${n.toFixed(0).padStart(6)} ms, at ${t.toFixed(0)} ms`)}#i(e){this.#e.write(`${p(e)}\n`)}};const x=`PARETO_REPORT_PAGE`;async function S(e,t){let n=C(e,t);if(n===null)return`there is no display here`;let{program:r,args:i,options:a}=n;return new Promise(e=>{let t=y(r,i,{...a,detached:!0,stdio:`ignore`});t.once(`error`,({message:t})=>e(`${r} cannot be started (${t})`)),t.once(`spawn`,()=>{t.unref(),e(null)})})}function C(e,{platform:t,env:n}){return t===`darwin`?{program:`open`,args:[e],options:{env:n}}:t===`win32`?{program:`cmd`,args:[`/d`,`/v:on`,`/c`,`start "" "!${x}!"`],options:{env:{...n,[x]:e},windowsVerbatimArguments:!0}}:[n.DISPLAY,n.WAYLAND_DISPLAY,n.BROWSER].some(e=>e)?{program:`xdg-open`,args:[e],options:{env:n}}:null}const w={output:{type:`string`},config:{type:`string`},"user-throughput":{type:`string`},variant:{type:`string`},only:{type:`string`},"length-tolerance":{type:`string`},gpus:{type:`string`},accelerator:{type:`string`},label:{type:`string`},plots:{type:`string`},html:{type:`string`},open:{type:`boolean`},effects:{type:`string`},"baseline-runs":{type:`string`},"fail-on":{type:`string`,multiple:!0},explain:{type:`boolean`},timings:{type:`boolean`},help:{type:`boolean`,short:`h`},version:{type:`boolean`}},T=Object.fromEntries(d.flatMap(i).map(e=>[e,{type:`string`,multiple:!0}]));async function E(r){try{let{values:i,positionals:c}=M(r);if(i.help)return P(`Usage: node dist/cli.js PATH... [options]

Reads LLM-inference benchmark reports, finds each scenario's Pareto front of tok/s/user against
tok/s/GPU, and writes report.json, summary.md, report.html, runs.csv and plots.

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
  --price NAME=DOLLARS        what a GPU-hour costs, such as H100=2.50: adds the metric cost, $ per million output
                              tokens; repeatable, or separated by commas. A NAME fits accelerators that have its words
  --plots WHICH               all, none, or names separated by commas: tradeoff, ttft, ttft-p99, tpot, tpot-p99, e2el,
                              e2el-p99, total, cost, energy (tokens per joule), latency (by request rate), trend (of
                              earlier runs)
                              (tradeoff, latency, trend, with a price cost, and the latency that an objective is on)
  --html WHICH                auto writes report.html, the report as one interactive page; none does not (auto)
  --open                      open report.html in a browser
  --baseline PATH             an earlier run to compare with: its reports, or its report.json; repeatable, one run each;
                              parts of one run are joined by a comma
  --baseline-runs N           how many earlier runs are used, the newest  (5)
  --threshold METRIC=BOUND    -10% (largest fall), +15% (largest rise), >=500 or <=200, on any metric, on front, on
                              front@50 or cost@50 (read at 50 tok/s/user), on capacity or on curve; repeatable, or
                              separated by commas
                                       (output-throughput=-10%, capacity=-10%, curve=-10%, front=-7%)
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
`);if(i.version)return P(`pareto-report ${e}\n`);let f=new n(process.cwd()),m=await t(i.config??null,f),h=o({...i},d,j),g=[...c,...D(h.reports)],v=a([{...h,reports:g},m.options],j);O(f,D(h.baseline)),i.open&&k(v.html);let y=new b(process.stderr,i.timings??!1),x={source:f,target:new u(process.cwd()),log:y,today:(/* @__PURE__ */ new Date()).toISOString().slice(0,10)},S=await l(v,x,{...s,config:m.file,explains:i.explain??!1});P(S.terminal);let C=S.html===null?null:_(v.output,S.html);C!==null&&P(`\nExplore interactively: ${p(C)}\n`),i.open&&await A(C);for(let e of S.failures)process.stderr.write(`pareto-report: the gate failed: ${e}\n`);return+(S.failures.length>0)}catch(e){if(!(e instanceof f))throw e;return process.stderr.write(`pareto-report: ${e.message}\n`),2}}function D(e){return Array.isArray(e)?e.map(String):[]}function O(e,t){let n=t.filter(e=>e!==``),[r]=e.unfound(n.flatMap(t=>c(t,e)));if(r===void 0)return;let i=r.path===`auto`?`auto is for the Action alone`:`give the path of one`;throw new f(`--baseline ${r.path}: expected reports of an earlier run, found ${r.reason}; ${i}`)}function k(e){if(e!==`auto`)throw new f(`--open: expected a report.html to open, found html: none; leave one of the two out`)}async function A(e){let t=e===null?`there is none, since it could not be made`:await S(v(e),process);t!==null&&process.stderr.write(`pareto-report: --open: report.html is not opened: ${t}\n`)}function j(e){return e===`reports`?`PATH`:e===`thresholds`?`--threshold`:`--${e}`}function M(e){try{let t={...T,...w};return g({args:[...e],options:t,allowPositionals:!0})}catch(e){throw new f(`${N(e)}--help lists the options`)}}function N({code:e,message:t}){let[n=t]=t.split(/\.\s|\n/),[,i=``]=e===`ERR_PARSE_ARGS_UNKNOWN_OPTION`?/'--([\w-]+)/.exec(n)??[]:[],a=r(i,[...Object.keys(w),...Object.keys(T)]),o=n.replace(/^Option '([^' ]+)[^']*' argument (missing|is ambiguous).*/s,`$1: expected a value, found none`);return a===null||i===``?`${o}; `:`${o}: did you mean --${a}? `}function P(e){return process.stdout.write(e),0}export{E as main};