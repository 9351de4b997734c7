import { randomBytes } from 'node:crypto';
import type { Instant } from '../../../core/foundation/instant.ts';
import {
  type AddReaderContext,
  addReader,
  type NewReader,
  readerMistakes,
} from '../../../core/readers/admission/add-reader.ts';
import { momentForm, statedMoment } from '../../../core/readers/admission/agreement.ts';
import { choosePublication } from '../../installation/choose-publication.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { labelled } from '../../program/layout.ts';
import type { Options } from '../../program/options.ts';
import { usageMistake } from '../../program/usage-error.ts';

const defaultHow = 'added by the operator';
const outcomes = {
  added: 'Added. The next edition goes to this reader too.',
  'already active': 'Was a reader already: nothing was changed.',
  'active again':
    'Active again, after a subscription that had ended. The leave links in old mails go on working.',
} as const;

/** `readers add`: makes somebody a reader who agreed to it elsewhere. */
export const readersAdd: Command<World> = {
  name: 'readers add',
  operands: [{ name: '<ADDRESS>', about: "the reader's e-mail address" }],
  options: ['name', 'publication', 'agreed', 'how', 'again'],
  summary: 'add a reader who has agreed to it',
  about: [
    'Add only people who asked for it. Courant keeps --how with the reader, so that you can say later how they agreed. It mails ' +
      'nothing now; the reader gets the next edition.',
    'Adding somebody twice changes nothing. A reader who had left becomes active again only with --agreed, later than they left. If mail ' +
      'to a reader came back, only --again adds them. A reader who complained about the mail is never added again.',
  ],
  examples: [
    'courant readers add ada@mail.example --name Ada --how "asked by letter"',
    'courant readers add ada@mail.example --agreed 2026-11-20 --how "by phone"',
    'courant readers add ada@mail.example --local',
  ],
  check: ({ operands: [address = ''], options }) => [
    ...readerMistakes({ address, ...detailsOf(options) }),
    ...(options.agreed === undefined || statedMoment(options.agreed, farAhead) !== undefined
      ? []
      : [
          usageMistake(
            `--agreed ${options.agreed}`,
            momentForm,
            'write it so; without an offset it is taken as UTC',
          ),
        ]),
  ],
  async run({ operands: [address = ''], options }, world) {
    const { id: publication, language } = choosePublication(await world.configuration(), options.publication);
    return withInstallation(
      world,
      options,
      async ({ readers, addresses, endings, readerIdKey: key, clock }) => {
        const newToken = () => randomBytes(16).toString('base64url');
        const context: AddReaderContext = { readers, addresses, endings, key, clock, newToken };
        const agreed = agreedOf(options, clock.now());
        const details = { publication, address, language, agreed, ...detailsOf(options) };
        const { reader, result } = await addReader(context, details, { again: options.again });
        world.print(outcomes[result]);
        world.print(labelled('Address', reader.address));
        if (reader.name !== null) world.print(labelled('Name', reader.name));
        world.print(labelled('Publication', publication));
        world.print(labelled('Reader id', reader.id));
        world.print(labelled('Agreed', `${reader.agreed.at}, ${reader.agreed.how}`));
        return 0;
      },
    );
  },
};

function detailsOf({ name, how }: Options): Pick<NewReader, 'name' | 'how'> {
  return { name: name ?? null, how: how ?? defaultHow };
}

/** Later than anybody agreed: only the form matters before the clock is known. */
const farAhead = '9999-12-31T00:00:00Z' as Instant;

/** What lies ahead is passed on, to be refused in words. */
function agreedOf({ agreed }: Options, now: Instant): Instant | null {
  if (agreed === undefined) return null;
  const at = statedMoment(agreed, now);
  return at === 'ahead' || at === undefined ? (statedMoment(agreed, farAhead) as Instant) : at;
}
