import{n as e}from"./package.js";import{At as t,Bt as n,Ct as r,Dt as i,Et as a,Gt as o,Ht as s,Jt as c,Kt as l,Lt as u,Mt as d,Ot as f,P as p,Rt as ee,St as m,T as h,Ut as te,Yt as g,_t as _,a as v,bt as y,c as ne,d as re,dt as ie,f as ae,ft as oe,gt as se,ht as ce,i as b,kt as le,l as ue,mt as de,n as fe,nt as pe,o as me,ot as x,p as he,qt as ge,r as _e,rt as S,s as C,t as ve,u as ye,ut as be,vt as xe,wt as Se,xt as Ce,yt as we,zt as Te}from"./folder.js";import{i as w,n as T,r as Ee,t as De}from"./log.js";import{Gt as E,H as D,Nt as Oe,Ot as ke,pt as O,ut as k,vt as Ae,y as A}from"./ratewords.js";import{parseArgs as je}from"node:util";import{Readable as Me}from"node:stream";import{existsSync as Ne,lstatSync as Pe,mkdirSync as Fe,readFileSync as j,renameSync as Ie,rmSync as M,rmdirSync as Le,statSync as Re,writeFileSync as N}from"node:fs";import{basename as ze,dirname as P,extname as Be,isAbsolute as Ve,join as F,relative as He,resolve as I,sep as Ue}from"node:path";import{spawn as We}from"node:child_process";import{pipeline as Ge}from"node:stream/promises";const Ke={output:{type:`string`},config:{type:`string`},"user-throughput":{type:`string`},variant:{type:`string`},only:{type:`string`},"length-tolerance":{type:`string`},gpus:{type:`string`},accelerator:{type:`string`},label:{type:`string`},plots:{type:`string`,multiple:!0},html:{type:`string`},open:{type:`boolean`},json:{type:`boolean`},quiet:{type:`boolean`},color:{type:`string`},effects:{type:`string`},"baseline-runs":{type:`string`},"fail-on":{type:`string`,multiple:!0},explain:{type:`boolean`},timings:{type:`boolean`},help:{type:`boolean`,short:`h`},version:{type:`boolean`}},L={...Object.fromEntries(u.flatMap(o).map(e=>[e,{type:`string`,multiple:!0}])),...Ke};function qe(e){try{return je({args:Je(e),options:L,allowPositionals:!0})}catch(e){throw new w(`${Ze(e)}--help lists the options`)}}function Je(e){let t=e.includes(`--`)?e.indexOf(`--`):e.length,n=[];for(let[r,i]of e.entries()){let a=e[r-1]??``;r<t&&Ye.test(i)&&Xe(a)?n.push(`${n.pop()}=${i}`):n.push(i)}return n}const Ye=/^-\s*\.?\d/;function Xe(e){let t=e.slice(2);return e.startsWith(`--`)&&Object.hasOwn(L,t)&&L[t].type===`string`}function Ze({code:e,message:t}){let[n=t]=t.split(/\.\s|\n/),[,r=``]=e===`ERR_PARSE_ARGS_UNKNOWN_OPTION`?/'--([\w-]+)/.exec(n)??[]:[],i=d(r);if(i!==null)return`--${r}: expected a flag, found an option that is only ${i}; `;let a=g(r,Object.keys(L)),o=n.replace(/^Option '([^' ]+)[^']*' argument (missing|is ambiguous).*/s,`$1: expected a value, found none`);return a===null||r===``?`${o}; `:`${o}: did you mean --${a}? `}const Qe={model:`model`,accelerator:`accelerator`,configuration:`configuration`,gpus:`number of GPUs`},$e={accelerator:`accelerator`,configuration:`label`,gpus:`gpus`},et=Object.keys(Qe);function tt({folder:e,runs:t,scenarios:n,gaps:i}){let o=`${O(t,`run`)} in ${O(n.length,`scenario`)}`;return[`Found in ${a(e)}: ${o}`,...n.flatMap(({scenario:e,front:t})=>[``,Se(e),[...xe(e),r(e),t.length===0?`no front`:`${k(t.length)} on the front`].join(` · `),...nt(e.configurations)]),...ot(i)]}function nt(e){let t=e.length-30,n=e.slice(0,30).map(({id:e,points:t})=>[i(a(e),40),rt(t)]),r=Math.max(...n.map(([e])=>e.length)),o=n.map(([e,t])=>`  ${e.padEnd(r)}  ${t}`);return t>0?[...o,`  and ${O(t,`more configuration`)}`]:o}function rt(e){return[...A(e.map(({load:e})=>e),it)].map(([e,t])=>at(e,t)).join(`; `)}function it(e){return e.condition===null?D(e)===null?e.rate===null?`other`:`rate`:e.rate===null?`concurrency`:`other`:`other`}function at(e,t){return e===`concurrency`?`concurrency ${y(t.map(e=>k(D(e))))}`:e===`rate`?`${y(t.map(({rate:e})=>we(e)))} requests/s`:y([...new Set(t.map(Ce))])}function ot(e){if(e.length===0)return[];let t=et.filter(t=>e.some(e=>e.gaps.includes(t))),n=t.flatMap(e=>$e[e]??[]).map(e=>`--${e}`);return[``,`Not stated`,...t.map(t=>`  ${Qe[t]}: ${O(st(t,e),`run`)}`),`  in ${y(e.map(({match:e})=>m(e)))}`,`State it by path under overrides in the config file${n.length===0?``:`, or for all with ${n.join(`, `)}`}.`]}function st(e,t){return t.reduce((t,n)=>t+(n.gaps.includes(e)?n.runs:0),0)}const ct=[`ttft-p99`,`ttft`,`tpot-p99`,`tpot`,`itl`,`e2el-p99`,`e2el`];function lt({scenarios:e}){let t=e.map(({scenario:e})=>ce(e)).filter(e=>e.length>0),n=[...new Set(t.flatMap(_))].sort((e,t)=>e-t),r=e=>t.filter(t=>se(t,e)!==null).length,i=Math.max(0,...n.map(r)),a=n.filter(e=>r(e)===i),o=Math.max(1,(a.length-1)/2);return[...new Set(Array.from({length:3},(e,t)=>a[Math.round(t*o)]))].flatMap(e=>e??[])}function ut({scenarios:e}){let t=e.flatMap(({scenario:e})=>E(e)).map(({point:e})=>e.metrics);for(let e of ct){let n=t.flatMap(t=>t[e]??[]).sort((e,t)=>e-t),r=n[Math.floor((n.length-1)/2)];if(r===void 0||r<=0)continue;let i=pt(r);return{metric:e,limit:i,kept:n.filter(e=>e<=i).length,of:t.length}}return null}function dt({scenarios:e},t){return e.some(({scenario:e})=>E(e).some(({point:e})=>e.metrics[t]!==null))}function ft(e){return ke.find(t=>t.id===e)?.unit??``}function pt(e){let t=10**Math.floor(Math.log10(e)),n=[1,2,5,10].find(n=>n*t>=e)??10;return Number((n*t).toPrecision(1))}var mt=t();function R(e){return typeof e==`number`||/^[\x20-\x7e\p{L}]*$/u.test(e)?(0,mt.stringify)(e,{lineWidth:0}).trimEnd():ht(e)}function ht(e){let t=e=>Array.from({length:e.length},(t,n)=>`\\u${e.charCodeAt(n).toString(16).padStart(4,`0`)}`);return JSON.stringify(e).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,e=>t(e).join(``))}function z(e){return`# ${a(e)}`}function B(e){return e.map(e=>`#${e}`)}const gt={model:`the name of the model`,accelerator:`such as H100`,configuration:`such as 2R-TP4, or 1P-TP8/1D-TP8`,gpus:`how many served`};function _t(e){return`${[vt(e),yt(e),bt(e),xt(e),St(e),wt(e)].filter(e=>e.length>0).map(e=>e.join(`
`)).join(`

`)}\n`}function vt({folder:e,runs:t}){return[z(`Options of pareto-report, for ${O(t,`run`)} found in ${m(e)}.`),z(`A flag or an input wins over this file. A # without a space after it switches an option off: take it away to use it.`)]}function yt(e){let t=lt(e),n=`at: [${(t.length>0?t:[20,50]).join(`, `)}]`;return[z(`Speeds in tok/s/user that your users need: the report leads with the best tok/s/GPU at each.`),...t.length>0?[n]:B([n])]}function bt(e){let t=[...dt(e,`output-throughput`)?[`output-throughput: -10%`]:[],...e.scenarios.some(({front:e})=>e.length>0)?[`front: -7%`]:[]],n=z(`What fails the job: the largest fall (-10%) or rise (+15%) against the baseline.`);return t.length===0?[n,...B([`thresholds:`,`  ttft: +15%`])]:[n,`thresholds:`,...t.map(e=>`  ${e}`)]}function xt(e){let t=ut(e);if(t===null)return[];let{metric:n,limit:r,kept:i,of:a}=t;return[z(`Objectives mark the points that meet them, and gate nothing: ${i} of ${O(a,`point`)} would meet this one.`),...B([`slo:`,`  ${n}: <= ${r} # ${ft(n)}`])]}function St({gaps:e}){if(e.length===0)return[];let t=e.slice(20);return[z(`What these results do not state. Without GPUs there is no tok/s/GPU and no front: put in what served.`),...B([`overrides:`,...e.slice(0,20).flatMap(Ct)]),...t.length===0?[]:[z(`… and so on for ${O(t.length,`more group`)} of files.`)]]}function Ct({match:e,configuration:t,gaps:r,runs:i}){return[`  - match: ${R(e)} ${z(`${m(t)}, ${O(i,`run`)}`)}`,...r.map(e=>`    ${e}: ${n} ${z(gt[e])}`)]}function wt({scenarios:e}){let t=e.flatMap(({scenario:e})=>e.configurations.flatMap(Tt)),r=[...new Set(t)].sort();return[z(`What a GPU-hour costs you, in dollars, such as 2.50: adds the cost of a million output tokens.`),...B([`price:`,...(r.length>0?r:[`H100`]).map(e=>`  ${R(e)}: ${n}`)])]}function Tt({deployment:e}){let t=e.roles.flatMap(({accelerator:e})=>e??[]);return t.length>0?t:[e.accelerator??[]].flat()}function Et({root:e,isGit:t,branch:n,isDefault:r,workflow:i,config:a,hasGaps:o}){return[`Next`,...[`replace the step “Run the benchmark” in ${i} by yours`,...r?[]:[`check the branch there: ${n===null?`main`:m(n)} was assumed`],o?`state in ${a} what the results do not, and review the rest`:`review ${a}`,t?`commit both files, push them, and open a pull request`:`move .github to the root of your repository (${e} is not in one), and commit it`].map((e,t)=>`  ${t+1}. ${e}`)]}const V={force:{type:`boolean`}},H=`init FOLDER [--force]`;function Dt(e){let{values:t,positionals:n,tokens:r}=je({args:[...e],options:V,allowPositionals:!0,strict:!1,tokens:!0});for(let e of r){if(e.kind!==`option`||e.name in V&&e.value===void 0)continue;let t=ge(e.rawName,[`--force`]);throw new w(`init ${e.rawName}: expected ${H}, found another option; ${t}--help lists them`)}let[i,...a]=n;if(i===void 0||i===``)throw new w(`init: expected ${H}, found no folder; add the one with your results, or give ./init for a path of that name`);if(a.length>0)throw new w(`init: expected one folder, found ${n.length}; give the one above them`);return{given:i,force:t.force===!0}}function Ot({folder:e,branch:t,name:n,action:r}){let i=R(At(e));return`${z(`Measures each pull request, and compares it with the run at its merge base on ${m(t)}.`)}
#
# The push to that branch leaves the artifact that pull requests find their baseline in. A pull request from a fork has a
# token that only reads: it gets its job summary, and no comment.
name: ${R(kt(n))}
on:
  pull_request:
  push:
    branches: [${R(jt(t))}]
permissions:
  contents: write # pictures, on a ref of their own; read is enough with images: off
  pull-requests: write # the comment
  actions: read # the baseline: the artifact of an earlier run
concurrency:
  group: ${n}-\${{ github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}
jobs:
  benchmark:
    runs-on: [self-hosted, gpu] # where your accelerators are
    timeout-minutes: 120
    steps:
      - uses: actions/checkout@v5
        with:
          # The pull request's own commit, whose baseline is where it branched off; by default it is merged into the branch.
          ref: \${{ github.event.pull_request.head.sha || github.sha }}
          persist-credentials: false
      # Yours to fill in: run the benchmark, and leave its results, and no older ones, in the folder below.
      - name: Run the benchmark
        run: |
          echo "::error::Replace this step by your benchmark"
          exit 1
      - uses: ${r}
        with:
          reports: ${i}
          baseline: auto
          # On the branch itself a point that is gone does not fail: it was removed on purpose.
          fail-on: regression, not-comparable, baseline-error\${{ github.event_name == 'pull_request' && ', missing' || '' }}
`}function kt(e){return`${e.charAt(0).toUpperCase()}${e.slice(1)}`.replaceAll(`-`,` `)}function At(e){return e.replaceAll("${{","${{ '${{' }}")}function jt(e){return e.replace(/[+*?[\]!\\]/g,`\\$&`)}function Mt(e){for(let t=e;;t=P(t)){let n=F(t,`.git`);if(Ne(n))return{root:t,isGit:!0,...Nt(n)};if(t===P(t))return{root:e,isGit:!1,branch:null,isDefault:!1}}}function Nt(e){let t=Pt(e),n=I(t,W(F(t,`commondir`)).trim()),r=U(F(n,`refs/remotes/origin/HEAD`),`refs/remotes/origin/`);return{branch:r??U(F(t,`HEAD`),`refs/heads/`),isDefault:r!==null}}function Pt(e){return Re(e).isDirectory()?e:I(P(e),/^gitdir: (.+)$/m.exec(W(e))?.[1]??`.`)}function U(e,t){let[,n=``]=/^ref: (\S+)\s*$/.exec(W(e))??[];return n.startsWith(t)?n.slice(t.length):null}function W(e){return Ne(e)?j(e,`utf8`):``}function G(e,t){return t.filter(t=>K(F(e,t))!==null)}function Ft(e){return K(e)?.isFile()?j(e,`utf8`):null}function It(e,t,n){let r=[],i=[];try{for(let{path:n,text:a}of t){Rt(e,P(n),r);let t=F(e,`${n}.${process.pid}.incomplete`);i.push(()=>M(t,{force:!0})),N(t,a,{flag:`wx`})}for(let{path:r}of t){let t=F(e,r),a=Lt(t,r,n);Ie(`${t}.${process.pid}.incomplete`,t),i.push(()=>a===null?M(t,{force:!0}):N(t,a))}}catch(e){for(let e of i.toReversed())e();for(let e of r.toReversed())Le(e);throw e instanceof w||!(e instanceof Error&&`syscall`in e)?e:new w(`init: expected to write ${t.map(({path:e})=>e).join(` and `)}: ${e.message}`)}}function Lt(e,t,n){let r=K(e);if(r===null)return null;if(!r.isFile())throw new w(`init: expected no more than a file at ${t}, found a folder or a link; move it away`);if(!n)throw new w(`init: ${t} is there already; add --force to replace it`);return j(e)}function Rt(e,t,n){for(let[r]of t.split(`/`).entries()){let i=t.split(`/`).slice(0,r+1).join(`/`),a=F(e,i),o=K(a);if(o?.isDirectory()===!1)throw new w(`init: expected a folder at ${i}, found a file or a link; move it away`);o===null&&(Fe(a),n.push(a))}}function K(e){try{return Pe(e)}catch(e){let{code:t}=e;if(t===`ENOENT`||t===`ENOTDIR`)return null;throw e}}function zt({model:e,deployment:{label:t,accelerator:n,gpus:r}}){let i={model:e,accelerator:n,configuration:t,gpus:r};return Object.keys(i).filter(e=>i[e]===null)}function Bt(e,t){let n=e.map(e=>({path:de(e),gaps:zt(e),configuration:t(e)}));return q(Vt(n.map(({path:e})=>e)),n).filter(({gaps:e})=>e.length>0).map(({match:e,gaps:t,configuration:n,files:r})=>({match:e,gaps:t,configuration:n,runs:r.length}))}function Vt(e){let[t]=Y(e);return t.slice(0,t.lastIndexOf(`/`)+1)}function q(e,t){let[n]=t;return n===void 0?[]:t.every(e=>J(e)===J(n))?[{...n,match:`${X(e)}**`,files:t}]:[...A(t,({path:t})=>/^[^/]*\//.exec(t.slice(e.length))?.[0]??``)].flatMap(([t,n])=>t===``?Ht(n):q(e+t,n))}function Ht(e){return[...A(e,J).values()].flatMap(t=>{let[n]=t;if(n===void 0)return[];let r=e.filter(e=>!t.includes(e)),[i,a]=Y(t.map(({path:e})=>e));return t.length>1&&!r.some(({path:e})=>e.startsWith(i)&&e.endsWith(a))?[{...n,match:`${X(i)}*${X(a)}`,files:t}]:t.map(e=>({...e,match:X(e.path),files:[e]}))})}function J({gaps:e,configuration:t}){return JSON.stringify([e,t])}function Y([e=``,...t]){let n=n=>t.every(t=>t.startsWith(e.slice(0,n))),r=0;for(;r<e.length&&n(r+1);)r+=1;let i=Math.min(...[e,...t].map(e=>e.length))-r,a=0;for(;a<i&&t.every(t=>t.endsWith(e.slice(e.length-a-1)));)a+=1;return[e.slice(0,r),e.slice(e.length-a)]}function X(e){return e.replace(/[\\*?[\]{}()!+@|^$"]/g,`?`)}const Ut={candidate:`reports`,config:null,history:ie};async function Wt(e,t,n){let r=new x(t),[i]=r.unfound([e]);if(i!==void 0)throw new w(`init ${e}: expected a folder with results, found ${i.reason}; give the one that the benchmark wrote`);let a=Te([{values:{reports:[e]},nameOf:s}]),{candidate:o}=await he(a,r,Ut,n),c=h(o.problems),l=c.filter(({severity:e})=>e!==`notice`);return n.problems(l,[]),ye({kept:o.runs,leftOut:[]},o,c,s),{folder:e,runs:o.runs.length,...Gt(o.runs,a)}}function Gt(e,t){let{sides:n,places:r}=ae(e,[],be(e,t.variant),ue(t,{prices:Oe}));return{scenarios:n.flatMap(({candidate:e})=>e===null?[]:[Ae(e)]),gaps:Bt(e,e=>r.get(e)?.configuration??``)}}const Kt=`pareto-report/pareto-report`,qt=`.github/workflows`,Jt=[`benchmark`,`pareto-report`];async function Yt(e,t,n){let{given:r,force:i}=Dt(e),a=Mt(t),o=Xt(a,r,t),s=await Wt(o,a.root,n),c=Zt(a.root),l=[{path:c,text:Ot(en(o,ze(c,Be(c)),a))},{path:$t(a.root),text:_t(s)}];tn(a.root,l,i),It(a.root,l,i);let u={workflow:c,config:l[1].path},d=a.root===t?``:` in ${T(a.root)}`,f=l.map(({path:e})=>`Wrote ${e}${d}`),p=Et({...a,...u,hasGaps:s.gaps.length>0});return`${[...tt(s),``,...f,``,...p].join(`
`)}\n`}function Xt({root:e},t,n){let r=He(e,I(n,t)).split(Ue).join(`/`)||`.`;if(r.split(`/`)[0]===`..`||Ve(r))throw new w(`init ${t}: expected a folder in ${e}, found one outside; copy some results into the repository, where the workflow will leave them`);if(/[\r\n]/.test(r)||r.trim()!==r)throw new w(`init ${JSON.stringify(t)}: expected a name that an input can hold, found a line break, or a space at its end; rename the folder`);return r}function Zt(e){let t=Jt.map(t=>({name:t,there:G(e,Qt(t))})),n=t=>Ft(F(e,t))?.includes(`${Kt}@`)===!0,r=t.find(({there:e})=>e.every(n))??t.at(-1);return r?.there[0]??Qt(r?.name??``)[0]}function Qt(e){return[`${qt}/${e}.yml`,`${qt}/${e}.yaml`]}function $t(e){let[t=``,n=``]=f,[r,i]=G(e,f);if(i===void 0)return r??t;throw new w(`init: expected one of ${t} and ${n}, found both; keep one of them`)}function en(t,n,{branch:r}){let i=Math.max(1,Number(e.split(`.`)[0]));return{folder:t,name:n,branch:r??`main`,action:`${Kt}@v${i}`}}function tn(e,t,n){let r=G(e,t.map(({path:e})=>e));if(r.length===0||n)return;let i=r.length===1?`is`:`are`,a=r.length===1?`it`:`them`;throw new w(`init: ${r.join(` and `)} ${i} there already, and nothing was written; add --force to replace ${a}`)}async function nn(e,{json:t,quiet:n,output:r,screen:i},{stdout:a,stderr:o}){let{report:s,explanation:c}=e;if(t?await rn(p(s),a):n?a.write(_e(s,i)):a.write(fe(s,i,an(e,r))),c===null)return;let l=c.split(`
`).flatMap(e=>on(e,i));(t?o:a).write(l.join(`
`))}async function rn(e,t){await Ge(Me.from(e),t,{end:!1}).catch(e=>{if(e.code!==`EPIPE`&&e.code!==`ERR_STREAM_PREMATURE_CLOSE`)throw e})}function an({html:e,report:t},n){let r=e=>T(F(n,e));return{summary:r(`summary.md`),page:e===null?null:r(e),others:[`report.json`,`runs.csv`,...t.plots.length===0?[]:[`plots/`]]}}function on(e,{columns:t}){if(t===null)return[e];let[n=``]=/^ */.exec(e)??[];return S(e.slice(n.length),t-n.length,2).map(e=>n+e)}const sn=`\r\x1B[K`,cn=[`SIGINT`,`SIGTERM`,`SIGHUP`];var ln=class{#e;#t;#n;#r=null;#i=[];constructor(e,t=process,n=()=>performance.now()){this.#e=e,this.#t=t,this.#n=n}show(e){let t=this.#n();this.#r!==null&&t-this.#r<50||(this.#i.length===0&&this.#a(),this.#r=t,this.#e.write(`${sn}${pe(e,(this.#e.columns??80)-1,`end`)}`))}clear(){for(let[e,t]of this.#i)this.#t.off(e,t);this.#i=[],this.#r!==null&&(this.#r=null,this.#e.write(sn))}#a(){let e=()=>this.clear(),t=cn.map(e=>[e,()=>{this.clear(),this.#t.kill(this.#t.pid,e)}]);this.#i=[[`uncaughtExceptionMonitor`,e],[`exit`,e],...t];for(let[e,t]of this.#i)this.#t.once(e,t)}};const un={error:`bad`,warning:`doubtful`,notice:`strong`},dn={read:`Reading files`,draw:`Drawing pictures`};var fn=class{#e;#t;#n;#r=new De;#i=0;constructor(e,t,n=process){this.#e=e,this.#t=t,this.#n=t.isLive&&!t.isQuiet?new ln(e,n):null}progress(e,t,n){let r=`${t.toLocaleString(`en`)} of ${n.toLocaleString(`en`)}`;this.#n===null?e===`read`&&n>=500&&this.#a(`read ${r} files`,t===n):this.#n.show(`${dn[e]}: ${r}`)}problems(e){let t=this.#t.isQuiet?e.filter(({severity:e})=>e===`error`):e;for(let e of t.slice(0,50))this.#o(e);let n=t.length-50;n>0&&this.#s(`and ${n.toLocaleString(`en`)} more problems, all in report.json`)}stage(e){let{total:t,stage:n}=this.#r.lap();this.#n?.clear(),this.#t.timings&&this.#s(`${e.padEnd(8)} ${n.toFixed(0).padStart(6)} ms, at ${t.toFixed(0)} ms`)}end(){this.#n?.clear()}#a(e,t){let n=performance.now();this.#t.isQuiet||!t&&n-this.#i<1e3||(this.#i=n,this.#s(e))}#o(e){let{color:t}=this.#t.screen,n=Ee(e),r=T(`${n===``?``:`${n}: `}`),i=`${e.severity}: `,a=T(` [${e.code}]`);this.#s(`${r}${i}${e.message}${a}`,n=>n.replace(r+i,()=>r+b(i,un[e.severity],t)).replace(a,()=>b(a,`faint`,t)))}#s(e,t=e=>e){this.#n?.clear();let n=S(T(e),this.#t.screen.columns,2).map(t);this.#e.write(`${n.join(`
`)}\n`)}};const Z=`pareto-report:`;var pn=class{color=`auto`;#e;#t;constructor(e,t){this.#e=e,this.#t=t}get screen(){return C(this.#e,this.#t,this.color)}print(e){let{columns:t,color:n}=this.screen,[r=``,...i]=S(`${Z} ${e}`,t,2);this.#e.write(`${[r.replace(Z,b(Z,`bad`,n)),...i].join(`
`)}\n`)}};const mn=`PARETO_REPORT_PAGE`;async function hn(e,t){let n=gn(e,t);if(n===null)return`there is no display here`;let{program:r,args:i,options:a}=n;return new Promise(e=>{let t=We(r,i,{...a,detached:!0,stdio:`ignore`});t.once(`error`,({message:t})=>e(`${r} cannot be started (${t})`)),t.once(`spawn`,()=>{t.unref(),e(null)})})}function gn(e,{platform:t,env:n}){return t===`darwin`?{program:`open`,args:[e],options:{env:n}}:t===`win32`?{program:`cmd`,args:[`/d`,`/v:on`,`/c`,`start "" "!${mn}!"`],options:{env:{...n,[mn]:e},windowsVerbatimArguments:!0}}:[n.DISPLAY,n.WAYLAND_DISPLAY,n.BROWSER].some(e=>e)?{program:`xdg-open`,args:[e],options:{env:n}}:null}async function _n(t){let n=new pn(process.stderr,process.env);try{let[r,...i]=t;if(r===`init`&&!vn(i)){let e=bn(n,{});return $(await Yt(i,process.cwd(),e).finally(()=>e.end()))}let{values:a,positionals:o}=qe(t);return a.help?$(`Usage: pareto-report PATH... [options]
       pareto-report init FOLDER [--force]

Reads LLM-inference benchmark reports, finds each scenario's Pareto front of
tok/s/user against tok/s/GPU, compares it with earlier runs, and writes
summary.md, report.html, report.json, runs.csv and plots.

  PATH                   a report, a folder searched recursively, or a glob;
                         any file may be a pipe

Examples
  pareto-report results --at 30
      which configuration gives the most tok/s/GPU at 30 tok/s/user
  pareto-report results --baseline last-week --threshold ttft-p99=+15%
      what was lost since then; if anything was, the exit status is 1

init FOLDER
  writes .github/workflows/benchmark.yml and .github/pareto-report.yml for the
  results in FOLDER, after showing how they were grouped; --force replaces files
  that are there (for a path called init, give ./init)

What is read
  --filter KEY=GLOB      keep runs whose model, accelerator, configuration or
                         harness matches; repeatable
  --only KIND            aggregated or disaggregated
  --gpus N, --accelerator NAME, --label CONFIGURATION
                         what a report does not say; a label is like 2R-TP4 or
                         1P-TP8/1D-TP8
  --price NAME=DOLLARS   what a GPU-hour costs, such as H100=2.50: adds cost, $
                         per million output tokens; repeatable, or separated by
                         commas; H100 is for all accelerators with that word
  --variant WHICH        what keeps deployments of one shape apart: auto,
                         directory, none, or a regular expression on the path
                         whose first group is the variant (auto)
  --length-tolerance SHARE
                         largest difference of mean lengths in one scenario
                         (0.05)
  --user-throughput WHICH
                         tok/s/user as output tok/s ÷ concurrency, or 1000 ÷
                         mean TPOT in ms: concurrency or tpot (concurrency)

What to ask
  --at TOKS_PER_USER     tok/s/user at which the front is read: the best
                         tok/s/GPU for users of that speed; repeatable (round
                         speeds: 10, 20, 50, …)
  --baseline PATH        an earlier run to compare with: its reports, or its
                         report.json; repeatable, one run each; parts of one
                         run are joined by a comma
  --baseline-runs N      how many earlier runs are used, the newest (5)
  --threshold METRIC=BOUND
                         -10% (largest fall), +15% (largest rise), >=500 or
                         <=200, on any metric, on front, on front@50 or
                         cost@50 (read at 50 tok/s/user), on capacity or on
                         curve; repeatable, or separated by commas
                         (output-throughput=-10%, capacity=-10%, curve=-10%,
                         front=-7%)
  --effects BOUND        least loss that a whole sweep, configuration or load
                         may show, such as -5%, or off (-2% of throughput, +5%
                         of mean latencies, +10% of tails)
  --fail-on LIST         what makes the exit status 1: regression, missing,
                         inconclusive, not-comparable (nothing could be
                         compared), missing-baseline (there is none yet),
                         baseline-error (it could not be fetched or read),
                         rejected-report; or never (regression, not-comparable,
                         baseline-error)

What is written
  --output DIR           where the report goes (pareto-report)
  --plots WHICH          all, none, or names separated by commas: tradeoff,
                         ttft, ttft-p99, tpot, tpot-p99, e2el, e2el-p99, total,
                         cost, energy (tokens per joule),
                         latency (by request rate), trend (of earlier runs)
                         (tradeoff, latency, trend, cost where there is a
                         price, and the latency that an objective is on)
  --html WHICH           auto writes report.html, the report as one interactive
                         page; none does not (auto)

What is printed
  --json                 report.json on stdout, and nothing else
  --quiet                only the verdict and what --at asks for, and only
                         errors on stderr
  --color WHEN           auto, always or never; auto colours a terminal, and
                         heeds NO_COLOR and FORCE_COLOR (auto)
  --open                 open report.html in a browser
  --explain              what each file was taken for: its measurement, facts,
                         words of its name, key, counterpart; with --json on
                         stderr
  --timings              where the time went, on stderr
  --config FILE          options by name, in YAML (.github/pareto-report.yml or
                         .yaml, if there)
  --help, --version

Exit status: 0 success; 1 the gate failed; 2 bad usage, or no run could be read;
70 a bug in pareto-report.
`):a.version?$(`pareto-report ${e}\n`):(n.color=xn(a.color),await yn(a,o,n))}catch(e){if(!(e instanceof w))throw e;return n.print(e.message),2}}function vn(e){return e.some(e=>e===`--help`||e===`-h`)}async function yn(e,t,n){let{stdout:r,env:i}=process,a=new x(process.cwd()),o=await le(e.config??null,a,Q),s=te({...e},u,Q),c=[...t,...Sn(s.reports)];wn(t,a);let l=[{values:{...s,reports:c},nameOf:Q},o],d=Te(l),f=ee(l);Cn(a,Sn(s.baseline)),e.open&&Tn(d.html);let{json:p=!1,quiet:m=!1}=e,h=bn(n,e),g={source:a,target:new ve(process.cwd(),f(`output`)),log:h,today:(/* @__PURE__ */ new Date()).toISOString().slice(0,10)},_={...ne,config:o.file,nameOf:f,explains:e.explain??!1},v=await re(d,g,_).finally(()=>h.end()),y=C(r,i,n.color);await nn(v,{json:p,quiet:m,output:d.output,screen:y},process),e.open&&await En(v.html===null?null:F(d.output,v.html),n);for(let e of v.failures)n.print(`the gate failed: ${e}`);return+(v.failures.length>0)}function bn({screen:e},{quiet:t=!1,timings:n=!1}){let{stderr:r,env:i}=process;return new fn(r,{screen:e,isLive:me(r,i),isQuiet:t,timings:n})}function xn(e){let t=e===void 0?`auto`:v.find(t=>t===e);if(t!==void 0)return t;throw new w(`--color: ${c(l(v),e??``,v)}`)}function Sn(e){return Array.isArray(e)?e.map(String):[]}function Cn(e,t){let n=t.filter(e=>e!==``),[r]=e.unfound(n.flatMap(t=>oe(t,e)));if(r===void 0)return;let i=r.path===`auto`?`auto works only in the Action`:`give the path of one`;throw new w(`--baseline ${r.path}: expected reports of an earlier run, found ${r.reason}; ${i}`)}function wn([e=``],t){if(/^\w+$/.test(e)&&g(e,[`init`])!==null&&t.unfound([e]).length!==0)throw new w(`${e}: expected a report, folder or glob, found none of that name; did you mean init?`)}function Tn(e){if(e!==`auto`)throw new w(`--open: expected a report.html to open, found html: none; leave out one of the two`)}async function En(e,t){let n=e===null?`it could not be made`:await hn(I(e),process);n!==null&&t.print(`--open: report.html could not be opened: ${n}`)}function Q(e){return e===`reports`?`PATH`:e===`thresholds`?`--threshold`:`--${e}`}function $(e){return process.stdout.write(e),0}export{_n as main};