import type { Configuration, Publication } from './configuration.ts';
import { type Links, subscribeUrl } from './links.ts';

/**
 * What is said of a publication whether or not it still makes editions: enough for lists, pages and the operator's mail. `formerly` is
 * the id under which it appeared before.
 */
export type Imprint = Pick<
  Publication,
  'id' | 'title' | 'description' | 'language' | 'postalAddress' | 'from' | 'replyTo'
> & {
  formerly?: string | undefined;
  /** Set of one that goes on under another id: its lists stay as they were, whoever looks when. */
  renamed?: true | undefined;
};

/** What of a configuration names publications. */
export type Named = Pick<Configuration, 'publications' | 'retired'>;

/** The publications that name an id as the one that they had before. */
export function successorsOf({ publications }: Pick<Named, 'publications'>, id: string): Publication[] {
  return publications.filter(({ formerly }) => formerly === id);
}

/** Every id that the configuration names, once: of publications, of retired ones, and former ones. */
export function namedIds({ publications, retired }: Named): string[] {
  const former = publications.flatMap(({ formerly }) => formerly ?? []);
  return [...new Set([...[...publications, ...retired].map(({ id }) => id), ...former])];
}

/** Ids of publications that make no edition any more, as far as the configuration names them. */
export function retiredIds(named: Named): string[] {
  const active = new Set(named.publications.map(({ id }) => id));
  return namedIds(named).filter(id => !active.has(id));
}

/**
 * What the configuration says of a publication: its own entry, that among the retired ones, or that of the publication that had the id
 * before. Undefined for an id that stands nowhere.
 */
export function entryOf(
  named: Named,
  id: string,
): Pick<Publication, 'id' | 'title' | 'language' | 'from'> | undefined {
  const own = [...named.publications, ...named.retired].find(entry => entry.id === id);
  const [successor] = successorsOf(named, id);
  return own ?? (successor && { ...successor, id });
}

/**
 * Every address from which mail may go out, once: those of publications, of retired ones, and those that either had before. Who sealed
 * an edition with one of them may finish it.
 */
export function senderAddresses({ publications, retired }: Named): string[] {
  const entries = [...publications, ...retired];
  return [...new Set(entries.flatMap(({ from, formerSenders }) => [from.address, ...formerSenders]))];
}

/** Where in the configuration a former sender of a publication is listed; undefined for one that stands nowhere. */
export function formerSendersPath({ publications, retired }: Named, id: string): string | undefined {
  const places: [string, number][] = [
    ['publications', publications.findIndex(entry => entry.id === id)],
    ['retired', retired.findIndex(entry => entry.id === id)],
    ['publications', publications.findIndex(({ formerly }) => formerly === id)],
  ];
  const found = places.find(([, index]) => index >= 0);
  return found && `${found[0]}[${found[1]}].formerSenders`;
}

/** Whether a publication makes editions, or only its imprint is left. */
export function makesEditions(imprint: Imprint): imprint is Publication {
  return 'schedule' in imprint;
}

/**
 * The form to which pages of the archive lead whoever wants to read on; null for a publication that makes no new editions, and where the
 * archive is private: its pages lead nowhere, so that they can be read on any disk.
 */
export function formOf(imprint: Imprint, { subscriptions, archive }: Links): string | null {
  return archive !== null && makesEditions(imprint) ? subscribeUrl(subscriptions, imprint.id) : null;
}

/** A sender from which mail may go out: the same, or under its name the first that may. */
export function allowedSender(named: Named, from: Publication['from']): Publication['from'] {
  const allowed = senderAddresses(named);
  return allowed.includes(from.address) ? from : { name: from.name, address: allowed[0] ?? from.address };
}
