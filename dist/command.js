import{n as e}from"./package.js";import{$t as t,At as n,Ct as r,Dt as i,Et as a,Ft as o,G as s,Ht as c,I as l,It as u,Jt as d,Lt as f,Mt as p,Ot as m,Pt as h,Rt as g,St as _,Tt as v,Xt as ee,Yt as te,Zt as y,_t as b,a as x,an as ne,bt as re,c as S,d as ie,dt as C,en as ae,f as oe,gt as se,h as ce,ht as le,i as ue,in as de,jt as fe,kt as pe,l as me,m as he,n as ge,nn as _e,o as w,on as ve,ot as ye,p as be,r as xe,rn as Se,s as Ce,sn as we,st as T,t as Te,u as Ee,wt as De,xt as Oe,yt as ke}from"./folder.js";import{i as E,n as D,r as Ae,t as je}from"./log.js";import{Ct as Me,Nt as Ne,Rt as Pe,V as O,Xt as k,ft as A,lt as j,y as M}from"./ratewords.js";import{parseArgs as Fe}from"node:util";import{Readable as Ie}from"node:stream";import{existsSync as Le,lstatSync as Re,mkdirSync as ze,readFileSync as N,renameSync as Be,rmSync as Ve,rmdirSync as He,statSync as Ue,writeFileSync as We}from"node:fs";import{basename as Ge,dirname as P,extname as Ke,join as F,resolve as I}from"node:path";import{spawn as qe}from"node:child_process";import{pipeline as Je}from"node:stream/promises";const Ye={output:{type:`string`},config:{type:`string`},"user-throughput":{type:`string`},variant:{type:`string`},only:{type:`string`},"length-tolerance":{type:`string`},gpus:{type:`string`},accelerator:{type:`string`},label:{type:`string`},plots:{type:`string`,multiple:!0},html:{type:`string`},junit:{type:`string`},open:{type:`boolean`},json:{type:`boolean`},quiet:{type:`boolean`},color:{type:`string`},effects:{type:`string`},"baseline-runs":{type:`string`},"fail-on":{type:`string`,multiple:!0},explain:{type:`boolean`},timings:{type:`boolean`},help:{type:`boolean`,short:`h`},version:{type:`boolean`}},L={...Object.fromEntries(d.flatMap(_e).map(e=>[e,{type:`string`,multiple:!0}])),...Ye};function Xe(e){let t=Qe(e),n=M(t.tokens.flatMap(e=>e.kind===`option`?[e]:[]),({name:e})=>e);for(let[e,t]of n)if(t.length>1&&$e(e)){let n=t.map(({value:e})=>`“${e??``}”`).join(`, `);throw new E(`--${e}: expected one value, found ${t.length} of them: ${n}; give the flag once`)}return{...t,values:Ze(t.values)}}function Ze(e){let t=Object.entries(e).map(([e,t])=>[e,Array.isArray(t)?t.filter(e=>e!==``):t]);return Object.fromEntries(t.filter(([,e])=>e!==``))}function Qe(e){try{return Fe({args:et(e),options:L,allowPositionals:!0,tokens:!0})}catch(e){throw new E(`${rt(e)}--help lists the options`)}}function $e(e){let t=Object.entries(L).find(([t])=>t===e)?.[1];return t?.type===`string`&&t.multiple!==!0}function et(e){let t=e.includes(`--`)?e.indexOf(`--`):e.length,n=[];for(let[r,i]of e.entries()){let a=e[r-1]??``;r<t&&tt.test(i)&&nt(a)?n.push(`${n.pop()}=${i}`):n.push(i)}return n}const tt=/^-\s*\.?\d/;function nt(e){let t=e.slice(2);return e.startsWith(`--`)&&Object.hasOwn(L,t)&&L[t].type===`string`}function rt({code:e,message:t}){let[n=t]=t.split(/\.\s|\n/),[,r=``]=e===`ERR_PARSE_ARGS_UNKNOWN_OPTION`?/'--([\w-]+)/.exec(n)??[]:[],i=c(r);if(i!==null)return`--${r}: expected a flag, found an option that is only ${i}; `;let a=we(r,Object.keys(L)),o=n.replace(/^Option '([^' ]+)[^']*' argument (missing|is ambiguous).*/s,`$1: expected a value, found none`);return a===null||r===``?`${o}; `:`${o}: did you mean --${a}? `}const R={model:`model`,accelerator:`accelerator`,configuration:`configuration`,gpus:`number of GPUs`},it={accelerator:`accelerator`,configuration:`label`,gpus:`gpus`},at=Object.keys(R);function ot({folder:e,runs:t,scenarios:n,gaps:r}){let i=`${A(t,`run`)} in ${A(n.length,`scenario`)}`;return[`Found in ${h(e)}: ${i}`,...n.flatMap(({scenario:e,front:t})=>[``,p(e),[...a(e),fe(e),t.length===0?`no front`:`${j(t.length)} on the front`].join(` · `),...st(e.configurations)]),...dt(r)]}function st(e){let t=e.length-30,n=e.slice(0,30).map(({id:e,points:t})=>[o(h(e),40),ct(t)]),r=Math.max(...n.map(([e])=>e.length)),i=n.map(([e,t])=>`  ${e.padEnd(r)}  ${t}`);return t>0?[...i,`  and ${A(t,`more configuration`)}`]:i}function ct(e){return[...M(e.map(({load:e})=>e),lt)].map(([e,t])=>ut(e,t)).join(`; `)}function lt(e){return e.condition===null?O(e)===null?e.rate===null?`other`:`rate`:e.rate===null?`concurrency`:`other`:`other`}function ut(e,t){return e===`concurrency`?`concurrency ${m(t.map(e=>j(O(e))))}`:e===`rate`?`${m(t.map(({rate:e})=>i(e)))} requests/s`:m([...new Set(t.map(pe))])}function dt(e){if(e.length===0)return[];let t=at.filter(t=>e.some(e=>e.gaps.includes(t))),r=t.flatMap(e=>it[e]??[]).map(e=>`--${e}`);return[``,`Not stated`,...t.map(t=>`  ${R[t]}: ${A(ft(t,e),`run`)}`),`  in ${m(e.map(({match:e})=>n(e)))}`,`State it by path under overrides in the config file${r.length===0?``:`, or for all with ${r.join(`, `)}`}.`]}function ft(e,t){return t.reduce((t,n)=>t+(n.gaps.includes(e)?n.runs:0),0)}const pt=[`ttft-p99`,`ttft`,`tpot-p99`,`tpot`,`itl`,`e2el-p99`,`e2el`];function mt({scenarios:e}){let t=e.map(({scenario:e})=>r(e)).filter(e=>e.length>0),n=[...new Set(t.flatMap(v))].sort((e,t)=>e-t),i=e=>t.filter(t=>De(t,e)!==null).length,a=Math.max(0,...n.map(i)),o=n.filter(e=>i(e)===a),s=Math.max(1,(o.length-1)/2);return[...new Set(Array.from({length:3},(e,t)=>o[Math.round(t*s)]))].flatMap(e=>e??[])}function ht({scenarios:e}){let t=e.flatMap(({scenario:e})=>k(e)).map(({point:e})=>e.metrics);for(let e of pt){let n=t.flatMap(t=>t[e]??[]).sort((e,t)=>e-t),r=n[Math.floor((n.length-1)/2)];if(r===void 0||r<=0)continue;let i=vt(r);return{metric:e,limit:i,kept:n.filter(e=>e<=i).length,of:t.length}}return null}function gt({scenarios:e},t){return e.some(({scenario:e})=>k(e).some(({point:e})=>e.metrics[t]!==null))}function _t(e){return Ne.find(t=>t.id===e)?.unit??``}function vt(e){let t=10**Math.floor(Math.log10(e)),n=[1,2,5,10].find(n=>n*t>=e)??10;return Number((n*t).toPrecision(1))}var yt=g();function z(e){return typeof e==`number`||/^[\x20-\x7e\p{L}]*$/u.test(e)?(0,yt.stringify)(e,{lineWidth:0}).trimEnd():bt(e)}function bt(e){let t=e=>Array.from({length:e.length},(t,n)=>`\\u${e.charCodeAt(n).toString(16).padStart(4,`0`)}`);return JSON.stringify(e).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,e=>t(e).join(``))}function B(e){return`# ${h(e)}`}function V(e){return e.map(e=>`#${e}`)}const xt={model:`the name of the model`,accelerator:`such as H100`,configuration:`such as 2R-TP4, or 1P-TP8/1D-TP8`,gpus:`how many served`};function St(e){return`${[Ct(e),wt(e),Tt(e),Et(e),Dt(e),kt(e)].filter(e=>e.length>0).map(e=>e.join(`
`)).join(`

`)}\n`}function Ct({folder:e,runs:t}){return[B(`Options of pareto-report, for ${A(t,`run`)} found in ${n(e)}.`),B(`A flag or an input wins over this file. A # without a space after it switches an option off: take it away to use it.`)]}function wt(e){let t=mt(e),n=`at: [${(t.length>0?t:[20,50]).join(`, `)}]`;return[B(`Speeds in tok/s/user that your users need: the report leads with the best tok/s/GPU at each.`),...t.length>0?[n]:V([n])]}function Tt(e){let t=[...gt(e,`output-throughput`)?[`output-throughput: -10%`]:[],...e.scenarios.some(({front:e})=>e.length>0)?[`front: -7%`]:[]],n=B(`What fails the job: the largest fall (-10%) or rise (+15%) against the baseline.`);return t.length===0?[n,...V([`thresholds:`,`  ttft: +15%`])]:[n,`thresholds:`,...t.map(e=>`  ${e}`)]}function Et(e){let t=ht(e);if(t===null)return[];let{metric:n,limit:r,kept:i,of:a}=t;return[B(`Objectives mark the points that meet them, and gate nothing: ${i} of ${A(a,`point`)} would meet this one.`),...V([`slo:`,`  ${n}: <= ${r} # ${_t(n)}`])]}function Dt({gaps:e}){if(e.length===0)return[];let t=e.slice(20);return[B(`What these results do not state. Without GPUs there is no tok/s/GPU and no front: put in what served.`),...V([`overrides:`,...e.slice(0,20).flatMap(Ot)]),...t.length===0?[]:[B(`… and so on for ${A(t.length,`more group`)} of files.`)]]}function Ot({match:e,configuration:t,gaps:r,runs:i}){return[`  - match: ${z(e)} ${B(`${n(t)}, ${A(i,`run`)}`)}`,...r.map(e=>`    ${e}: ${y} ${B(xt[e])}`)]}function kt({scenarios:e}){let t=e.flatMap(({scenario:e})=>e.configurations.flatMap(At)),n=[...new Set(t)].sort();return[B(`What a GPU-hour costs you, in dollars, such as 2.50: adds the cost of a million output tokens.`),...V([`price:`,...(n.length>0?n:[`H100`]).map(e=>`  ${z(e)}: ${y}`)])]}function At({deployment:e}){let t=e.roles.flatMap(({accelerator:e})=>e??[]);return t.length>0?t:[e.accelerator??[]].flat()}function jt({root:e,isGit:t,branch:r,isDefault:i,workflow:a,config:o,hasGaps:s}){return[`Next`,...[`replace the step “Run the benchmark” in ${a} by yours`,...i?[]:[`check the branch there: ${r===null?`main`:n(r)} was assumed`],s?`state in ${o} what the results do not, and review the rest`:`review ${o}`,t?`commit both files, push them, and open a pull request`:`move .github to the root of your repository (${e} is not in one), and commit it`].map((e,t)=>`  ${t+1}. ${e}`)]}const H={force:{type:`boolean`}},U=`init FOLDER [--force]`;function Mt(e){let{values:t,positionals:n,tokens:r}=Fe({args:[...e],options:H,allowPositionals:!0,strict:!1,tokens:!0});for(let e of r){if(e.kind!==`option`||e.name in H&&e.value===void 0)continue;let t=ne(e.rawName,[`--force`]);throw new E(`init ${e.rawName}: expected ${U}, found another option; ${t}--help lists them`)}let[i,...a]=n;if(i===void 0||i===``)throw new E(`init: expected ${U}, found no folder; add the one with your results, or give ./init for a path of that name`);if(a.length>0)throw new E(`init: expected one folder, found ${n.length}; give the one above them`);return{given:i,force:t.force===!0}}function Nt({folder:e,branch:t,name:r,action:i}){let a=z(Ft(e));return`${B(`Measures each pull request, and compares it with the run at its merge base on ${n(t)}.`)}
#
# The push to that branch leaves the artifact that pull requests find their baseline in. A pull request from a fork has a
# token that only reads: it gets its job summary, and no comment.
name: ${z(Pt(r))}
on:
  pull_request:
  push:
    branches: [${z(It(t))}]
permissions:
  contents: write # pictures, on a ref of their own; read is enough with images: off
  pull-requests: write # the comment
  actions: read # the baseline: the artifact of an earlier run
concurrency:
  # Of pushes each is measured: in one group, a third would cancel the one that waits.
  group: ${r}-\${{ github.event.pull_request.number || github.sha }}
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
      - uses: ${i}
        with:
          reports: ${a}
          baseline: auto
          # On the branch itself a point that is gone does not fail: it was removed on purpose.
          fail-on: regression, not-comparable, baseline-error\${{ github.event_name == 'pull_request' && ', missing' || '' }}
`}function Pt(e){return`${e.charAt(0).toUpperCase()}${e.slice(1)}`.replaceAll(`-`,` `)}function Ft(e){return e.replaceAll("${{","${{ '${{' }}")}function It(e){return e.replace(/[+*?[\]!\\]/g,`\\$&`)}function Lt(e){for(let t=e;;t=P(t)){let n=F(t,`.git`);if(Le(n))return{root:t,isGit:!0,...Rt(n)};if(t===P(t))return{root:e,isGit:!1,branch:null,isDefault:!1}}}function Rt(e){let t=zt(e),n=I(t,G(F(t,`commondir`)).trim()),r=W(F(n,`refs/remotes/origin/HEAD`),`refs/remotes/origin/`);return{branch:r??W(F(t,`HEAD`),`refs/heads/`),isDefault:r!==null}}function zt(e){return Ue(e).isDirectory()?e:I(P(e),/^gitdir: (.+)$/m.exec(G(e))?.[1]??`.`)}function W(e,t){let[,n=``]=/^ref: (\S+)\s*$/.exec(G(e))??[];return n.startsWith(t)?n.slice(t.length):null}function G(e){return Le(e)?N(e,`utf8`):``}function K(e,t){return t.filter(t=>q(F(e,t))!==null)}function Bt(e){return q(e)?.isFile()?N(e,`utf8`):null}function Vt(e,t,n){let r=[],i=[];try{for(let{path:n,text:a}of t){Ut(e,P(n),r);let t=F(e,`${n}.${process.pid}.incomplete`);i.push(()=>Ve(t,{force:!0})),We(t,a,{flag:`wx`})}for(let{path:r}of t){let t=F(e,r),a=Ht(t,r,n);Be(`${t}.${process.pid}.incomplete`,t),i.push(()=>a===null?Ve(t,{force:!0}):We(t,a))}}catch(e){for(let e of i.toReversed())e();for(let e of r.toReversed())He(e);throw e instanceof E||!(e instanceof Error&&`syscall`in e)?e:new E(`init: expected to write ${t.map(({path:e})=>e).join(` and `)}: ${e.message}`)}}function Ht(e,t,n){let r=q(e);if(r===null)return null;if(!r.isFile())throw new E(`init: expected no more than a file at ${t}, found a folder or a link; move it away`);if(!n)throw new E(`init: ${t} is there already; add --force to replace it`);return N(e)}function Ut(e,t,n){for(let[r]of t.split(`/`).entries()){let i=t.split(`/`).slice(0,r+1).join(`/`),a=F(e,i),o=q(a);if(o?.isDirectory()===!1)throw new E(`init: expected a folder at ${i}, found a file or a link; move it away`);o===null&&(ze(a),n.push(a))}}function q(e){try{return Re(e)}catch(e){let{code:t}=e;if(t===`ENOENT`||t===`ENOTDIR`)return null;throw e}}function Wt({model:e,deployment:{label:t,accelerator:n,gpus:r}}){let i={model:e,accelerator:n,configuration:t,gpus:r};return Object.keys(i).filter(e=>i[e]===null)}function Gt(e,t){let n=e.map(e=>({path:ke(e),gaps:Wt(e),configuration:t(e)}));return qt(Kt(n.map(({path:e})=>e)),n).filter(({gaps:e})=>e.length>0).map(({match:e,gaps:t,configuration:n,files:r})=>({match:e,gaps:t,configuration:n,runs:r.length}))}function Kt(e){let[t]=Yt(e);return t.slice(0,t.lastIndexOf(`/`)+1)}function qt(e,t){let[n]=t;return n===void 0?[]:t.every(e=>J(e)===J(n))?[{...n,match:`${Y(e)}**`,files:t}]:[...M(t,({path:t})=>/^[^/]*\//.exec(t.slice(e.length))?.[0]??``)].flatMap(([t,n])=>t===``?Jt(n):qt(e+t,n))}function Jt(e){return[...M(e,J).values()].flatMap(t=>{let[n]=t;if(n===void 0)return[];let r=e.filter(e=>!t.includes(e)),[i,a]=Yt(t.map(({path:e})=>e));return t.length>1&&!r.some(({path:e})=>e.startsWith(i)&&e.endsWith(a))?[{...n,match:`${Y(i)}*${Y(a)}`,files:t}]:t.map(e=>({...e,match:Y(e.path),files:[e]}))})}function J({gaps:e,configuration:t}){return JSON.stringify([e,t])}function Yt([e=``,...t]){let n=n=>t.every(t=>t.startsWith(e.slice(0,n))),r=0;for(;r<e.length&&n(r+1);)r+=1;let i=Math.min(...[e,...t].map(e=>e.length))-r,a=0;for(;a<i&&t.every(t=>t.endsWith(e.slice(e.length-a-1)));)a+=1;return[e.slice(0,r),e.slice(e.length-a)]}function Y(e){return e.replace(/[\\*?[\]{}()!+@|^$"]/g,`?`)}const Xt={candidate:`reports`,config:null,history:se};async function Zt(e,n,r){let i=new C(n),[a]=i.unfound([e]);if(a!==void 0)throw new E(`init ${e}: expected a folder with results, found ${a.reason}; give the one that the benchmark wrote`);let o=ee([{values:{reports:[e]},nameOf:t}]),{candidate:c}=await he(o,i,Xt,r),l=s(c.problems),u=l.filter(({severity:e})=>e!==`notice`);return r.problems(u,[]),ie({kept:c.runs,leftOut:[]},c,l,t),{folder:e,runs:c.runs.length,...Qt(c.runs,o)}}function Qt(e,t){let{sides:n,places:r}=be(e,[],le(e,t.variant),Ee(t,{prices:Pe}));return{scenarios:n.flatMap(({candidate:e})=>e===null?[]:[Me(e)]),gaps:Gt(e,e=>r.get(e)?.configuration??``)}}const $t=`pareto-report/pareto-report`,en=`.github/workflows`,tn=[`benchmark`,`pareto-report`];async function nn(e,t,n){let{given:r,force:i}=Mt(e),a=Lt(t),o=rn(a,r,t),s=await Zt(o,a.root,n),c=an(a.root),l=[{path:c,text:Nt(sn(o,Ge(c,Ke(c)),a))},{path:on(a.root),text:St(s)}];cn(a.root,l,i),Vt(a.root,l,i);let u={workflow:c,config:l[1].path},d=a.root===t?``:` in ${D(a.root)}`,f=l.map(({path:e})=>`Wrote ${e}${d}`),p=jt({...a,...u,hasGaps:s.gaps.length>0});return`${[...ot(s),``,...f,``,...p].join(`
`)}\n`}function rn({root:e},t,n){let r=_(n,t),i=Oe(e,r);if(!re(e,r))throw new E(`init ${t}: expected a folder in ${e}, found one outside; copy some results into the repository, where the workflow will leave them`);if(/[\r\n]/.test(i)||i.trim()!==i)throw new E(`init ${JSON.stringify(t)}: expected a name that an input can hold, found a line break, or a space at its end; rename the folder`);return i}function an(e){let t=tn.map(t=>({name:t,there:K(e,X(t))})),n=t=>Bt(F(e,t))?.includes(`${$t}@`)===!0,r=t.find(({there:e})=>e.every(n))??t.at(-1);return r?.there[0]??X(r?.name??``)[0]}function X(e){return[`${en}/${e}.yml`,`${en}/${e}.yaml`]}function on(e){let[t=``,n=``]=u,[r,i]=K(e,u);if(i===void 0)return r??t;throw new E(`init: expected one of ${t} and ${n}, found both; keep one of them`)}function sn(t,n,{branch:r}){let i=Math.max(1,Number(e.split(`.`)[0]));return{folder:t,name:n,branch:r??`main`,action:`${$t}@v${i}`}}function cn(e,t,n){let r=K(e,t.map(({path:e})=>e));if(r.length===0||n)return;let i=r.length===1?`is`:`are`,a=r.length===1?`it`:`them`;throw new E(`init: ${r.join(` and `)} ${i} there already, and nothing was written; add --force to replace ${a}`)}const ln=`summary.md`;async function un(e,{json:t,quiet:n,output:r,screen:i},{stdout:a,stderr:o}){let{report:s,explanation:c}=e;if(t?await dn(l(s),a):n?a.write(ue(s,i)):a.write(xe(s,i,fn(e,r))),c===null)return;let u=c.split(`
`).flatMap(e=>pn(e,i));(t?o:a).write(u.join(`
`))}async function dn(e,t){await Je(Ie.from(e),t,{end:!1}).catch(e=>{if(e.syscall!==`write`&&e.code!==`ERR_STREAM_PREMATURE_CLOSE`)throw e})}function fn({html:e,folder:t,named:n},r){let i=e=>D(F(r,e)),a=t.filter(t=>t!==ln&&t!==e);return{summary:i(ln),page:e===null?null:i(e),others:[...new Set(a.map(e=>e.replace(/\/.*/s,`/`))),...n.map(D)]}}function pn(e,{columns:t}){if(t===null)return[e];let[n=``]=/^ */.exec(e)??[];return T(e.slice(n.length),t-n.length,2).map(e=>n+e)}const mn=`\r\x1B[K`;var hn=class{#e;#t;#n;#r=null;#i=null;constructor(e,t=process,n=()=>performance.now()){this.#e=e,this.#t=t,this.#n=n}show(e){let t=this.#n();this.#r!==null&&t-this.#r<50||(this.#i??=this.#a(),this.#r=t,this.#e.write(`${mn}${ye(e,(this.#e.columns??80)-1,`end`)}`))}clear(){this.#i?.(),this.#i=null,this.#r!==null&&(this.#r=null,this.#e.write(mn))}#a(){let e=()=>this.clear(),t=[`uncaughtExceptionMonitor`,`exit`];for(let n of t)this.#t.once(n,e);let n=ge(this.#t,e);return()=>{n();for(let n of t)this.#t.off(n,e)}}};const gn={error:`bad`,warning:`doubtful`,notice:`strong`},_n={read:`Reading files`,draw:`Drawing pictures`};var vn=class{#e;#t;#n;#r=new je;#i=0;constructor(e,t,n=process){this.#e=e,this.#t=t,this.#n=t.isLive&&!t.isQuiet?new hn(e,n):null}progress(e,t,n){let r=`${t.toLocaleString(`en`)} of ${n.toLocaleString(`en`)}`;this.#n===null?e===`read`&&n>=500&&this.#a(`read ${r} files`,t===n):this.#n.show(`${_n[e]}: ${r}`)}problems(e){let t=this.#t.isQuiet?e.filter(({severity:e})=>e===`error`):e;for(let e of t.slice(0,50))this.#o(e);let n=t.length-50;n>0&&this.#s(`and ${n.toLocaleString(`en`)} more problems, all in report.json`)}stage(e){let{total:t,stage:n}=this.#r.lap();this.#n?.clear(),this.#t.timings&&this.#s(`${e.padEnd(8)} ${n.toFixed(0).padStart(6)} ms, at ${t.toFixed(0)} ms`)}end(){this.#n?.clear()}#a(e,t){let n=performance.now();this.#t.isQuiet||!t&&n-this.#i<1e3||(this.#i=n,this.#s(e))}#o(e){let{color:t}=this.#t.screen,n=Ae(e),r=D(`${n===``?``:`${n}: `}`),i=`${e.severity}: `,a=D(` [${e.code}]`);this.#s(`${r}${i}${e.message}${a}`,n=>n.replace(r+i,()=>r+x(i,gn[e.severity],t)).replace(a,()=>x(a,`faint`,t)))}#s(e,t=e=>e){this.#n?.clear();let n=T(D(e),this.#t.screen.columns,2).map(t);this.#e.write(`${n.join(`
`)}\n`)}};const Z=`pareto-report:`;var yn=class{color=`auto`;#e;#t;constructor(e,t){this.#e=e,this.#t=t}get screen(){return S(this.#e,this.#t,this.color)}print(e){let{columns:t,color:n}=this.screen,[r=``,...i]=T(`${Z} ${e}`,t,2);this.#e.write(`${[r.replace(Z,x(Z,`bad`,n)),...i].join(`
`)}\n`)}};const bn=`PARETO_REPORT_PAGE`;async function xn(e,t){let n=Sn(e,t);if(n===null)return`there is no display here`;let{program:r,args:i,options:a}=n;return new Promise(e=>{let t=qe(r,i,{...a,detached:!0,stdio:`ignore`});t.once(`error`,({message:t})=>e(`${r} cannot be started (${t})`)),t.once(`spawn`,()=>{t.unref(),e(null)})})}function Sn(e,{platform:t,env:n}){return t===`darwin`?{program:`open`,args:[e],options:{env:n}}:t===`win32`?{program:`cmd`,args:[`/d`,`/v:on`,`/c`,`start "" "!${bn}!"`],options:{env:{...n,[bn]:e},windowsVerbatimArguments:!0}}:[n.DISPLAY,n.WAYLAND_DISPLAY,n.BROWSER].some(e=>e)?{program:`xdg-open`,args:[e],options:{env:n}}:null}async function Cn(t){let n=new yn(process.stderr,process.env);try{let[r,...i]=t;if(r===`init`&&!wn(i)){let e=Dn(n,{});return $(await nn(i,En(),e).finally(()=>e.end()))}let{values:a,positionals:o}=Xe(t);return a.help?$(`Usage: pareto-report PATH... [options]
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
  --junit FILE           JUnit XML: a test case for whatever is judged, failed
                         where the gate fails by it
  --export KIND=FILE     figures for a tracker: bigger-is-better (for
                         github-action-benchmark), bmf (for Bencher) or
                         openmetrics (for GitLab and Prometheus); repeatable,
                         or separated by commas

What is printed
  --json                 report.json on stdout, and nothing else
  --quiet                only the verdict and what --at and --explain ask for,
                         and only errors on stderr
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

A flag that takes one value is given once; an empty value, as of a variable that
is not set, is as if the flag were not given.

Exit status: 0 success; 1 the gate failed; 2 bad usage, or no run could be read;
70 a bug in pareto-report.
`):a.version?$(`pareto-report ${e}\n`):(n.color=On(a.color),await Tn(a,o,n))}catch(e){if(!(e instanceof E))throw e;return n.print(e.message),2}}function wn(e){return e.some(e=>e===`--help`||e===`-h`)}async function Tn(e,t,n){let{stdout:r,env:i}=process,a=En(),o=new C(a),s=await f(e.config??null,o,Q),c=ae({...e},d,Q),l=[...t,...Se(c.reports)];An(t,o);let u=[{values:{...c,reports:l},nameOf:Q},s],p=ee(u),m=te(u);kn(o,Se(c.baseline)),e.open&&jn(p.html);let{json:h=!1,quiet:g=!1}=e,_=Dn(n,e),v={source:o,target:new Te(a,m(`output`),ce),log:_,today:(/* @__PURE__ */ new Date()).toISOString().slice(0,10)},y={...me,config:s.file,nameOf:m,explains:e.explain??!1},b=await oe(p,v,y).finally(()=>_.end()),x=S(r,i,n.color);await un(b,{json:h,quiet:g,output:p.output,screen:x},process),e.open&&await Mn(b.html===null?null:F(p.output,b.html),n);for(let e of b.failures)n.print(`the gate failed: ${e}`);return+(b.failures.length>0)}function En(){try{return process.cwd()}catch{throw new E(`expected a working folder, found that it is gone; change to one that is there`)}}function Dn({screen:e},{quiet:t=!1,timings:n=!1}){let{stderr:r,env:i}=process;return new vn(r,{screen:e,isLive:Ce(r,i),isQuiet:t,timings:n})}function On(e){let t=e===void 0?`auto`:w.find(t=>t===e);if(t!==void 0)return t;throw new E(`--color: ${ve(de(w),e??``,w)}`)}function kn(e,t){let n=t.filter(e=>e!==``),[r]=e.unfound(n.flatMap(t=>b(t,e)));if(r===void 0)return;let i=r.path===`auto`?`auto works only in the Action`:`give the path of one`;throw new E(`--baseline ${r.path}: expected reports of an earlier run, found ${r.reason}; ${i}`)}function An([e=``],t){if(/^\w+$/.test(e)&&we(e,[`init`])!==null&&t.unfound([e]).length!==0)throw new E(`${e}: expected a report, folder or glob, found none of that name; did you mean init?`)}function jn(e){if(e!==`auto`)throw new E(`--open: expected a report.html to open, found html: none; leave out one of the two`)}async function Mn(e,t){let n=e===null?`it could not be made`:await xn(I(e),process);n!==null&&t.print(`--open: report.html could not be opened: ${n}`)}function Q(e){return e===`reports`?`PATH`:e===`thresholds`?`--threshold`:`--${e}`}function $(e){return process.stdout.write(e),0}export{Cn as main};