import type { Fact } from '../../core/articles/fact.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { topicOf } from '../../core/publication/configuration.ts';
import { readTemplates } from '../../lambdas/runtime/read-text.ts';
import { previewEdition } from '../preview/preview-edition.ts';
import type { OpenedArticle } from './article-store.ts';
import { soundParts } from './sound-parts.ts';

/** What is to be shown of an article, and for which readers. */
export type FrameChoice = {
  /** Id of a publication. */
  publication: string;
  /** Id of the fact that is shown alone; null for the whole article. */
  fact: string | null;
  part: 'html' | 'page';
};

/** A page as readers would see it; or why there is none, in a sentence. */
export type Framed = { html: string } | { why: string };

/**
 * The next edition of a publication with an article, or one fact of it, as it is at work, made by the very code that makes editions.
 * @param templates the folder of the templates.
 */
export async function frameOf(
  { slug, file }: Pick<OpenedArticle, 'slug' | 'file'>,
  { publication: id, fact, part }: FrameChoice,
  { publications, settings, publicArchive }: Configuration,
  templates: string,
  at: Instant,
): Promise<Framed> {
  const publication = publications.find(one => one.id === id);
  if (!publication) return { why: 'There is no such publication.' };
  const { article, facts: sound } = soundParts(file, slug);
  const chosen = fact === null ? sound : sound.filter(one => one.id === fact).map(alone);
  if (chosen.length === 0)
    return {
      why: fact === null ? 'No fact is complete yet.' : 'Shown here as soon as the fact is complete.',
    };
  const facts = chosen.filter(one => topicOf(one, publication) !== undefined);
  if (facts.length === 0)
    return { why: `${publication.title} does not show it: it has none of the publication’s topics.` };
  const edition = await previewEdition({
    publication,
    settings,
    publicArchive,
    log: 'none',
    articles: [{ article, facts }],
    templates: readTemplates(templates),
    at,
    texts: {},
  });
  const html = edition.parts[part];
  if (html !== undefined) return { html };
  const [finding] = edition.findings;
  return {
    why: `It cannot be shown: ${finding?.says.map(({ text }) => text).join(' ') ?? 'nothing was made'}`,
  };
}

/** Without what leads to other facts, which are not there. */
function alone({ sameAs: _, follows: __, ...fact }: Fact): Fact {
  return fact;
}
