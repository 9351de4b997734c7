import type { Configuration, Publication } from '../../lambdas/core/configuration.ts';
import type { ArticleFile } from '../../lambdas/core/facts/article-file.ts';
import type { LogRecord } from '../../lambdas/core/facts/log-record.ts';
import { recordKey } from '../../lambdas/core/facts/record-key.ts';
import type { Instant } from '../../lambdas/core/instant.ts';
import { buildEdition } from '../../lambdas/core/publishing/build-edition.ts';
import { describeManifest } from '../../lambdas/core/publishing/list-editions.ts';
import { readManifest } from '../../lambdas/core/publishing/manifest.ts';
import { type Plan, sealedFile } from '../../lambdas/core/publishing/seal.ts';
import { renderArchivePage } from '../../lambdas/core/rendering/archive-page.ts';
import { renderLeavePage } from '../../lambdas/core/rendering/leave-page.ts';
import { type Messages, messagesFrom } from '../../lambdas/core/rendering/messages.ts';
import { type RenderedDigest, renderDigest } from '../../lambdas/core/rendering/render.ts';
import { compileTemplates, type Templates } from '../../lambdas/core/rendering/templates.ts';
import { localDate, occurrenceAfter } from '../../lambdas/core/schedule.ts';
import { type Figures, figuresOf, sizeMistakes } from './figures.ts';
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

/** The preview knows of no edition before it, so this is number 1, and its window is the widest that there can be. */
function planNext({ id, schedule, coversSince }: Publication, at: Instant): Plan {
  const to = occurrenceAfter(schedule, at);
  const edition = localDate(to, schedule.timeZone);
  return { publication: id, edition, number: 1, previous: null, window: { from: coversSince ?? null, to } };
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
    render: (digest, places) => {
      const result = renderDigest({ digest, places, ...wording });
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
  const editions = [describeManifest(manifest)];
  return renderArchivePage({ publication, editions, feeds: publicArchive, ...wording }).page;
}
