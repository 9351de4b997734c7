/** Pages as versions before this one sealed them: they stay as they are for good, and later editions say something of them too. */

const style = `<style>
:root{color-scheme:light dark;--paper:#fffdf8;--ink:#211e1a;--muted:#5c554c;--rule:#cfc6b6;--accent:#8f1d14;--link:#1a4f80;--brief:#f8f2e4;--views:#f3f1ee;--older:#f7e8d0;--open:#8a4708;--voice:#32487a;--serif:Georgia,Times,"Songti SC","Noto Serif CJK SC",SimSun,serif}
@media (prefers-color-scheme:dark){:root{--paper:#1c1a17;--ink:#ece7dc;--muted:#b9b0a2;--rule:#4a443b;--accent:#f0a69b;--link:#a3caf0;--brief:#25211a;--views:#211f1c;--older:#3a2c14;--open:#edb878;--voice:#adc0f0}}
*{box-sizing:border-box}
body{margin:0 auto;padding:0 20px 48px;max-width:680px;border-top:5px solid var(--accent);background:var(--paper);color:var(--ink);font:15px/1.5 -apple-system,"Segoe UI",Roboto,Arial,sans-serif;overflow-wrap:anywhere}
html{background:var(--paper)}
a{color:var(--link);text-underline-offset:2px}
p{margin:0 0 6px}
section{margin-top:34px;padding-top:14px;border-top:1px solid var(--ink)}
.brief{padding:18px 20px;border-top:0;background:var(--brief)}
article{margin-top:20px}
.kicker,.meta{color:var(--muted)}
.kicker b{color:var(--ink);margin-right:6px}
.say{font:18px/1.48 var(--serif)}
article:target{outline:2px solid var(--accent);outline-offset:8px}
</style>`;

const head = `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Weekly, No. 1, Monday 23 November 2026</title>
${style}
</head>
<body>
<header>
<h1>Weekly</h1>
<p class="date">No. 1 · Monday 23 November 2026</p>
</header>`;

const article = (number: string, kicker: string) => `<article id="fact-${number}">
<p class="kicker">${kicker}</p>
<p class="say">Statement ${number} of the first edition holds.</p>
<p class="who">According to the ministry. The Example Post</p>
</article>`;

const rest = `</section>
</main>
<footer>
<p>Weekly is sent by e-mail to readers who confirmed their subscription.</p>
</footer>
</body>
</html>
`;

/** Of the first version: no marked place, leads without a link, no number that leads anywhere. */
export const firstPage = `${head}
<main>
<section class="brief"><h2>In brief</h2>
<article>
<p class="kicker"><b class="firm">Reported</b> 1-01</p>
<p class="say">Statement 1-01 of the first edition holds.</p>
<p class="who">According to the ministry. The Example Post</p>
</article>
</section>
<section><h2>Export controls</h2>
${[1, 2, 3, 4].map(n => article(`1-0${n}`, `<b class="firm">Reported</b> 1-0${n}`)).join('\n')}
${rest}`;

/** Of later ones: a place for banners, leads and facts whose numbers are links. */
export const pageWithContents = `${head}
<main>
<!--corrections-->
<section class="brief" id="in-brief"><h2>In brief</h2>
<ul>
<li><b class="firm">Reported</b> <span class="say">Statement 1-01 of the first edition holds.</span><span class="meta">According to the ministry ·&nbsp;<a class="number" href="#fact-1-01">1-01</a></span></li>
</ul>
</section>
<section id="topic-controls"><h2>Export controls</h2>
${[1, 2, 3, 4].map(n => article(`1-0${n}`, `<b class="firm">Reported</b> <a class="number" href="#fact-1-0${n}">1-0${n}</a>`)).join('\n')}
${rest}`;
