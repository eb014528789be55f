#!/usr/bin/env node
import{r as e}from"./plot.js";const t=process.argv.slice(2);t.length>0&&!/^(-h|--help|--version|none|--plots=none)$/m.test(t.join(`
`))&&e();const{main:n}=await import(`./command.js`);process.exitCode=await n(t);export{};