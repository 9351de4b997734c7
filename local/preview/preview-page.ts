import { html } from 'hono/html';
import { counted } from '../../core/foundation/counts.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { columnsOf } from '../../core/foundation/wrap.ts';
import { describeSchedule } from '../../core/publication/schedule.ts';
import { instantTexts } from '../../core/rendering/language/dates.ts';
import type { Basis } from './edition-sources.ts';
import { budgets } from './figures.ts';
import type { Excerpt, Finding } from './files/finding.ts';
import type { Share } from './log/edition-of-log.ts';
import type { EditionPreview } from './preview-edition.ts';
import type { ProjectPreview } from './preview-project.ts';
import { addressOf, frameAddressOf, shows, type View, widths } from './preview-view.ts';

/**
 * The preview as a page: what can be chosen, what is wrong, how large it is, and what readers would see. All of it stands in the
 * document, and the script only brings a newer one; all content escaped.
 * @param atDesk whether it is a page of the desk, to which it then leads.
 */
export async function renderPreviewPage(
  preview: ProjectPreview,
  view: View,
  build: string,
  atDesk = false,
): Promise<string> {
  const edition = preview.editions.find(({ publication }) => publication.id === view.publication);
  const findings = findingsOf(preview, edition);
  const shown = edition?.parts[shows[view.show].part] !== undefined;
  const mistakes = counted(findings.length, 'mistake');
  const title = `${edition?.publication.title ?? 'No publication'}: preview`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${findings.length > 0 ? `(${mistakes}) ` : ''}${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/preview.css">
<script src="/browser.js" type="module"></script>
</head>
<body data-build="${build}">
<header id="chosen">
<h1>Next edition</h1>
${atDesk ? html`<p class="desk"><a href="/">Desk: all articles</a></p>` : ''}
<p class="state">${findings.length === 0 ? 'No mistakes found' : html`<a href="#findings">${mistakes}</a>`}</p>
${choices(preview, view)}
</header>
<main>
<div id="report">
${edition ? whenPart(edition, preview.onTop) : ''}
${preview.leftOut.length > 0 ? html`<p class="without">The edition is shown without ${preview.leftOut.join(', ')}.</p>` : ''}
${shown ? findingsPart(findings) : ''}
${edition?.figures ? figuresPart(edition) : ''}
</div>
<p id="live" role="status">Without its script, this page does not reload by itself.</p>
<div id="stage" role="region" aria-label="${shows[view.show].title}" tabindex="0">${shown ? stagePart(edition, view, build) : inPlace(view, findings)}</div>
</main>
</body>
</html>
`;
  return String(await page);
}

function choices({ editions }: ProjectPreview, view: View) {
  const publications = editions.map(({ publication }) => ({
    title: publication.title,
    view: { ...view, publication: publication.id },
    chosen: publication.id === view.publication,
  }));
  const parts = Object.entries(shows).map(([show, { title }]) => ({
    title,
    view: { ...view, show: show as View['show'] },
    chosen: show === view.show,
  }));
  const sizes = Object.entries(widths).map(([width, { title }]) => ({
    title,
    view: { ...view, width: width as View['width'] },
    chosen: width === view.width,
  }));
  const colours = (['light', 'dark'] as const).map(colours => ({
    title: colours === 'light' ? 'Light' : 'Dark',
    view: { ...view, colours },
    chosen: colours === view.colours,
  }));
  return [
    publications.length > 1 ? choice('Publication', publications) : '',
    choice('Show', parts),
    shows[view.show].frame ? [choice('Width', sizes), choice('Colours', colours)] : '',
  ];
}

function choice(name: string, options: readonly { title: string; view: View; chosen: boolean }[]) {
  return html`<nav aria-label="${name}"><h2>${name}</h2><ul>${options.map(
    ({ title, view, chosen }) =>
      html`<li><a href="${addressOf(view)}"${chosen ? html` aria-current="true"` : ''}>${title}</a></li>`,
  )}</ul></nav>
`;
}

/** Which edition it is, and what of. */
function whenPart({ plan, basis, publication }: EditionPreview, onTop: readonly string[]) {
  const { schedule } = publication;
  const when = (instant: Instant) => whenText(instant, schedule.timeZone);
  const due = `No. ${plan.number}, due ${when(plan.window.to)}`;
  const lines = [
    `Appears ${describeSchedule(schedule)}. Nothing is filed, sealed or mailed here.`,
    ...(basis.from === 'log' ? aroundIt(basis, when) : []),
    ...(onTop.length > 0 && basis.from === 'log'
      ? [`Not yet filed on this machine: ${onTop.join(', ')}.`]
      : []),
  ];
  return html`<p class="which">${due}${contentOf(basis)}.</p>
${lines.map(line => html`<p class="when">${line}</p>\n`)}`;
}

function whenText(instant: Instant, timeZone: string): string {
  const { day, time } = instantTexts(instant, 'en-GB', timeZone);
  return `${day}, ${time}`;
}

function contentOf(basis: Basis): string {
  if (basis.from === 'files') {
    const because = {
      none: 'there is no installation on this machine (npm start makes one)',
      unreadable: 'the log on this machine cannot be read',
    }[basis.log];
    return `: the first edition, of all article files, as ${because}`;
  }
  if (!basis.shares) return '';
  const { log, files } = basis.shares;
  return `: ${shareText(log)} of the log on this machine, ${shareText(files)} of files not yet filed`;
}

function shareText({ facts, corrections }: Share): string {
  const told = countOf(facts, 'fact');
  return corrections === 0 ? told : `${told} and ${countOf(corrections, 'correction')}`;
}

/** What keeps the edition from being the one that somebody may expect. */
function aroundIt(
  { overdue, paused }: Extract<Basis, { from: 'log' }>,
  when: (instant: Instant) => string,
): string[] {
  return [
    ...(paused ? ['The publication is paused until somebody resumes it.'] : []),
    ...(overdue
      ? [`None was made here when one was due, ${when(overdue)}: this one has what that one would have told.`]
      : []),
  ];
}

/** What readers would see, in a frame in which no script runs, or as text. */
function stagePart(edition: EditionPreview, view: View, build: string) {
  const { title, part, frame } = shows[view.show];
  if (!frame) return html`<pre>${edition.parts[part]}</pre>`;
  return html`<iframe class="${view.width}" title="${title}, ${widths[view.width].title.toLowerCase()}, ${view.colours}" sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" src="${frameAddressOf(view, build)}"></iframe>`;
}

/** Of the edition on show first, then of the others: a file that only those are made from must not break unseen. Each once. */
function findingsOf({ findings, editions }: ProjectPreview, shown: EditionPreview | undefined): Finding[] {
  const others = editions.filter(edition => edition !== shown);
  const all = [...findings, ...(shown?.findings ?? []), ...others.flatMap(edition => edition.findings)];
  return [...new Map(all.map(finding => [JSON.stringify(finding), finding])).values()];
}

/** What is wrong stands where the reader of the page looks: in the place of what cannot be shown. */
function inPlace({ show }: View, findings: readonly Finding[]) {
  return html`<div class="in-place"><p>${shows[show].title}: shown here again as soon as this is mended.</p>
${findingsPart(findings)}</div>`;
}

/** `1 fact`, `2 facts`. */
function countOf(number: number, word: string): string {
  return `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;
}

/** Everything that is wrong: where, what, and the lines around it where they are known. */
function findingsPart(findings: readonly Finding[]) {
  if (findings.length === 0) return '';
  return html`<section id="findings" aria-label="Mistakes">${findings.map(findingPart)}</section>
`;
}

function findingPart({ where, says, excerpt }: Finding) {
  return html`<article class="finding"><h2>${where}</h2>
<dl>${says.map(({ term, text }) => html`<div><dt>${term}</dt><dd>${text}</dd></div>`)}</dl>
${excerptPart(excerpt)}</article>
`;
}

function excerptPart(excerpt: Excerpt) {
  if (excerpt.length === 0) return '';
  return html`<pre tabindex="0" aria-label="The lines around it">${excerpt.map(({ number, text, wrong }) => {
    const line = `${wrong ? '▸' : ' '}${String(number).padStart(4)}  ${text}`;
    return wrong ? html`<mark>${line}</mark>\n` : html`${line}\n`;
  })}</pre>`;
}

/** The line as a list of messages shows it, and the sizes against what they may be. */
function figuresPart({ figures, publication }: EditionPreview) {
  if (!figures) return '';
  const { subject, preheader, htmlBytes, textBytes, messageBytes, facts, sources } = figures;
  return html`<section class="inbox" aria-label="As a list of messages shows it">
<p class="from">${publication.from.name}</p>
<p class="subject" lang="${publication.language}">${subject}</p>
<p class="preheader" lang="${publication.language}">${preheader}</p>
</section>
<dl class="figures">
${figure('Subject', countOf(columnsOf(subject), 'column'))}
${figure('Preheader', countOf(columnsOf(preheader), 'column'))}
${sized('HTML part', htmlBytes, budgets.htmlBytes)}
${figure('Text part', kilobytes(textBytes))}
${sized('Whole message', messageBytes, budgets.messageBytes)}
${figure('Facts', `${facts.toLocaleString('en')} from ${countOf(sources, 'source')}`)}
</dl>
`;
}

function figure(name: string, value: string) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function sized(name: string, bytes: number, most: number) {
  const value = `${kilobytes(bytes)} of ${kilobytes(most)}`;
  return html`<div><dt>${name}</dt><dd>${value} <meter aria-label="${name}, share of what it may have" min="0" max="${most}" high="${most * 0.9}" value="${Math.min(bytes, most)}">${value}</meter></dd></div>`;
}

/** In thousands of bytes, as mail services count. */
function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toLocaleString('en', { maximumFractionDigits: bytes < 100_000 ? 1 : 0 })} kB`;
}
