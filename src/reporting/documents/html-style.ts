/** The one page's style: readable on paper and on a screen of any width, in light and dark. */
export const style = `
:root{color-scheme:light dark;--ink:#1c2330;--quiet:#515b6b;--rule:#b9c0ca;--paper:#fff;--bad:#a3160c;--badpaper:#fdecea;--link:#0b4f8a}
@media (prefers-color-scheme:dark){:root{--ink:#e7eaf0;--quiet:#a9b3c2;--rule:#485263;--paper:#14181f;--bad:#ffb4ab;--badpaper:#4a1310;--link:#9ecbff}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 Georgia,"Times New Roman",serif}
main{max-width:46rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
.running{max-width:46rem;margin:0 auto;padding:.75rem 1.25rem;color:var(--quiet);font-size:.875rem;border-bottom:1px solid var(--rule)}
h1,h2,h3,h4,h5{line-height:1.2;margin:2.2em 0 .6em}h1{font-size:2.4rem;margin-top:3rem}h2{font-size:1.7rem}h3{font-size:1.3rem}h4,h5{font-size:1.08rem}
a{color:var(--link)}.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem}
.cover{border-bottom:3px solid var(--ink);padding-bottom:2rem}.sub{font-size:1.3rem;color:var(--quiet)}
.mark{border:1px solid var(--rule);padding:.5rem .75rem}.false{color:var(--bad);background:var(--badpaper)}
.figure{font-variant-numeric:tabular-nums lining-nums}.figure.changed,.figure.missing{color:var(--bad);background:var(--badpaper);font-weight:600}
.contents ol{list-style:none;padding:0}.scroll{overflow-x:auto;margin:1.5rem 0 .5rem}
table{border-collapse:collapse;width:100%;font-size:.94rem}caption{text-align:left;font-weight:700;padding:.3rem 0}
thead th,thead td{border-bottom:2px solid var(--ink)}th,td{text-align:left;vertical-align:bottom;padding:.3rem .5rem;border-bottom:1px solid var(--rule);font-weight:400}
thead th{font-weight:600}td.n,th.n{text-align:right;white-space:nowrap}tr.sum th,tr.sum td{font-weight:700}th.l2{padding-left:1.4rem}th.l3{padding-left:2.2rem}
.note,.notes{font-size:.875rem;color:var(--quiet)}dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.35rem 1rem}dt{color:var(--quiet)}dd{margin:0}
@media (max-width:34rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
.entry{border-top:1px solid var(--rule);padding:.5rem 0 1rem}figure{margin:1.5rem 0}figure svg{width:100%;height:auto;color:var(--ink)}
.turn{display:flex;gap:1rem;justify-content:space-between;border-top:1px solid var(--rule);padding-top:1rem;margin-top:3rem}
.hear{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media print{.running,.skip,.turn{display:none}body{font-size:10.5pt}h2{break-before:page}}
`.trim();
