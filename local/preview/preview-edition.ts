import { describeEdition } from '../../core/archive/list-editions.ts';
import type { ArticleFile } from '../../core/articles/article-file.ts';
import { readManifest } from '../../core/edition/manifest.ts';
import { pastEdition } from '../../core/edition/months/past-edition.ts';
import { proofParts } from '../../core/edition/proof/proof-parts.ts';
import { sealedFile } from '../../core/edition/seal.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { subscribeUrl } from '../../core/publication/links.ts';
import type { Plan } from '../../core/publication/plan.ts';
import { type RenderedDigest, renderDigest } from '../../core/rendering/digest/render.ts';
import { compileTemplates, type Templates } from '../../core/rendering/handlebars/templates.ts';
import { type Messages, messagesFrom } from '../../core/rendering/language/messages.ts';
import { renderArchivePage } from '../../core/rendering/pages/archive-page.ts';
import { renderLeavePage } from '../../core/rendering/pages/leave-page.ts';
import { linksUrl } from '../installation/kept-names.ts';
import { type Basis, type EditionSource, firstOfFiles, type MadeFor, nextOfLog } from './edition-sources.ts';
import { type Figures, figuresOf, sizeMistakes } from './figures.ts';
import { type Finding, findingsOfError, findingsOfMistakes, type Texts } from './files/finding.ts';
import { type OpenedLog, UnreadableLogError } from './log/edition-of-log.ts';

/** What an edition is previewed from. */
export type EditionInput = MadeFor & {
  /** What this machine keeps, with the files on top that are not filed; `none` and `unreadable` make the first edition of the files alone. */
  log: OpenedLog | 'none' | 'unreadable';
  /** All files that hold: what the first edition is made from. */
  articles: readonly ArticleFile[];
  /** Template sources and messages by their path below `templates/`. */
  templates: Texts;
  at: Instant;
  /** Where findings take their excerpts from. */
  texts: Texts;
};

/** What readers would see: parts of the message as a proof has them, with nobody in the places of a reader; the message as it is sealed; and pages. */
export type Part = 'html' | 'text' | 'mime' | 'page' | 'archive' | 'leave';

/** The next edition of a publication. */
export type EditionPreview = {
  publication: Publication;
  plan: Plan;
  basis: Basis;
  /** What could be made; the findings say why the rest could not. */
  parts: Readonly<Partial<Record<Part, string>>>;
  /** Null when there is no edition to measure. */
  figures: Figures | null;
  findings: readonly Finding[];
};

type Wording = { templates: Templates; messages: Messages };

/**
 * Makes the next edition in memory, as the publish function does, and the pages around it. Never fails: where the log cannot be read, it says so
 * and makes the first edition of the files.
 */
export async function previewEdition(input: EditionInput): Promise<EditionPreview> {
  const { log, articles, at } = input;
  const first = (state: 'none' | 'unreadable') => firstOfFiles(input, articles, at, state);
  if (typeof log === 'string') return previewOf(input, first(log));
  try {
    return await previewOf(input, await nextOfLog(input, log));
  } catch (error) {
    if (!(error instanceof UnreadableLogError)) throw error;
    const preview = await previewOf(input, first('unreadable'));
    return { ...preview, findings: [unreadableLog(error), ...preview.findings] };
  }
}

/** Why the log of this machine is not what is shown. */
export function unreadableLog({ message }: Error): Finding {
  return {
    where: 'the log on this machine',
    says: [
      { term: 'wrong', text: message },
      { term: 'shown', text: 'the first edition of all article files, as if nothing were filed here' },
    ],
    excerpt: [],
  };
}

async function previewOf(input: EditionInput, source: EditionSource): Promise<EditionPreview> {
  const findings: Finding[] = [];
  const attempt = async <T>(make: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await make();
    } catch (error) {
      if (error instanceof UnreadableLogError) throw error;
      findings.push(...findingsOfError(error, input.texts));
      return undefined;
    }
  };
  const { publication } = input;
  const { plan } = source;
  const messages = await attempt(() => messagesFrom(input.templates, publication.language));
  const templates = await attempt(() => compileTemplates(input.templates));
  if (!messages || !templates)
    return { publication, plan, basis: source.basis(null), parts: {}, figures: null, findings };

  const wording = { messages, templates };
  const built = await attempt(() => build(source, wording));
  const archive =
    built && (await attempt(async () => archivePage(input, built.manifest, await source.earlier(), wording)));
  const leave = await attempt(() => renderLeavePage({ state: 'ask', publication, ...wording }));
  if (built) findings.push(...findingsOfMistakes(sizeMistakes(built.figures), input.texts));
  const parts = { ...built?.parts, ...(archive && { archive }), ...(leave && { leave }) };
  const basis = source.basis(built?.manifest ?? null);
  return { publication, plan, basis, parts, figures: built?.figures ?? null, findings };
}

async function build({ make }: EditionSource, wording: Wording) {
  const rendered: RenderedDigest[] = [];
  const seal = await make((digest, fields) => {
    const result = renderDigest({ digest, fields, ...wording });
    rendered.push(result);
    return result;
  });
  const sealed = {
    html: sealedFile(seal, 'digest.html'),
    text: sealedFile(seal, 'digest.txt'),
    mime: sealedFile(seal, 'message.eml'),
  };
  const manifest = sealedFile(seal, 'manifest.json');
  const counts = readManifest(manifest);
  const [{ subject, preheader } = { subject: '', preheader: '' }] = rendered;
  const figures = figuresOf({
    subject,
    preheader,
    ...sealed,
    facts: counts.facts.length,
    sources: counts.captures.length,
  });
  const { html, text, page } = proofParts(seal);
  return { parts: { html, text, mime: sealed.mime, page }, manifest, figures };
}

/** The page of all editions, with this one as the newest. */
function archivePage(
  { publication, publicArchive }: EditionInput,
  manifest: string,
  earlier: readonly string[],
  wording: Wording,
) {
  const editions = [manifest, ...earlier].map(one => describeEdition(pastEdition(publication.id, one)));
  const subscribe = publicArchive ? subscribeUrl(linksUrl, publication.id) : null;
  return renderArchivePage({ publication, editions, feeds: publicArchive, subscribe, ...wording }).page;
}
