import{n as e}from"./package.js";const t=`pareto-report ${e}\n`;function n(e){let[t,...n]=e;return n.length>0?null:r({help:t===`--help`||t===`-h`,version:t===`--version`})}function r({help:e,version:n}){return e?`Usage: pareto-report PATH... [options]
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
                         tok/s/user as output tok/s \u00f7 concurrency, or 1000 \u00f7
                         mean TPOT in ms: concurrency or tpot (concurrency)

What to ask
  --at TOKS_PER_USER     tok/s/user at which the front is read: the best
                         tok/s/GPU for users of that speed; repeatable (round
                         speeds: 10, 20, 50, \u2026)
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
`:n?t:null}export{n,r as t};