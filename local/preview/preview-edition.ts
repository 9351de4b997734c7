import { describeEdition } from '../../core/archive/list-editions.ts';
import type { ArticleFile } from '../../core/articles/article-file.ts';
import type { LogRecord } from '../../core/articles/log-record.ts';
import { recordKey } from '../../core/articles/record-key.ts';
import { buildEdition } from '../../core/edition/build-edition.ts';
import { readManifest } from '../../core/edition/manifest.ts';
import { pastEdition } from '../../core/edition/months/past-edition.ts';
import { sealedFile } from '../../core/edition/seal.ts';
import type { Mistake } from '../../core/foundation/errors.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { messageBytesAtMost } from '../../core/message/message-size.ts';
import type { Configuration, Publication } from '../../core/publication/configuration.ts';
import { subscribeUrl } from '../../core/publication/links.ts';
import { type Plan, planEdition } from '../../core/publication/plan.ts';
import { occurrenceAfter } from '../../core/publication/schedule.ts';
import { htmlBudget } from '../../core/rendering/digest/budget.ts';
import { type RenderedDigest, renderDigest } from '../../core/rendering/digest/render.ts';
import { compileTemplates, type Templates } from '../../core/rendering/handlebars/templates.ts';
import { type Messages, messagesFrom } from '../../core/rendering/language/messages.ts';
import { renderArchivePage } from '../../core/rendering/pages/archive-page.ts';
import { renderLeavePage } from '../../core/rendering/pages/leave-page.ts';
import { type Finding, findingsOfError, findingsOfMistakes, type Texts } from './finding.ts';

/** What an edition is previewed from. */
export type EditionInput = {
  publication: Publication;
  settings: Configuration['settings'];
  publicArchive: boolean;
  articles: readonly ArticleFile[];
  /** Template sources and messages by their path below `templates/`. */
  templates: Texts;
  at: Instant;
  /** Where findings take their excerpts from. */
  texts: Texts;
};

/** What readers would see: parts of the message as they are sent, and pages. */
export type Part = 'html' | 'text' | 'mime' | 'page' | 'archive' | 'leave';

/** The next edition of a publication. */
export type EditionPreview = {
  publication: Publication;
  plan: Plan;
  /** What could be made; the findings say why the rest could not. */
  parts: Readonly<Partial<Record<Part, string>>>;
  /** Null when there is no edition to measure. */
  figures: Figures | null;
  findings: readonly Finding[];
};

type Wording = { templates: Templates; messages: Messages };

/** Where links lead in a preview: nobody answers there. */
const links = { subscriptions: 'https://links.news.example', archive: 'https://archive.news.example' };

/** Makes the next edition in memory, as the publish function does, and the pages around it. Never fails. */
export async function previewEdition(input: EditionInput): Promise<EditionPreview> {
  const findings: Finding[] = [];
  const attempt = async <T>(make: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await make();
    } catch (error) {
      findings.push(...findingsOfError(error, input.texts));
      return undefined;
    }
  };
  const { publication } = input;
  const plan = planNext(publication, input.at);
  const messages = await attempt(() => messagesFrom(input.templates, publication.language));
  const templates = await attempt(() => compileTemplates(input.templates));
  if (!messages || !templates) return { publication, plan, parts: {}, figures: null, findings };

  const wording = { messages, templates };
  const built = await attempt(() => build(input, plan, wording));
  const archive = built && (await attempt(() => archivePage(input, built.manifest, wording)));
  const leave = await attempt(() => renderLeavePage({ state: 'ask', publication, ...wording }));
  if (built) findings.push(...findingsOfMistakes(sizeMistakes(built.figures), input.texts));
  const parts = { ...built?.parts, ...(archive && { archive }), ...(leave && { leave }) };
  return { publication, plan, parts, figures: built?.figures ?? null, findings };
}

/** The preview knows of no edition before it, so this is number 1, of a publication that is seen for the first time. */
function planNext(publication: Publication, at: Instant): Plan {
  return planEdition(publication, occurrenceAfter(publication.schedule, at), { firstSight: at });
}

async function build(input: EditionInput, plan: Plan, wording: Wording) {
  const { publication, settings, publicArchive, articles, at } = input;
  const records = articles.map(({ article, facts }) => {
    const record: LogRecord = { type: 'article', recordedAt: at, article, facts };
    return { key: recordKey(record), record };
  });
  const rendered: RenderedDigest[] = [];
  const seal = await buildEdition({
    publication,
    settings,
    plan,
    records,
    previousManifest: null,
    previousReceipt: null,
    links: { ...links, archive: publicArchive ? links.archive : null },
    render: (digest, fields) => {
      const result = renderDigest({ digest, fields, ...wording });
      rendered.push(result);
      return result;
    },
  });
  const parts = {
    html: sealedFile(seal, 'digest.html'),
    text: sealedFile(seal, 'digest.txt'),
    mime: sealedFile(seal, 'message.eml'),
    page: sealedFile(seal, 'index.html'),
  };
  const manifest = sealedFile(seal, 'manifest.json');
  const counts = readManifest(manifest);
  const [{ subject, preheader } = { subject: '', preheader: '' }] = rendered;
  const figures = figuresOf({
    subject,
    preheader,
    ...parts,
    facts: counts.facts.length,
    sources: counts.captures.length,
  });
  return { parts, manifest, figures };
}

/** The page of all editions, with this one as the only one. */
function archivePage({ publication, publicArchive }: EditionInput, manifest: string, wording: Wording) {
  const editions = [describeEdition(pastEdition(publication.id, manifest))];
  const subscribe = publicArchive ? subscribeUrl(links.subscriptions, publication.id) : null;
  return renderArchivePage({ publication, editions, feeds: publicArchive, subscribe, ...wording }).page;
}

/** How large an edition is. */
export type Figures = {
  subject: string;
  preheader: string;
  /** Bytes of the HTML part and of the text part in UTF-8, before they are encoded for sending. */
  htmlBytes: number;
  textBytes: number;
  /** Bytes of the whole message as it is sent. */
  messageBytes: number;
  facts: number;
  sources: number;
};

/** Measures an edition. `mime` holds one byte a character, as the archive keeps it. */
function figuresOf(edition: {
  subject: string;
  preheader: string;
  html: string;
  text: string;
  mime: string;
  facts: number;
  sources: number;
}): Figures {
  const { subject, preheader, html, text, mime, facts, sources } = edition;
  return {
    subject,
    preheader,
    htmlBytes: Buffer.byteLength(html),
    textBytes: Buffer.byteLength(text),
    messageBytes: mime.length,
    facts,
    sources,
  };
}

/** The budgets, for what is shown beside the sizes. */
export const budgets = { htmlBytes: htmlBudget.bytes, messageBytes: messageBytesAtMost } as const;

/** What is larger than it may be. A message that is too large for the mail service is refused before it can be measured. */
function sizeMistakes({ htmlBytes, facts }: Figures): Mistake[] {
  if (htmlBytes <= budgets.htmlBytes) return [];
  return [
    {
      source: 'the HTML part of the message',
      path: '',
      expected: `at most ${budgets.htmlBytes} bytes, so that no mail program cuts its end off`,
      found: `${htmlBytes} bytes (facts: ${facts})`,
      todo: 'make templates/partials/mail/ say the same with less markup, or let the edition carry fewer facts',
    },
  ];
}
