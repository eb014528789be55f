import{n as e}from"./package.js";import{At as t,Dt as n,Et as r,Gt as i,Jt as a,Mt as o,N as s,Ot as c,Pt as l,St as u,T as d,Tt as f,Wt as p,Xt as m,Yt as h,Zt as g,_t as ee,a as _,bt as v,c as te,ct as y,d as ne,f as b,ft as x,gt as re,ht as ie,i as S,it as C,l as ae,lt as oe,mt as se,n as ce,nt as w,o as le,p as ue,pt as de,qt as fe,r as pe,s as T,t as me,tt as he,u as ge,ut as _e,vt as E,wt as D,xt as ve,yt as ye}from"./folder.js";import{i as O,n as k,r as be,t as xe}from"./log.js";import{Bt as A,I as j,Mt as M,Rt as N,at as Se,bt as Ce,ht as we,y as P}from"./ratewords.js";import{parseArgs as Te}from"node:util";import{Readable as Ee}from"node:stream";import{existsSync as De,lstatSync as Oe,mkdirSync as ke,readFileSync as F,renameSync as Ae,rmSync as je,rmdirSync as Me,writeFileSync as Ne}from"node:fs";import{basename as Pe,dirname as I,extname as Fe,isAbsolute as Ie,join as L,relative as Le,resolve as R,sep as Re}from"node:path";import{spawn as ze}from"node:child_process";import{pipeline as Be}from"node:stream/promises";const z={model:`model`,accelerator:`accelerator`,configuration:`configuration`,gpus:`number of GPUs`},Ve={accelerator:`accelerator`,configuration:`label`,gpus:`gpus`},He=Object.keys(z);function Ue({folder:e,runs:t,scenarios:n,gaps:r}){let i=`${A(t,`run`)} in ${A(n.length,`scenario`)}`;return[`Found in ${D(e)}: ${i}`,...n.flatMap(({scenario:e,front:t})=>[``,u(e),[...re(e),ve(e),t.length===0?`no front`:`${N(t.length)} on the front`].join(` · `),...We(e.configurations)]),...Je(r)]}function We(e){let t=e.length-30,n=e.slice(0,30).map(({id:e,points:t})=>[f(D(e),40),Ge(t)]),r=Math.max(...n.map(([e])=>e.length)),i=n.map(([e,t])=>`  ${e.padEnd(r)}  ${t}`);return t>0?[...i,`  and ${A(t,`more configuration`)}`]:i}function Ge(e){return[...P(e.map(({load:e})=>e),Ke)].map(([e,t])=>qe(e,t)).join(`; `)}function Ke(e){return e.condition===null?j(e)===null?e.rate===null?`other`:`rate`:e.rate===null?`concurrency`:`other`:`other`}function qe(e,t){return e===`concurrency`?`concurrency ${E(t.map(e=>N(j(e))))}`:e===`rate`?`${E(t.map(({rate:e})=>ee(e)))} requests/s`:E([...new Set(t.map(ye))])}function Je(e){if(e.length===0)return[];let t=He.filter(t=>e.some(e=>e.gaps.includes(t))),n=t.flatMap(e=>Ve[e]??[]).map(e=>`--${e}`);return[``,`Not stated`,...t.map(t=>`  ${z[t]}: ${A(Ye(t,e),`run`)}`),`  in ${E(e.map(({match:e})=>v(e)))}`,`State it by path under overrides in the config file${n.length===0?``:`, or for all with ${n.join(`, `)}`}.`]}function Ye(e,t){return t.reduce((t,n)=>t+(n.gaps.includes(e)?n.runs:0),0)}const Xe=[`ttft-p99`,`ttft`,`tpot-p99`,`tpot`,`itl`,`e2el-p99`,`e2el`];function Ze({scenarios:e}){let t=e.map(({scenario:e})=>de(e)).filter(e=>e.length>0),n=[...new Set(t.flatMap(ie))].sort((e,t)=>e-t),r=e=>t.filter(t=>se(t,e)!==null).length,i=Math.max(0,...n.map(r)),a=n.filter(e=>r(e)===i),o=Math.max(1,(a.length-1)/2);return[...new Set(Array.from({length:3},(e,t)=>a[Math.round(t*o)]))].flatMap(e=>e??[])}function Qe({scenarios:e}){let t=e.flatMap(({scenario:e})=>M(e)).map(({point:e})=>e.metrics);for(let e of Xe){let n=t.flatMap(t=>t[e]??[]).sort((e,t)=>e-t),r=n[Math.floor((n.length-1)/2)];if(r===void 0||r<=0)continue;let i=tt(r);return{metric:e,limit:i,kept:n.filter(e=>e<=i).length,of:t.length}}return null}function $e({scenarios:e},t){return e.some(({scenario:e})=>M(e).some(({point:e})=>e.metrics[t]!==null))}function et(e){return we.find(t=>t.id===e)?.unit??``}function tt(e){let t=10**Math.floor(Math.log10(e)),n=[1,2,5,10].find(n=>n*t>=e)??10;return Number((n*t).toPrecision(1))}var nt=c();function B(e){return typeof e==`number`||/^[\x20-\x7e\p{L}]*$/u.test(e)?(0,nt.stringify)(e,{lineWidth:0}).trimEnd():rt(e)}function rt(e){let t=e=>Array.from({length:e.length},(t,n)=>`\\u${e.charCodeAt(n).toString(16).padStart(4,`0`)}`);return JSON.stringify(e).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,e=>t(e).join(``))}function V(e){return`# ${D(e)}`}function H(e){return e.map(e=>`#${e}`)}const it={model:`name of the model`,accelerator:`name of the accelerator`,configuration:`1R-TP8`,gpus:`8`};function at(e){return`${[ot(e),st(e),ct(e),lt(e),ut(e),ft(e)].filter(e=>e.length>0).map(e=>e.join(`
`)).join(`

`)}\n`}function ot({folder:e,runs:t}){return[V(`Options of pareto-report, for ${A(t,`run`)} found in ${v(e)}.`),V(`A flag or an input wins over this file. A # without a space after it switches an option off: take it away to use it.`)]}function st(e){let t=Ze(e),n=`at: [${(t.length>0?t:[20,50]).join(`, `)}]`;return[V(`Speeds in tok/s/user that your users need: the report leads with the best tok/s/GPU at each.`),...t.length>0?[n]:H([n])]}function ct(e){let t=[...$e(e,`output-throughput`)?[`output-throughput: -10%`]:[],...e.scenarios.some(({front:e})=>e.length>0)?[`front: -7%`]:[]],n=V(`What fails the job: the largest fall (-10%) or rise (+15%) against the baseline.`);return t.length===0?[n,...H([`thresholds:`,`  ttft: +15%`])]:[n,`thresholds:`,...t.map(e=>`  ${e}`)]}function lt(e){let t=Qe(e);if(t===null)return[];let{metric:n,limit:r,kept:i,of:a}=t;return[V(`Objectives mark the points that meet them, and gate nothing: ${i} of ${A(a,`point`)} would meet this one.`),...H([`slo:`,`  ${n}: <= ${r} # ${et(n)}`])]}function ut({gaps:e}){if(e.length===0)return[];let t=e.slice(20);return[V(`What these results do not state. Without GPUs there is no tok/s/GPU and no front: put in what served.`),...H([`overrides:`,...e.slice(0,20).flatMap(dt)]),...t.length===0?[]:[V(`… and so on for ${A(t.length,`more group`)} of files.`)]]}function dt({match:e,configuration:t,gaps:n,runs:r}){return[`  - match: ${B(e)} ${V(`${v(t)}, ${A(r,`run`)}`)}`,...n.map(e=>`    ${e}: ${it[e]}`)]}function ft({scenarios:e}){let t=e.flatMap(({scenario:e})=>e.configurations.flatMap(pt)),n=[...new Set(t)].sort();return[V(`What a GPU-hour costs you, in dollars: adds the cost of a million output tokens.`),...H([`price:`,...(n.length>0?n:[`H100`]).map(e=>`  ${B(e)}: 2.00`)])]}function pt({deployment:e}){let t=e.roles.flatMap(({accelerator:e})=>e??[]);return t.length>0?t:[e.accelerator??[]].flat()}function mt({root:e,isGit:t,branch:n,workflow:r,config:i,hasGaps:a}){return[`Next`,...[`replace the step «Run the benchmark» in ${r} by yours`,...n===null?[`check the branch there: main was assumed`]:[],a?`state in ${i} what the results do not, and review the rest`:`review ${i}`,t?`commit both files, push them, and open a pull request`:`move .github to the root of your repository (${e} is not in one), and commit it`].map((e,t)=>`  ${t+1}. ${e}`)]}const U={force:{type:`boolean`}},W=`init FOLDER [--force]`;function ht(e){let{values:t,positionals:n,tokens:r}=Te({args:[...e],options:U,allowPositionals:!0,strict:!1,tokens:!0});for(let e of r){if(e.kind!==`option`||e.name in U&&e.value===void 0)continue;let t=h(e.rawName,[`--force`]);throw new O(`init ${e.rawName}: expected ${W}, found another option; ${t}--help lists them`)}let[i,...a]=n;if(i===void 0||i===``)throw new O(`init: expected ${W}, found no folder; add the one with your results, or give ./init for a path of that name`);if(a.length>0)throw new O(`init: expected one folder, found ${n.length}; give the one above them`);return{given:i,force:t.force===!0}}function gt({folder:e,branch:t,name:n,action:r}){let i=B(vt(e));return`${V(`Measures each pull request, and compares it with the run at its merge base on ${v(t)}.`)}
#
# The push to that branch leaves the artifact that pull requests find their baseline in. A pull request from a fork has a
# token that only reads: it gets its job summary, and no comment.
name: ${B(_t(n))}
on:
  pull_request:
  push:
    branches: [${B(yt(t))}]
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
`}function _t(e){return`${e.charAt(0).toUpperCase()}${e.slice(1)}`.replaceAll(`-`,` `)}function vt(e){return e.replaceAll("${{","${{ '${{' }}")}function yt(e){return e.replace(/[+*?[\]!\\]/g,`\\$&`)}function bt(e){for(let t=e;;t=I(t)){let n=L(t,`.git`);if(De(n))return{root:t,isGit:!0,branch:xt(n)};if(t===I(t))return{root:e,isGit:!1,branch:null}}}function xt(e){let t=L(e,`refs/remotes/origin/HEAD`),n=De(t)?F(t,`utf8`):``;return/^ref: refs\/remotes\/origin\/(\S+)\s*$/.exec(n)?.[1]??null}function G(e,t){return t.filter(t=>K(L(e,t))!==null)}function St(e){return K(e)?.isFile()?F(e,`utf8`):null}function Ct(e,t,n){let r=[],i=[];try{for(let{path:n,text:a}of t){Tt(e,I(n),r);let t=L(e,`${n}.${process.pid}.incomplete`);i.push(()=>je(t,{force:!0})),Ne(t,a,{flag:`wx`})}for(let{path:r}of t){let t=L(e,r),a=wt(t,r,n);Ae(`${t}.${process.pid}.incomplete`,t),i.push(()=>a===null?je(t,{force:!0}):Ne(t,a))}}catch(e){for(let e of i.toReversed())e();for(let e of r.toReversed())Me(e);throw e instanceof O||!(e instanceof Error&&`syscall`in e)?e:new O(`init: expected to write ${t.map(({path:e})=>e).join(` and `)}: ${e.message}`)}}function wt(e,t,n){let r=K(e);if(r===null)return null;if(!r.isFile())throw new O(`init: expected no more than a file at ${t}, found a folder or a link; move it away`);if(!n)throw new O(`init: ${t} is there already; add --force to replace it`);return F(e)}function Tt(e,t,n){for(let[r]of t.split(`/`).entries()){let i=t.split(`/`).slice(0,r+1).join(`/`),a=L(e,i),o=K(a);if(o?.isDirectory()===!1)throw new O(`init: expected a folder at ${i}, found a file or a link; move it away`);o===null&&(ke(a),n.push(a))}}function K(e){try{return Oe(e)}catch(e){let{code:t}=e;if(t===`ENOENT`||t===`ENOTDIR`)return null;throw e}}function Et({model:e,deployment:{label:t,accelerator:n,gpus:r}}){let i={model:e,accelerator:n,configuration:t,gpus:r};return Object.keys(i).filter(e=>i[e]===null)}function Dt(e,t){let n=e.map(e=>({path:x(e),gaps:Et(e),configuration:t(e)}));return q(Ot(n.map(({path:e})=>e)),n).filter(({gaps:e})=>e.length>0).map(({match:e,gaps:t,configuration:n,files:r})=>({match:e,gaps:t,configuration:n,runs:r.length}))}function Ot(e){let[t]=At(e);return t.slice(0,t.lastIndexOf(`/`)+1)}function q(e,t){let[n]=t;return n===void 0?[]:t.every(e=>J(e)===J(n))?[{...n,match:`${Y(e)}**`,files:t}]:[...P(t,({path:t})=>/^[^/]*\//.exec(t.slice(e.length))?.[0]??``)].flatMap(([t,n])=>t===``?kt(n):q(e+t,n))}function kt(e){return[...P(e,J).values()].flatMap(t=>{let[n]=t;if(n===void 0)return[];let r=e.filter(e=>!t.includes(e)),[i,a]=At(t.map(({path:e})=>e));return t.length>1&&!r.some(({path:e})=>e.startsWith(i)&&e.endsWith(a))?[{...n,match:`${Y(i)}*${Y(a)}`,files:t}]:t.map(e=>({...e,match:Y(e.path),files:[e]}))})}function J({gaps:e,configuration:t}){return JSON.stringify([e,t])}function At([e=``,...t]){let n=n=>t.every(t=>t.startsWith(e.slice(0,n))),r=0;for(;r<e.length&&n(r+1);)r+=1;let i=Math.min(...[e,...t].map(e=>e.length))-r,a=0;for(;a<i&&t.every(t=>t.endsWith(e.slice(e.length-a-1)));)a+=1;return[e.slice(0,r),e.slice(e.length-a)]}function Y(e){return e.replace(/[\\*?[\]{}()!+@|^$"]/g,`?`)}const jt={candidate:`reports`,config:null,history:oe};async function Mt(e,t,n){let r=new C(t),[i]=r.unfound([e]);if(i!==void 0)throw new O(`init ${e}: expected a folder with results, found ${i.reason}; give the one that the benchmark wrote`);let a=l([{values:{reports:[e]},nameOf:p}]),{candidate:o}=await ue(a,r,jt,n),s=d(o.problems),c=s.filter(({severity:e})=>e!==`notice`);return n.problems(c,[]),ge({kept:o.runs,leftOut:[]},o,s,p),{folder:e,runs:o.runs.length,...Nt(o.runs,a)}}function Nt(e,t){let{sides:n,places:r}=b(e,[],y(e,t.variant),ae(t,{prices:Ce}));return{scenarios:n.flatMap(({candidate:e})=>e===null?[]:[Se(e)]),gaps:Dt(e,e=>r.get(e)?.configuration??``)}}const Pt=`pareto-report/pareto-report`,Ft=`.github/workflows`,It=[`benchmark`,`pareto-report`];async function Lt(e,t,n){let{given:r,force:i}=ht(e),a=bt(t),o=Rt(a,r,t),s=await Mt(o,a.root,n),c=zt(a.root),l=[{path:c,text:gt(Ht(o,Pe(c,Fe(c)),a))},{path:Vt(a.root),text:at(s)}];Ut(a.root,l,i),Ct(a.root,l,i);let u={workflow:c,config:l[1].path},d=a.root===t?``:` in ${k(a.root)}`,f=l.map(({path:e})=>`Wrote ${e}${d}`),p=mt({...a,...u,hasGaps:s.gaps.length>0});return`${[...Ue(s),``,...f,``,...p].join(`
`)}\n`}function Rt({root:e},t,n){let r=Le(e,R(n,t)).split(Re).join(`/`)||`.`;if(r.split(`/`)[0]===`..`||Ie(r))throw new O(`init ${t}: expected a folder in ${e}, found one outside; copy some results into the repository, where the workflow will leave them`);if(/[\r\n]/.test(r)||r.trim()!==r)throw new O(`init ${JSON.stringify(t)}: expected a name that an input can hold, found a line break, or a space at its end; rename the folder`);return r}function zt(e){let t=It.map(t=>({name:t,there:G(e,Bt(t))})),n=t=>St(L(e,t))?.includes(`${Pt}@`)===!0,r=t.find(({there:e})=>e.every(n))??t.at(-1);return r?.there[0]??Bt(r?.name??``)[0]}function Bt(e){return[`${Ft}/${e}.yml`,`${Ft}/${e}.yaml`]}function Vt(e){let[t=``,n=``]=r,[i,a]=G(e,r);if(a===void 0)return i??t;throw new O(`init: expected one of ${t} and ${n}, found both; keep one of them`)}function Ht(t,n,{branch:r}){let i=Math.max(1,Number(e.split(`.`)[0]));return{folder:t,name:n,branch:r??`main`,action:`${Pt}@v${i}`}}function Ut(e,t,n){let r=G(e,t.map(({path:e})=>e));if(r.length===0||n)return;let i=r.length===1?`is`:`are`,a=r.length===1?`it`:`them`;throw new O(`init: ${r.join(` and `)} ${i} there already, and nothing was written; add --force to replace ${a}`)}async function Wt(e,{json:t,quiet:n,output:r,screen:i},{stdout:a,stderr:o}){let{report:c,explanation:l}=e;if(t?await Gt(s(c),a):n?a.write(pe(c,i)):a.write(ce(c,i,Kt(e,r))),l===null)return;let u=l.split(`
`).flatMap(e=>qt(e,i));(t?o:a).write(u.join(`
`))}async function Gt(e,t){await Be(Ee.from(e),t,{end:!1}).catch(e=>{if(e.code!==`EPIPE`&&e.code!==`ERR_STREAM_PREMATURE_CLOSE`)throw e})}function Kt({html:e,report:t},n){let r=e=>k(L(n,e));return{summary:r(`summary.md`),page:e===null?null:r(e),others:[`report.json`,`runs.csv`,...t.plots.length===0?[]:[`plots/`]]}}function qt(e,{columns:t}){if(t===null)return[e];let[n=``]=/^ */.exec(e)??[];return w(e.slice(n.length),t-n.length,2).map(e=>n+e)}const Jt=`\r\x1B[K`,Yt=[`SIGINT`,`SIGTERM`,`SIGHUP`];var Xt=class{#e;#t;#n;#r=null;#i=[];constructor(e,t=process,n=()=>performance.now()){this.#e=e,this.#t=t,this.#n=n}show(e){let t=this.#n();this.#r!==null&&t-this.#r<50||(this.#i.length===0&&this.#a(),this.#r=t,this.#e.write(`${Jt}${he(e,(this.#e.columns??80)-1,`end`)}`))}clear(){for(let[e,t]of this.#i)this.#t.off(e,t);this.#i=[],this.#r!==null&&(this.#r=null,this.#e.write(Jt))}#a(){let e=()=>this.clear(),t=Yt.map(e=>[e,()=>{this.clear(),this.#t.kill(this.#t.pid,e)}]);this.#i=[[`uncaughtExceptionMonitor`,e],[`exit`,e],...t];for(let[e,t]of this.#i)this.#t.once(e,t)}};const Zt={error:`bad`,warning:`doubtful`,notice:`strong`},Qt={read:`Reading files`,draw:`Drawing pictures`};var $t=class{#e;#t;#n;#r=new xe;#i=0;constructor(e,t,n=process){this.#e=e,this.#t=t,this.#n=t.isLive&&!t.isQuiet?new Xt(e,n):null}progress(e,t,n){let r=`${t.toLocaleString(`en`)} of ${n.toLocaleString(`en`)}`;this.#n===null?e===`read`&&n>=500&&this.#a(`read ${r} files`,t===n):this.#n.show(`${Qt[e]}: ${r}`)}problems(e){let t=this.#t.isQuiet?e.filter(({severity:e})=>e===`error`):e;for(let e of t.slice(0,50))this.#o(e);let n=t.length-50;n>0&&this.#s(`and ${n.toLocaleString(`en`)} more problems, all in report.json`)}stage(e){let{total:t,stage:n}=this.#r.lap();this.#n?.clear(),this.#t.timings&&this.#s(`${e.padEnd(8)} ${n.toFixed(0).padStart(6)} ms, at ${t.toFixed(0)} ms`)}end(){this.#n?.clear()}#a(e,t){let n=performance.now();this.#t.isQuiet||!t&&n-this.#i<1e3||(this.#i=n,this.#s(e))}#o(e){let{color:t}=this.#t.screen,n=be(e),r=k(`${n===``?``:`${n}: `}`),i=`${e.severity}: `,a=k(` [${e.code}]`);this.#s(`${r}${i}${e.message}${a}`,n=>n.replace(r+i,()=>r+S(i,Zt[e.severity],t)).replace(a,()=>S(a,`faint`,t)))}#s(e,t=e=>e){this.#n?.clear();let n=w(k(e),this.#t.screen.columns,2).map(t);this.#e.write(`${n.join(`
`)}\n`)}};const X=`pareto-report:`;var en=class{color=`auto`;#e;#t;constructor(e,t){this.#e=e,this.#t=t}get screen(){return T(this.#e,this.#t,this.color)}print(e){let{columns:t,color:n}=this.screen,[r=``,...i]=w(`${X} ${e}`,t,2);this.#e.write(`${[r.replace(X,S(X,`bad`,n)),...i].join(`
`)}\n`)}};const tn=`PARETO_REPORT_PAGE`;async function nn(e,t){let n=rn(e,t);if(n===null)return`there is no display here`;let{program:r,args:i,options:a}=n;return new Promise(e=>{let t=ze(r,i,{...a,detached:!0,stdio:`ignore`});t.once(`error`,({message:t})=>e(`${r} cannot be started (${t})`)),t.once(`spawn`,()=>{t.unref(),e(null)})})}function rn(e,{platform:t,env:n}){return t===`darwin`?{program:`open`,args:[e],options:{env:n}}:t===`win32`?{program:`cmd`,args:[`/d`,`/v:on`,`/c`,`start "" "!${tn}!"`],options:{env:{...n,[tn]:e},windowsVerbatimArguments:!0}}:[n.DISPLAY,n.WAYLAND_DISPLAY,n.BROWSER].some(e=>e)?{program:`xdg-open`,args:[e],options:{env:n}}:null}const Z={output:{type:`string`},config:{type:`string`},"user-throughput":{type:`string`},variant:{type:`string`},only:{type:`string`},"length-tolerance":{type:`string`},gpus:{type:`string`},accelerator:{type:`string`},label:{type:`string`},plots:{type:`string`,multiple:!0},html:{type:`string`},open:{type:`boolean`},json:{type:`boolean`},quiet:{type:`boolean`},color:{type:`string`},effects:{type:`string`},"baseline-runs":{type:`string`},"fail-on":{type:`string`,multiple:!0},explain:{type:`boolean`},timings:{type:`boolean`},help:{type:`boolean`,short:`h`},version:{type:`boolean`}},an=Object.fromEntries(t.flatMap(fe).map(e=>[e,{type:`string`,multiple:!0}]));async function on(t){let n=new en(process.stderr,process.env);try{let[r,...i]=t;if(r===`init`&&!sn(i)){let e=ln(n,{});return $(await Lt(i,process.cwd(),e).finally(()=>e.end()))}let{values:a,positionals:o}=hn(t);return a.help?$(`Usage: pareto-report PATH... [options]
       pareto-report init FOLDER [--force]

Reads LLM-inference benchmark reports, finds each scenario's Pareto front of
tok/s/user against tok/s/GPU, compares it with earlier runs, and writes
summary.md, report.html, report.json, runs.csv and plots.

  PATH                   a report, a folder searched recursively, or a glob;
                         any file may be a pipe

Examples
  pareto-report results --at 30
      which configuration serves 30 tok/s/user with the most tok/s/GPU
  pareto-report results --baseline last-week --threshold ttft-p99=+15%
      what was lost since then; the exit status is 1 where something was

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

What is asked
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
                         baseline-error (it could not be had), rejected-report;
                         or never (regression, not-comparable, baseline-error)

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
  --quiet                the verdict alone; on stderr errors alone
  --color WHEN           auto, always or never; auto colours a terminal, and
                         heeds NO_COLOR and FORCE_COLOR (auto)
  --open                 open report.html in a browser
  --explain              what each file was taken for: its measurement, facts,
                         words of its name, key, counterpart; beside --json on
                         stderr
  --timings              where the time went, on stderr
  --config FILE          options by name, in YAML (.github/pareto-report.yml or
                         .yaml, if there)
  --help, --version

Exit status: 0; 1 the gate failed; 2 bad usage, or not one run read; 70 a bug of
pareto-report.
`):a.version?$(`pareto-report ${e}\n`):(n.color=un(a.color),await cn(a,o,n))}catch(e){if(!(e instanceof O))throw e;return n.print(e.message),2}}function sn(e){return e.some(e=>e===`--help`||e===`-h`)}async function cn(e,r,a){let{stdout:s,env:c}=process,u=new C(process.cwd()),d=await n(e.config??null,u,Q),f=i({...e},t,Q),p=[...r,...dn(f.reports)],m=[{values:{...f,reports:p},nameOf:Q},d],h=l(m),g=o(m);fn(u,dn(f.baseline)),e.open&&pn(h.html);let{json:ee=!1,quiet:_=!1}=e,v=ln(a,e),y={source:u,target:new me(process.cwd(),g(`output`)),log:v,today:(/* @__PURE__ */ new Date()).toISOString().slice(0,10)},b={...te,config:d.file,nameOf:g,explains:e.explain??!1},x=await ne(h,y,b).finally(()=>v.end()),re=T(s,c,a.color);await Wt(x,{json:ee,quiet:_,output:h.output,screen:re},process),e.open&&await mn(x.html===null?null:L(h.output,x.html),a);for(let e of x.failures)a.print(`the gate failed: ${e}`);return+(x.failures.length>0)}function ln({screen:e},{quiet:t=!1,timings:n=!1}){let{stderr:r,env:i}=process;return new $t(r,{screen:e,isLive:le(r,i),isQuiet:t,timings:n})}function un(e){let t=e===void 0?`auto`:_.find(t=>t===e);if(t!==void 0)return t;throw new O(`--color: ${m(a(_),e??``,_)}`)}function dn(e){return Array.isArray(e)?e.map(String):[]}function fn(e,t){let n=t.filter(e=>e!==``),[r]=e.unfound(n.flatMap(t=>_e(t,e)));if(r===void 0)return;let i=r.path===`auto`?`auto works only in the Action`:`give the path of one`;throw new O(`--baseline ${r.path}: expected reports of an earlier run, found ${r.reason}; ${i}`)}function pn(e){if(e!==`auto`)throw new O(`--open: expected a report.html to open, found html: none; leave out one of the two`)}async function mn(e,t){let n=e===null?`it could not be made`:await nn(R(e),process);n!==null&&t.print(`--open: report.html could not be opened: ${n}`)}function Q(e){return e===`reports`?`PATH`:e===`thresholds`?`--threshold`:`--${e}`}function hn(e){try{let t={...an,...Z};return Te({args:[...e],options:t,allowPositionals:!0})}catch(e){throw new O(`${gn(e)}--help lists the options`)}}function gn({code:e,message:t}){let[n=t]=t.split(/\.\s|\n/),[,r=``]=e===`ERR_PARSE_ARGS_UNKNOWN_OPTION`?/'--([\w-]+)/.exec(n)??[]:[],i=g(r,[...Object.keys(Z),...Object.keys(an)]),a=n.replace(/^Option '([^' ]+)[^']*' argument (missing|is ambiguous).*/s,`$1: expected a value, found none`);return i===null||r===``?`${a}; `:`${a}: did you mean --${i}? `}function $(e){return process.stdout.write(e),0}export{on as main};