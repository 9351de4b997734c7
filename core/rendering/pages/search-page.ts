import type { Templates } from '../handlebars/templates.ts';
import type { Messages } from '../language/messages.ts';
import { visibleStrings } from '../language/visible-text.ts';
import { fill } from '../language/wording.ts';
import { refuseUnsafeLinks } from '../links.ts';

/** What the page for searching is made from. */
export type SearchPageInput = {
  publication: { title: string; description: string; language: string; postalAddress: string };
  topics: readonly { id: string; title: string }[];
};

/** The page for searching an archive, and the script beside it. Pure. */
export type RenderSearch = (input: SearchPageInput) => { page: string; script: string };

/** What the template prints. */
export type SearchView = {
  language: string;
  direction: 'ltr' | 'rtl';
  title: string;
  heading: string;
  topics: { id: string; title: string }[];
  kinds: { id: string; title: string }[];
  /** All that the script says, as JSON. */
  script: string;
  words: Omit<Messages['searchPage'], 'heading' | 'kinds' | 'said'> & { archive: string };
  foot: { whyPage: string; postalAddress: string };
};

const name = 'search.html.hbs';
const linkBeside = /^"(?:\.\.\/index\.html|search\.js)"$/;

/** Renders the page for searching: without a script it leads to the months. @throws UnsafeLinkError */
export function renderSearchPage(
  input: SearchPageInput,
  { templates, messages }: { templates: Templates; messages: Messages },
): string {
  return refuseUnsafeLinks(templates.render(name, searchView(input, messages)), name, linkBeside);
}

/** Puts the page into words. */
export function searchView({ publication, topics }: SearchPageInput, messages: Messages): SearchView {
  const { searchPage, locale, direction, labels, attribution, standing, words, edition, foot } = messages;
  const { heading, kinds, said, ...own } = searchPage;
  const script = {
    ...{ locale, language: publication.language, said, joint: words.joint, number: edition.number },
    labels: Object.fromEntries(Object.entries(labels).map(([label, { text }]) => [label, text])),
    ...{ attribution: attribution.elsewhere, right: words.right },
    standing: {
      ...{ edition: standing.edition, withdrawn: standing.withdrawn, corrected: standing.corrected },
      ...{ details: standing.details, of: standing.of, updated: standing.updated, adds: standing.adds },
    },
  };
  return visibleStrings({
    ...{ language: publication.language, direction, title: publication.title },
    heading: fill(heading, { title: publication.title }),
    topics: topics.map(({ id, title }) => ({ id, title })),
    kinds: Object.entries(kinds).map(([id, title]) => ({ id, title })),
    script: JSON.stringify(script),
    words: { ...own, archive: words.archive },
    foot: {
      whyPage: fill(foot.whyPage, { title: publication.title }),
      postalAddress: publication.postalAddress,
    },
  });
}
