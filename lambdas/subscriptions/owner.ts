import {
  type Configuration,
  type Publication,
  publicationLanguages,
} from '../../core/publication/configuration.ts';
import { entryOf, successorsOf } from '../../core/publication/retired.ts';
import type { ReaderPage } from '../../core/rendering/pages/reader-page.ts';
import type { SubscriptionsContext } from './context.ts';

/** Whoever asks for a page that belongs to none of several publications gets one that speaks for all. */
export function pageOfAll({ configuration, wording }: PageContext, language: string): ReaderPage {
  const { publications } = configuration;
  const own = publications.find(publication => publication.language === language) ?? firstOf(configuration);
  const owner = { id: own.id, title: null, replyTo: own.replyTo };
  return { owner, language, messages: wording.messages(language) };
}

/** A page of one publication, in its language or another. */
export function pageOf(
  { configuration, wording }: PageContext,
  id: string,
  language: string | undefined = entryOf(configuration, id)?.language,
): ReaderPage {
  const shown = language ?? firstOf(configuration).language;
  const owner = { id, title: titleOf(configuration, id), replyTo: replyToOf(configuration, id) };
  return { owner, language: shown, messages: wording.messages(shown) };
}

type PageContext = Pick<SubscriptionsContext, 'configuration' | 'wording'>;

/** What a publication is called; one that stands nowhere by its id, since any title would be another's. */
export function titleOf(configuration: Configuration, id: string): string {
  return entryOf(configuration, id)?.title ?? id;
}

/** Whom to write to about a publication: its own, that of what it became, else the first. */
export function replyToOf(configuration: Configuration, id: string): string {
  const own = configuration.publications.find(publication => publication.id === id);
  return (own ?? successorsOf(configuration, id)[0] ?? firstOf(configuration)).replyTo;
}

/** The first of the publications, of which a configuration has one at least. */
export function firstOf({ publications }: Configuration): Publication {
  const [first] = publications;
  if (!first) throw new Error('expected a publication in the configuration, found none');
  return first;
}

/** The publication that appears under an id, or under that which it had before. */
export function appearingAs(configuration: Configuration, id: string): Publication | undefined {
  return (
    configuration.publications.find(publication => publication.id === id) ??
    successorsOf(configuration, id)[0]
  );
}

/** A language that pages have, of what a row or a request says; else the first publication's. */
export function knownLanguage(configuration: Configuration, language: string): string {
  return publicationLanguages.find(known => known === language) ?? firstOf(configuration).language;
}
