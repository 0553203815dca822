/** Phone first: one column, large targets, what is asked within reach of a thumb. Colours keep 4.5 : 1 in light and dark. */
export const style = `
:root {
  color-scheme: light dark;
  --back: #ffffff; --text: #1b1f24; --soft: #57606a; --line: #d0d7de; --card: #f6f8fa;
  --main: #0a5ec2; --on-main: #ffffff; --bad: #b3261e; --on-bad: #ffffff; --note: #fff4d6;
  --person: #b26a00; --machine: #3b73c5; --good: #1a7f37;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #0f1419; --text: #e6eaee; --soft: #9aa7b4; --line: #38424d; --card: #19212a;
    --main: #6cb0ff; --on-main: #06203d; --bad: #ff8a80; --on-bad: #3b0703; --note: #3a2f12;
    --person: #e0a23c; --machine: #6ea8f0; --good: #4cc26b;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; background: var(--back); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--main); }
h1 { font-size: 1.35rem; margin: .5rem 0; }
h2 { font-size: 1.15rem; margin: 1rem 0 .5rem; }
p { margin: .4rem 0; }
:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
[hidden] { display: none !important; }
.aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
header ul, .filters ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: 0; padding: 0; }
header a, .filters a { display: inline-block; padding: .6rem 0; }
[aria-current] { font-weight: 700; color: var(--text); }
.who, .hint, .subject, time { color: var(--soft); font-size: .9rem; }
button, input, select { font: inherit; color: inherit; min-height: 3rem; border-radius: .5rem; border: 1px solid var(--soft);
  background: var(--back); padding: .5rem 1rem; }
button { cursor: pointer; background: var(--card); }
button.main { background: var(--main); color: var(--on-main); border-color: var(--main); font-weight: 600; }
button.danger { background: var(--bad); color: var(--on-bad); border-color: var(--bad); }
button.quiet { background: none; border-color: var(--line); }
button[aria-disabled], [aria-busy] button { background: var(--card); color: var(--soft); border-color: var(--line); cursor: progress; }
.entry { display: flex; flex-direction: column; gap: .5rem; margin: 1rem 0; }
.entry label { font-weight: 600; }
.entry > input { font-size: 1.6rem; letter-spacing: .1em; text-align: center; width: 100%; }
.entry > input[type=password] { letter-spacing: normal; }
.entry button { width: 100%; min-height: 3.5rem; }
.recovery > input, .fields input { font-size: 1.1rem; letter-spacing: normal; text-align: start; width: 100%; }
.fields { display: flex; flex-direction: column; gap: .5rem; }
.recovery fieldset { border: 1px solid var(--line); border-radius: .5rem; padding: .25rem .75rem; }
.recovery legend { font-weight: 600; }
.reveal { display: flex; align-items: center; gap: .5rem; }
.reveal input { flex: none; min-height: 1.5rem; width: 1.5rem; }
.reveal label { font-weight: 400; padding: .6rem 0; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; }
.actions p { width: 100%; font-weight: 600; }
.twice { display: flex; gap: .5rem; }
a.button { display: inline-block; min-height: 3rem; border-radius: .5rem; border: 1px solid var(--soft); background: var(--card);
  padding: .6rem 1rem; text-decoration: none; }
.qr svg { display: block; width: 100%; max-width: 20rem; height: auto; border-radius: .5rem; }
.qr.expired svg { opacity: .2; }
.trouble { color: var(--bad); }
.countdown { color: var(--soft); }
.clock { font-variant-numeric: tabular-nums; font-size: 1.4rem; font-weight: 600; color: var(--text); }
.logins { list-style: none; padding: 0; }
.logins li { display: grid; gap: .1rem .75rem; grid-template-columns: 1fr auto; align-items: center;
  padding: .6rem .75rem; border: 1px solid var(--line); border-left: .4rem solid var(--machine); border-radius: .5rem; margin: .5rem 0; }
.logins li.waiting { border-left-color: var(--person); }
.logins li.signedIn { border-left-color: var(--good); }
.logins li.failed, .logins li.cancelled { border-left-color: var(--bad); }
.logins a { font-weight: 600; padding: .4rem 0; }
.logins .state { grid-column: 1; }
.logins time { grid-column: 1; }
.logins button { grid-column: 2; grid-row: 1 / span 3; }
.start { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: 1rem 0; }
.start select { flex: 1 1 12rem; min-width: 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: 400; }
thead th { font-weight: 600; }
@media (max-width: 40rem) {
  .stacks, .stacks tbody, .stacks tr { display: block; }
  .stacks thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacks tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .stacks td { display: grid; grid-template-columns: 8rem 1fr; padding: .1rem 0; border: none; }
  .stacks td::before { content: attr(data-column); color: var(--soft); }
  .stacks td:empty { display: none; }
}
.timeline th + td, .timeline td, .timeline thead th { white-space: nowrap; }
.timeline td + td { text-align: right; padding-right: 0; }
.timeline { margin: .5rem 0; }
.timeline svg { width: 100%; max-width: 40rem; height: auto; font-size: 12px; fill: var(--text); }
.timeline .lasted { text-anchor: end; fill: var(--soft); }
.timeline .track { fill: var(--card); }
.timeline .person { fill: var(--person); }
.timeline .machine { fill: var(--machine); }
.timeline .good { fill: var(--good); }
.timeline .bad { fill: var(--bad); }
details { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; margin: .5rem 0; }
summary { cursor: pointer; padding: .4rem 0; }
pre { overflow: auto; max-height: 24rem; background: var(--card); padding: .75rem; border-radius: .5rem; }
`;
