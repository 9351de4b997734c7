import { html } from 'hono/html';
import { counted } from '../../core/foundation/counts.ts';
import { budgets } from './figures.ts';
import type { Excerpt, Finding } from './finding.ts';
import type { EditionPreview } from './preview-edition.ts';

/** Everything that is wrong: where, what, and the lines around it where they are known. */
export function findingsPart(findings: readonly Finding[]) {
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
export function figuresPart({ figures, publication }: EditionPreview) {
  if (!figures) return '';
  const { subject, preheader, htmlBytes, textBytes, messageBytes, facts, sources } = figures;
  return html`<section class="inbox" aria-label="As a list of messages shows it">
<p class="from">${publication.from.name}</p>
<p class="subject" lang="${publication.language}">${subject}</p>
<p class="preheader" lang="${publication.language}">${preheader}</p>
</section>
<dl class="figures">
${figure('Subject', counted(subject.length, 'character'))}
${figure('Preheader', counted(preheader.length, 'character'))}
${sized('HTML part', htmlBytes, budgets.htmlBytes)}
${figure('Text part', kilobytes(textBytes))}
${sized('Whole message', messageBytes, budgets.messageBytes)}
${figure('Facts', `${facts.toLocaleString('en')} from ${counted(sources, 'source')}`)}
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
