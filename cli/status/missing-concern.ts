import type { Instant } from '../../core/foundation/instant.ts';
import { type Concern, more, type Voice } from './concern.ts';
import type { MissingEdition } from './missing-now.ts';

/** What is to be known of an edition that is due and not there. */
export function missingConcern({ edition, due, late }: MissingEdition, next: Instant, voice: Voice): Concern {
  if (!late) {
    return {
      title: `${edition} is due since ${due}, and is not published yet.`,
      waits: false,
      lines: [
        ['Meanwhile', voice.byItself],
        ['To do', 'If it stays so, see what goes wrong:'],
        ['', voice.command(`publish --at ${due}`)],
      ],
    };
  }
  return {
    title: `${edition} was due at ${due} and is not published: so late, it is yours to decide.`,
    waits: true,
    lines: [
      ['It means', 'Nothing is lost: nobody was mailed, and no fact is gone.'],
      ['To do', 'To publish it now, with the facts up to the time at which it was due:'],
      ['', voice.command(`release ${edition}`)],
      ['Or', `do nothing: the next edition, at ${next}, takes its facts in.`],
      more('late'),
    ],
  };
}
