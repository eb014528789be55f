import{n as e}from"./package.js";import{Ct as t,Dt as n,Et as r,Gt as i,Ht as a,It as o,Jt as s,Kt as c,Lt as l,N as u,Ot as ee,Rt as d,St as f,T as p,Tt as m,Vt as h,Wt as g,_t as _,a as v,at as y,bt as te,c as ne,d as re,dt as ie,f as b,gt as x,ht as ae,i as S,jt as oe,kt as se,l as ce,lt as le,mt as ue,n as de,nt as C,o as fe,p as pe,pt as me,qt as he,r as ge,s as w,t as _e,tt as ve,u as ye,ut as be,vt as xe,xt as T,yt as E,zt as Se}from"./folder.js";import{i as D,n as O,r as Ce,t as we}from"./log.js";import{Gt as k,H as Te,Nt as Ee,Ot as De,pt as A,ut as j,vt as Oe,y as M}from"./ratewords.js";import{parseArgs as N}from"node:util";import{Readable as ke}from"node:stream";import{existsSync as Ae,lstatSync as je,mkdirSync as Me,readFileSync as P,renameSync as Ne,rmSync as Pe,rmdirSync as Fe,statSync as Ie,writeFileSync as Le}from"node:fs";import{basename as Re,dirname as F,extname as ze,isAbsolute as Be,join as I,relative as Ve,resolve as L,sep as He}from"node:path";import{spawn as Ue}from"node:child_process";import{pipeline as We}from"node:stream/promises";const Ge={output:{type:`string`},config:{type:`string`},"user-throughput":{type:`string`},variant:{type:`string`},only:{type:`string`},"length-tolerance":{type:`string`},gpus:{type:`string`},accelerator:{type:`string`},label:{type:`string`},plots:{type:`string`,multiple:!0},html:{type:`string`},open:{type:`boolean`},json:{type:`boolean`},quiet:{type:`boolean`},color:{type:`string`},effects:{type:`string`},"baseline-runs":{type:`string`},"fail-on":{type:`string`,multiple:!0},explain:{type:`boolean`},timings:{type:`boolean`},help:{type:`boolean`,short:`h`},version:{type:`boolean`}},R={...Object.fromEntries(o.flatMap(g).map(e=>[e,{type:`string`,multiple:!0}])),...Ge};function Ke(e){try{return N({args:qe(e),options:R,allowPositionals:!0})}catch(e){throw new D(`${Xe(e)}--help lists the options`)}}function qe(e){let t=e.includes(`--`)?e.indexOf(`--`):e.length,n=[];for(let[r,i]of e.entries()){let a=e[r-1]??``;r<t&&Je.test(i)&&Ye(a)?n.push(`${n.pop()}=${i}`):n.push(i)}return n}const Je=/^-\s*\.?\d/;function Ye(e){let t=e.slice(2);return e.startsWith(`--`)&&Object.hasOwn(R,t)&&R[t].type===`string`}function Xe({code:e,message:t}){let[n=t]=t.split(/\.\s|\n/),[,r=``]=e===`ERR_PARSE_ARGS_UNKNOWN_OPTION`?/'--([\w-]+)/.exec(n)??[]:[],i=oe(r);if(i!==null)return`--${r}: expected a flag, found an option that is only ${i}; `;let a=s(r,Object.keys(R)),o=n.replace(/^Option '([^' ]+)[^']*' argument (missing|is ambiguous).*/s,`$1: expected a value, found none`);return a===null||r===``?`${o}; `:`${o}: did you mean --${a}? `}const z={model:`model`,accelerator:`accelerator`,configuration:`configuration`,gpus:`number of GPUs`},Ze={accelerator:`accelerator`,configuration:`label`,gpus:`gpus`},Qe=Object.keys(z);function $e({folder:e,runs:n,scenarios:r,gaps:i}){let a=`${A(n,`run`)} in ${A(r.length,`scenario`)}`;return[`Found in ${m(e)}: ${a}`,...r.flatMap(({scenario:e,front:n})=>[``,t(e),[..._(e),f(e),n.length===0?`no front`:`${j(n.length)} on the front`].join(` · `),...et(e.configurations)]),...it(i)]}function et(e){let t=e.length-30,n=e.slice(0,30).map(({id:e,points:t})=>[r(m(e),40),tt(t)]),i=Math.max(...n.map(([e])=>e.length)),a=n.map(([e,t])=>`  ${e.padEnd(i)}  ${t}`);return t>0?[...a,`  and ${A(t,`more configuration`)}`]:a}function tt(e){return[...M(e.map(({load:e})=>e),nt)].map(([e,t])=>rt(e,t)).join(`; `)}function nt(e){return e.condition===null?Te(e)===null?e.rate===null?`other`:`rate`:e.rate===null?`concurrency`:`other`:`other`}function rt(e,t){return e===`concurrency`?`concurrency ${E(t.map(e=>j(Te(e))))}`:e===`rate`?`${E(t.map(({rate:e})=>xe(e)))} requests/s`:E([...new Set(t.map(te))])}function it(e){if(e.length===0)return[];let t=Qe.filter(t=>e.some(e=>e.gaps.includes(t))),n=t.flatMap(e=>Ze[e]??[]).map(e=>`--${e}`);return[``,`Not stated`,...t.map(t=>`  ${z[t]}: ${A(at(t,e),`run`)}`),`  in ${E(e.map(({match:e})=>T(e)))}`,`State it by path under overrides in the config file${n.length===0?``:`, or for all with ${n.join(`, `)}`}.`]}function at(e,t){return t.reduce((t,n)=>t+(n.gaps.includes(e)?n.runs:0),0)}const ot=[`ttft-p99`,`ttft`,`tpot-p99`,`tpot`,`itl`,`e2el-p99`,`e2el`];function st({scenarios:e}){let t=e.map(({scenario:e})=>ue(e)).filter(e=>e.length>0),n=[...new Set(t.flatMap(x))].sort((e,t)=>e-t),r=e=>t.filter(t=>ae(t,e)!==null).length,i=Math.max(0,...n.map(r)),a=n.filter(e=>r(e)===i),o=Math.max(1,(a.length-1)/2);return[...new Set(Array.from({length:3},(e,t)=>a[Math.round(t*o)]))].flatMap(e=>e??[])}function ct({scenarios:e}){let t=e.flatMap(({scenario:e})=>k(e)).map(({point:e})=>e.metrics);for(let e of ot){let n=t.flatMap(t=>t[e]??[]).sort((e,t)=>e-t),r=n[Math.floor((n.length-1)/2)];if(r===void 0||r<=0)continue;let i=dt(r);return{metric:e,limit:i,kept:n.filter(e=>e<=i).length,of:t.length}}return null}function lt({scenarios:e},t){return e.some(({scenario:e})=>k(e).some(({point:e})=>e.metrics[t]!==null))}function ut(e){return De.find(t=>t.id===e)?.unit??``}function dt(e){let t=10**Math.floor(Math.log10(e)),n=[1,2,5,10].find(n=>n*t>=e)??10;return Number((n*t).toPrecision(1))}var ft=se();function B(e){return typeof e==`number`||/^[\x20-\x7e\p{L}]*$/u.test(e)?(0,ft.stringify)(e,{lineWidth:0}).trimEnd():pt(e)}function pt(e){let t=e=>Array.from({length:e.length},(t,n)=>`\\u${e.charCodeAt(n).toString(16).padStart(4,`0`)}`);return JSON.stringify(e).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,e=>t(e).join(``))}function V(e){return`# ${m(e)}`}function H(e){return e.map(e=>`#${e}`)}const mt={model:`the name of the model`,accelerator:`such as H100`,configuration:`such as 2R-TP4, or 1P-TP8/1D-TP8`,gpus:`how many served`};function ht(e){return`${[gt(e),_t(e),vt(e),yt(e),bt(e),St(e)].filter(e=>e.length>0).map(e=>e.join(`
`)).join(`

`)}\n`}function gt({folder:e,runs:t}){return[V(`Options of pareto-report, for ${A(t,`run`)} found in ${T(e)}.`),V(`A flag or an input wins over this file. A # without a space after it switches an option off: take it away to use it.`)]}function _t(e){let t=st(e),n=`at: [${(t.length>0?t:[20,50]).join(`, `)}]`;return[V(`Speeds in tok/s/user that your users need: the report leads with the best tok/s/GPU at each.`),...t.length>0?[n]:H([n])]}function vt(e){let t=[...lt(e,`output-throughput`)?[`output-throughput: -10%`]:[],...e.scenarios.some(({front:e})=>e.length>0)?[`front: -7%`]:[]],n=V(`What fails the job: the largest fall (-10%) or rise (+15%) against the baseline.`);return t.length===0?[n,...H([`thresholds:`,`  ttft: +15%`])]:[n,`thresholds:`,...t.map(e=>`  ${e}`)]}function yt(e){let t=ct(e);if(t===null)return[];let{metric:n,limit:r,kept:i,of:a}=t;return[V(`Objectives mark the points that meet them, and gate nothing: ${i} of ${A(a,`point`)} would meet this one.`),...H([`slo:`,`  ${n}: <= ${r} # ${ut(n)}`])]}function bt({gaps:e}){if(e.length===0)return[];let t=e.slice(20);return[V(`What these results do not state. Without GPUs there is no tok/s/GPU and no front: put in what served.`),...H([`overrides:`,...e.slice(0,20).flatMap(xt)]),...t.length===0?[]:[V(`… and so on for ${A(t.length,`more group`)} of files.`)]]}function xt({match:e,configuration:t,gaps:n,runs:r}){return[`  - match: ${B(e)} ${V(`${T(t)}, ${A(r,`run`)}`)}`,...n.map(e=>`    ${e}: ${Se} ${V(mt[e])}`)]}function St({scenarios:e}){let t=e.flatMap(({scenario:e})=>e.configurations.flatMap(Ct)),n=[...new Set(t)].sort();return[V(`What a GPU-hour costs you, in dollars, such as 2.50: adds the cost of a million output tokens.`),...H([`price:`,...(n.length>0?n:[`H100`]).map(e=>`  ${B(e)}: ${Se}`)])]}function Ct({deployment:e}){let t=e.roles.flatMap(({accelerator:e})=>e??[]);return t.length>0?t:[e.accelerator??[]].flat()}function wt({root:e,isGit:t,branch:n,isDefault:r,workflow:i,config:a,hasGaps:o}){return[`Next`,...[`replace the step “Run the benchmark” in ${i} by yours`,...r?[]:[`check the branch there: ${n===null?`main`:T(n)} was assumed`],o?`state in ${a} what the results do not, and review the rest`:`review ${a}`,t?`commit both files, push them, and open a pull request`:`move .github to the root of your repository (${e} is not in one), and commit it`].map((e,t)=>`  ${t+1}. ${e}`)]}const U={force:{type:`boolean`}},W=`init FOLDER [--force]`;function Tt(e){let{values:t,positionals:n,tokens:r}=N({args:[...e],options:U,allowPositionals:!0,strict:!1,tokens:!0});for(let e of r){if(e.kind!==`option`||e.name in U&&e.value===void 0)continue;let t=c(e.rawName,[`--force`]);throw new D(`init ${e.rawName}: expected ${W}, found another option; ${t}--help lists them`)}let[i,...a]=n;if(i===void 0||i===``)throw new D(`init: expected ${W}, found no folder; add the one with your results, or give ./init for a path of that name`);if(a.length>0)throw new D(`init: expected one folder, found ${n.length}; give the one above them`);return{given:i,force:t.force===!0}}function Et({folder:e,branch:t,name:n,action:r}){let i=B(Ot(e));return`${V(`Measures each pull request, and compares it with the run at its merge base on ${T(t)}.`)}
#
# The push to that branch leaves the artifact that pull requests find their baseline in. A pull request from a fork has a
# token that only reads: it gets its job summary, and no comment.
name: ${B(Dt(n))}
on:
  pull_request:
  push:
    branches: [${B(kt(t))}]
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
`}function Dt(e){return`${e.charAt(0).toUpperCase()}${e.slice(1)}`.replaceAll(`-`,` `)}function Ot(e){return e.replaceAll("${{","${{ '${{' }}")}function kt(e){return e.replace(/[+*?[\]!\\]/g,`\\$&`)}function At(e){for(let t=e;;t=F(t)){let n=I(t,`.git`);if(Ae(n))return{root:t,isGit:!0,...jt(n)};if(t===F(t))return{root:e,isGit:!1,branch:null,isDefault:!1}}}function jt(e){let t=Mt(e),n=L(t,K(I(t,`commondir`)).trim()),r=G(I(n,`refs/remotes/origin/HEAD`),`refs/remotes/origin/`);return{branch:r??G(I(t,`HEAD`),`refs/heads/`),isDefault:r!==null}}function Mt(e){return Ie(e).isDirectory()?e:L(F(e),/^gitdir: (.+)$/m.exec(K(e))?.[1]??`.`)}function G(e,t){let[,n=``]=/^ref: (\S+)\s*$/.exec(K(e))??[];return n.startsWith(t)?n.slice(t.length):null}function K(e){return Ae(e)?P(e,`utf8`):``}function q(e,t){return t.filter(t=>J(I(e,t))!==null)}function Nt(e){return J(e)?.isFile()?P(e,`utf8`):null}function Pt(e,t,n){let r=[],i=[];try{for(let{path:n,text:a}of t){It(e,F(n),r);let t=I(e,`${n}.${process.pid}.incomplete`);i.push(()=>Pe(t,{force:!0})),Le(t,a,{flag:`wx`})}for(let{path:r}of t){let t=I(e,r),a=Ft(t,r,n);Ne(`${t}.${process.pid}.incomplete`,t),i.push(()=>a===null?Pe(t,{force:!0}):Le(t,a))}}catch(e){for(let e of i.toReversed())e();for(let e of r.toReversed())Fe(e);throw e instanceof D||!(e instanceof Error&&`syscall`in e)?e:new D(`init: expected to write ${t.map(({path:e})=>e).join(` and `)}: ${e.message}`)}}function Ft(e,t,n){let r=J(e);if(r===null)return null;if(!r.isFile())throw new D(`init: expected no more than a file at ${t}, found a folder or a link; move it away`);if(!n)throw new D(`init: ${t} is there already; add --force to replace it`);return P(e)}function It(e,t,n){for(let[r]of t.split(`/`).entries()){let i=t.split(`/`).slice(0,r+1).join(`/`),a=I(e,i),o=J(a);if(o?.isDirectory()===!1)throw new D(`init: expected a folder at ${i}, found a file or a link; move it away`);o===null&&(Me(a),n.push(a))}}function J(e){try{return je(e)}catch(e){let{code:t}=e;if(t===`ENOENT`||t===`ENOTDIR`)return null;throw e}}function Lt({model:e,deployment:{label:t,accelerator:n,gpus:r}}){let i={model:e,accelerator:n,configuration:t,gpus:r};return Object.keys(i).filter(e=>i[e]===null)}function Rt(e,t){let n=e.map(e=>({path:me(e),gaps:Lt(e),configuration:t(e)}));return Bt(zt(n.map(({path:e})=>e)),n).filter(({gaps:e})=>e.length>0).map(({match:e,gaps:t,configuration:n,files:r})=>({match:e,gaps:t,configuration:n,runs:r.length}))}function zt(e){let[t]=Ht(e);return t.slice(0,t.lastIndexOf(`/`)+1)}function Bt(e,t){let[n]=t;return n===void 0?[]:t.every(e=>Y(e)===Y(n))?[{...n,match:`${X(e)}**`,files:t}]:[...M(t,({path:t})=>/^[^/]*\//.exec(t.slice(e.length))?.[0]??``)].flatMap(([t,n])=>t===``?Vt(n):Bt(e+t,n))}function Vt(e){return[...M(e,Y).values()].flatMap(t=>{let[n]=t;if(n===void 0)return[];let r=e.filter(e=>!t.includes(e)),[i,a]=Ht(t.map(({path:e})=>e));return t.length>1&&!r.some(({path:e})=>e.startsWith(i)&&e.endsWith(a))?[{...n,match:`${X(i)}*${X(a)}`,files:t}]:t.map(e=>({...e,match:X(e.path),files:[e]}))})}function Y({gaps:e,configuration:t}){return JSON.stringify([e,t])}function Ht([e=``,...t]){let n=n=>t.every(t=>t.startsWith(e.slice(0,n))),r=0;for(;r<e.length&&n(r+1);)r+=1;let i=Math.min(...[e,...t].map(e=>e.length))-r,a=0;for(;a<i&&t.every(t=>t.endsWith(e.slice(e.length-a-1)));)a+=1;return[e.slice(0,r),e.slice(e.length-a)]}function X(e){return e.replace(/[\\*?[\]{}()!+@|^$"]/g,`?`)}const Ut={candidate:`reports`,config:null,history:be};async function Wt(e,t,n){let r=new y(t),[i]=r.unfound([e]);if(i!==void 0)throw new D(`init ${e}: expected a folder with results, found ${i.reason}; give the one that the benchmark wrote`);let a=d([{values:{reports:[e]},nameOf:h}]),{candidate:o}=await pe(a,r,Ut,n),s=p(o.problems),c=s.filter(({severity:e})=>e!==`notice`);return n.problems(c,[]),ye({kept:o.runs,leftOut:[]},o,s,h),{folder:e,runs:o.runs.length,...Gt(o.runs,a)}}function Gt(e,t){let{sides:n,places:r}=b(e,[],le(e,t.variant),ce(t,{prices:Ee}));return{scenarios:n.flatMap(({candidate:e})=>e===null?[]:[Oe(e)]),gaps:Rt(e,e=>r.get(e)?.configuration??``)}}const Kt=`pareto-report/pareto-report`,qt=`.github/workflows`,Jt=[`benchmark`,`pareto-report`];async function Yt(e,t,n){let{given:r,force:i}=Tt(e),a=At(t),o=Xt(a,r,t),s=await Wt(o,a.root,n),c=Zt(a.root),l=[{path:c,text:Et(en(o,Re(c,ze(c)),a))},{path:$t(a.root),text:ht(s)}];tn(a.root,l,i),Pt(a.root,l,i);let u={workflow:c,config:l[1].path},ee=a.root===t?``:` in ${O(a.root)}`,d=l.map(({path:e})=>`Wrote ${e}${ee}`),f=wt({...a,...u,hasGaps:s.gaps.length>0});return`${[...$e(s),``,...d,``,...f].join(`
`)}\n`}function Xt({root:e},t,n){let r=Ve(e,L(n,t)).split(He).join(`/`)||`.`;if(r.split(`/`)[0]===`..`||Be(r))throw new D(`init ${t}: expected a folder in ${e}, found one outside; copy some results into the repository, where the workflow will leave them`);if(/[\r\n]/.test(r)||r.trim()!==r)throw new D(`init ${JSON.stringify(t)}: expected a name that an input can hold, found a line break, or a space at its end; rename the folder`);return r}function Zt(e){let t=Jt.map(t=>({name:t,there:q(e,Qt(t))})),n=t=>Nt(I(e,t))?.includes(`${Kt}@`)===!0,r=t.find(({there:e})=>e.every(n))??t.at(-1);return r?.there[0]??Qt(r?.name??``)[0]}function Qt(e){return[`${qt}/${e}.yml`,`${qt}/${e}.yaml`]}function $t(e){let[t=``,r=``]=n,[i,a]=q(e,n);if(a===void 0)return i??t;throw new D(`init: expected one of ${t} and ${r}, found both; keep one of them`)}function en(t,n,{branch:r}){let i=Math.max(1,Number(e.split(`.`)[0]));return{folder:t,name:n,branch:r??`main`,action:`${Kt}@v${i}`}}function tn(e,t,n){let r=q(e,t.map(({path:e})=>e));if(r.length===0||n)return;let i=r.length===1?`is`:`are`,a=r.length===1?`it`:`them`;throw new D(`init: ${r.join(` and `)} ${i} there already, and nothing was written; add --force to replace ${a}`)}async function nn(e,{json:t,quiet:n,output:r,screen:i},{stdout:a,stderr:o}){let{report:s,explanation:c}=e;if(t?await rn(u(s),a):n?a.write(ge(s,i)):a.write(de(s,i,an(e,r))),c===null)return;let l=c.split(`
`).flatMap(e=>on(e,i));(t?o:a).write(l.join(`
`))}async function rn(e,t){await We(ke.from(e),t,{end:!1}).catch(e=>{if(e.code!==`EPIPE`&&e.code!==`ERR_STREAM_PREMATURE_CLOSE`)throw e})}function an({html:e,report:t},n){let r=e=>O(I(n,e));return{summary:r(`summary.md`),page:e===null?null:r(e),others:[`report.json`,`runs.csv`,...t.plots.length===0?[]:[`plots/`]]}}function on(e,{columns:t}){if(t===null)return[e];let[n=``]=/^ */.exec(e)??[];return C(e.slice(n.length),t-n.length,2).map(e=>n+e)}const sn=`\r\x1B[K`,cn=[`SIGINT`,`SIGTERM`,`SIGHUP`];var ln=class{#e;#t;#n;#r=null;#i=[];constructor(e,t=process,n=()=>performance.now()){this.#e=e,this.#t=t,this.#n=n}show(e){let t=this.#n();this.#r!==null&&t-this.#r<50||(this.#i.length===0&&this.#a(),this.#r=t,this.#e.write(`${sn}${ve(e,(this.#e.columns??80)-1,`end`)}`))}clear(){for(let[e,t]of this.#i)this.#t.off(e,t);this.#i=[],this.#r!==null&&(this.#r=null,this.#e.write(sn))}#a(){let e=()=>this.clear(),t=cn.map(e=>[e,()=>{this.clear(),this.#t.kill(this.#t.pid,e)}]);this.#i=[[`uncaughtExceptionMonitor`,e],[`exit`,e],...t];for(let[e,t]of this.#i)this.#t.once(e,t)}};const un={error:`bad`,warning:`doubtful`,notice:`strong`},dn={read:`Reading files`,draw:`Drawing pictures`};var fn=class{#e;#t;#n;#r=new we;#i=0;constructor(e,t,n=process){this.#e=e,this.#t=t,this.#n=t.isLive&&!t.isQuiet?new ln(e,n):null}progress(e,t,n){let r=`${t.toLocaleString(`en`)} of ${n.toLocaleString(`en`)}`;this.#n===null?e===`read`&&n>=500&&this.#a(`read ${r} files`,t===n):this.#n.show(`${dn[e]}: ${r}`)}problems(e){let t=this.#t.isQuiet?e.filter(({severity:e})=>e===`error`):e;for(let e of t.slice(0,50))this.#o(e);let n=t.length-50;n>0&&this.#s(`and ${n.toLocaleString(`en`)} more problems, all in report.json`)}stage(e){let{total:t,stage:n}=this.#r.lap();this.#n?.clear(),this.#t.timings&&this.#s(`${e.padEnd(8)} ${n.toFixed(0).padStart(6)} ms, at ${t.toFixed(0)} ms`)}end(){this.#n?.clear()}#a(e,t){let n=performance.now();this.#t.isQuiet||!t&&n-this.#i<1e3||(this.#i=n,this.#s(e))}#o(e){let{color:t}=this.#t.screen,n=Ce(e),r=O(`${n===``?``:`${n}: `}`),i=`${e.severity}: `,a=O(` [${e.code}]`);this.#s(`${r}${i}${e.message}${a}`,n=>n.replace(r+i,()=>r+S(i,un[e.severity],t)).replace(a,()=>S(a,`faint`,t)))}#s(e,t=e=>e){this.#n?.clear();let n=C(O(e),this.#t.screen.columns,2).map(t);this.#e.write(`${n.join(`
`)}\n`)}};const Z=`pareto-report:`;var pn=class{color=`auto`;#e;#t;constructor(e,t){this.#e=e,this.#t=t}get screen(){return w(this.#e,this.#t,this.color)}print(e){let{columns:t,color:n}=this.screen,[r=``,...i]=C(`${Z} ${e}`,t,2);this.#e.write(`${[r.replace(Z,S(Z,`bad`,n)),...i].join(`
`)}\n`)}};const mn=`PARETO_REPORT_PAGE`;async function hn(e,t){let n=gn(e,t);if(n===null)return`there is no display here`;let{program:r,args:i,options:a}=n;return new Promise(e=>{let t=Ue(r,i,{...a,detached:!0,stdio:`ignore`});t.once(`error`,({message:t})=>e(`${r} cannot be started (${t})`)),t.once(`spawn`,()=>{t.unref(),e(null)})})}function gn(e,{platform:t,env:n}){return t===`darwin`?{program:`open`,args:[e],options:{env:n}}:t===`win32`?{program:`cmd`,args:[`/d`,`/v:on`,`/c`,`start "" "!${mn}!"`],options:{env:{...n,[mn]:e},windowsVerbatimArguments:!0}}:[n.DISPLAY,n.WAYLAND_DISPLAY,n.BROWSER].some(e=>e)?{program:`xdg-open`,args:[e],options:{env:n}}:null}async function _n(t){let n=new pn(process.stderr,process.env);try{let[r,...i]=t;if(r===`init`&&!vn(i)){let e=bn(n,{});return $(await Yt(i,process.cwd(),e).finally(()=>e.end()))}let{values:a,positionals:o}=Ke(t);return a.help?$(`Usage: pareto-report PATH... [options]
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
`):a.version?$(`pareto-report ${e}\n`):(n.color=xn(a.color),await yn(a,o,n))}catch(e){if(!(e instanceof D))throw e;return n.print(e.message),2}}function vn(e){return e.some(e=>e===`--help`||e===`-h`)}async function yn(e,t,n){let{stdout:r,env:i}=process,s=new y(process.cwd()),c=await ee(e.config??null,s,Q),u=a({...e},o,Q),f=[...t,...Sn(u.reports)];wn(t,s);let p=[{values:{...u,reports:f},nameOf:Q},c],m=d(p),h=l(p);Cn(s,Sn(u.baseline)),e.open&&Tn(m.html);let{json:g=!1,quiet:_=!1}=e,v=bn(n,e),te={source:s,target:new _e(process.cwd(),h(`output`)),log:v,today:(/* @__PURE__ */ new Date()).toISOString().slice(0,10)},ie={...ne,config:c.file,nameOf:h,explains:e.explain??!1},b=await re(m,te,ie).finally(()=>v.end()),x=w(r,i,n.color);await nn(b,{json:g,quiet:_,output:m.output,screen:x},process),e.open&&await En(b.html===null?null:I(m.output,b.html),n);for(let e of b.failures)n.print(`the gate failed: ${e}`);return+(b.failures.length>0)}function bn({screen:e},{quiet:t=!1,timings:n=!1}){let{stderr:r,env:i}=process;return new fn(r,{screen:e,isLive:fe(r,i),isQuiet:t,timings:n})}function xn(e){let t=e===void 0?`auto`:v.find(t=>t===e);if(t!==void 0)return t;throw new D(`--color: ${he(i(v),e??``,v)}`)}function Sn(e){return Array.isArray(e)?e.map(String):[]}function Cn(e,t){let n=t.filter(e=>e!==``),[r]=e.unfound(n.flatMap(t=>ie(t,e)));if(r===void 0)return;let i=r.path===`auto`?`auto works only in the Action`:`give the path of one`;throw new D(`--baseline ${r.path}: expected reports of an earlier run, found ${r.reason}; ${i}`)}function wn([e=``],t){if(/^\w+$/.test(e)&&s(e,[`init`])!==null&&t.unfound([e]).length!==0)throw new D(`${e}: expected a report, folder or glob, found none of that name; did you mean init?`)}function Tn(e){if(e!==`auto`)throw new D(`--open: expected a report.html to open, found html: none; leave out one of the two`)}async function En(e,t){let n=e===null?`it could not be made`:await hn(L(e),process);n!==null&&t.print(`--open: report.html could not be opened: ${n}`)}function Q(e){return e===`reports`?`PATH`:e===`thresholds`?`--threshold`:`--${e}`}function $(e){return process.stdout.write(e),0}export{_n as main};