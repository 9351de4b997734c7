import { type AcceptedNote, acceptedNoteSchema } from '../../core/articles/accepted-notes.ts';
import { checkArticle } from '../../core/filing/check-article.ts';
import { type Hint, hintsOnArticle } from '../../core/filing/hints/hint.ts';
import { type SortedNotes, sortNotes } from '../../core/filing/notes/accepted.ts';
import { notesOnArticle } from '../../core/filing/notes/notes-on-article.ts';
import type { Mistake } from '../../core/foundation/errors.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import type { OpenedArticle } from './article-store.ts';
import { soundParts } from './sound-parts.ts';

/** What the desk shows of a file besides its words: each at the field where it arises. */
export type Checked = {
  mistakes: readonly Mistake[];
  notes: SortedNotes;
  hints: readonly Hint[];
};

/**
 * Checks an article as far as it is written, as filing it would: notes and hints are on the facts that have the right form already. Without
 * its text nothing is compared with it, and there are no notes; the page says that it is missing.
 * @param now the time of this machine.
 */
export function checkOpened(
  { slug, file, capture }: Pick<OpenedArticle, 'slug' | 'file' | 'capture'>,
  { publications }: Pick<Configuration, 'publications'>,
  now: Instant,
): Checked {
  const topics = [...new Set(publications.flatMap(publication => publication.topics.map(({ id }) => id)))];
  const { mistakes } = checkArticle(file, slug, { capture: capture ?? undefined, topics, now });
  const sound = soundParts(file, slug);
  const notes = capture === null ? [] : notesOnArticle(sound, capture);
  const known = [sound.article.id, ...sound.facts.map(({ id }) => id)];
  const acceptances = acceptancesIn(file).filter(({ fact }) => known.includes(fact));
  return {
    mistakes,
    notes: sortNotes(notes, acceptances),
    hints: hintsOnArticle(sound, publications)
      .filter(({ path }) => !sound.standIns.some(name => path.startsWith(`article.${name}`)))
      .map(hint => ({ ...hint, path: inFile(hint.path, sound.facts, file) })),
  };
}

/** Hints count the facts that are right; the page counts all of them. */
function inFile(path: string, sound: readonly { id: string }[], file: unknown): string {
  const all: unknown[] = (file as { facts?: unknown[] }).facts ?? [];
  return path.replace(/^facts\[(\d+)\]/, (_, index) => {
    const id = sound[Number(index)]?.id;
    return `facts[${all.findIndex(fact => (fact as { id?: unknown } | null)?.id === id)}]`;
  });
}

function acceptancesIn(file: unknown): AcceptedNote[] {
  const { accepted } = file as { accepted?: unknown };
  return (Array.isArray(accepted) ? accepted : []).flatMap(
    acceptance => acceptedNoteSchema.safeParse(acceptance).data ?? [],
  );
}
