"""The style sheet of the page of a report: system fonts, light and dark, no file and no network."""

CSS = """
:root{--ink:#1c2330;--soft:#5c6675;--line:#dfe3ea;--paper:#fff;--panel:#f6f7fa;--blue:#2f63c0;--pale:#b9cdf1;
--good:#1f7a4d;--bad:#b3362b;--warn:#96660a;--mark:#fdeeb0;--gold:#d9efe1}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#9aa4b4;--line:#333b49;--paper:#151a22;--panel:#1d242f;
--blue:#7fa8f0;--pale:#3a4f7a;--good:#63c596;--bad:#f08a7f;--warn:#e0b050;--mark:#5c4d12;--gold:#1f4a34}}
*{box-sizing:border-box}
section{scroll-margin-top:52px}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:1080px;margin:0 auto;padding:0 24px 80px}
header{max-width:1080px;margin:0 auto;padding:36px 24px 0}
h1{font-size:26px;margin:0 0 4px;letter-spacing:-.01em}
h2{font-size:18px;margin:44px 0 12px;padding-top:8px}
h3{font-size:15px;margin:18px 0 6px}
p{margin:6px 0}
.soft,.note{color:var(--soft)}
nav{position:sticky;top:0;background:var(--paper);border-bottom:1px solid var(--line);z-index:2;margin-top:18px}
nav div{max-width:1080px;margin:0 auto;padding:8px 24px;display:flex;gap:18px;flex-wrap:wrap}
a{color:var(--blue);text-decoration:none}
a:hover,a:focus-visible{text-decoration:underline}
.banner{padding:10px 14px;border-radius:8px;margin:14px 0 0;font-weight:600;border:1px solid currentColor}
.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:6px 14px 6px 0;border-bottom:1px solid var(--line);vertical-align:middle}
th{font-weight:600;color:var(--soft);font-size:13px}
td.n,th.n{text-align:right;white-space:nowrap}
td.big{font-weight:650;font-size:16px}
td.ours{font-weight:650}
.chip{display:inline-block;padding:1px 8px;border-radius:20px;font-size:12.5px;border:1px solid currentColor;
white-space:nowrap}
.plots{display:flex;gap:28px;flex-wrap:wrap}
figure{margin:0}
figcaption{font-weight:600;margin-bottom:2px}
svg{max-width:100%;height:auto}
svg text{font:12px system-ui,sans-serif;fill:var(--soft)}
svg .label{fill:var(--ink);font-size:13px}
.track{stroke:var(--line);stroke-width:2;fill:var(--panel)}
rect.track{stroke:none}
.interval{stroke:var(--blue);stroke-width:3;opacity:.45;stroke-linecap:round}
.bars .interval{stroke:var(--ink);stroke-width:1.5;opacity:.6}
.dot{fill:var(--blue)}
.grid{stroke:var(--line)}
.curve{fill:none;stroke:var(--blue);stroke-width:2.5}
.thin{fill:none;stroke:var(--blue);stroke-width:1;opacity:.5}
.even,.stop{stroke:var(--soft);stroke-dasharray:4 4}
.bar.good{fill:var(--good);opacity:.75}.bar.bad{fill:var(--bad);opacity:.75}
.case{display:none;border:1px solid var(--line);border-radius:10px;padding:18px 22px;margin:14px 0;
background:var(--panel);scroll-margin-top:72px}
.case:target{display:block}
body:has(.case:target) main>section:not(#cases),body:has(.case:target) #cases>:not(.case:target){display:none}
td.id{white-space:nowrap}
td svg{display:block}
.case h3{font-size:18px;margin:0 0 6px}
blockquote{margin:10px 0;padding:8px 14px;border-left:3px solid var(--pale);background:var(--paper);
border-radius:0 8px 8px 0}
mark{background:var(--mark);color:inherit;border-radius:2px}
mark.gold{background:var(--gold)}
details{margin:10px 0}
summary{cursor:pointer;color:var(--blue)}
@media print{.case{display:block;break-inside:avoid}nav{display:none}}
"""
