/** What a hold means and what to do about it: plain sentences for the terminal, without the commands that follow. */
export type HoldAdvice = {
  /** What happened, in plain words. */
  happened: string;
  /** What to do before the edition is released, in this order. */
  todo: readonly string[];
  /** The heading of docs/runbook.md that has the rest. */
  article: string;
};

/**
 * A kind of hold, recognised by how it begins. `ofReader`: only where it names an address that is not of the sender's domain.
 */
export type HoldKind = HoldAdvice & { hold: RegExp; ofReader?: true };

/** Holds that Courant writes of itself, each with how it begins. */
export const ownKinds: readonly HoldKind[] = [
  {
    hold: /^late: /,
    happened: 'The edition is so late that readers may not want it any more, so nobody was mailed.',
    todo: ['Decide whether it is still worth mailing.'],
    article: 'late',
  },
  {
    hold: /^ledger: /,
    happened:
      'The tables are not those in which delivery began, or have lost rows, as after a restore. They may not say who was mailed already.',
    todo: [
      'If the right tables are still there, let Courant use those again: then nothing has to be decided.',
      'Otherwise find out who was mailed: the receipt, the events of SES, or a reader tells.',
    ],
    article: 'after-a-restore',
  },
  {
    hold: /^stuck: /,
    happened:
      'Delivery failed again and again before it had done anything for those who still wait. Other editions go on.',
    todo: [
      'Mend what the error names. Where no worker said anything, look at the log of deliver.',
      'If the failures began with a deployment, deploy the commit before it.',
    ],
    article: 'stuck',
  },
  {
    hold: /^readers: /,
    happened:
      'The readers table is another one than before, or was emptied, and nobody is in it. Nobody was mailed.',
    todo: [
      'Restore the table, or adopt the one that has the readers. Who left since stays away: their endings are applied before anybody is mailed.',
      'If nobody reads this publication any more, release the edition as it is.',
    ],
    article: 'no-readers',
  },
  {
    hold: /^more than \d+ readers in a row were rejected/,
    happened:
      'SES rejected so many readers in a row that the mistake must be ours. They wait again, and none counts as rejected.',
    todo: ['Check the sender and its domain first, then where these addresses came from.'],
    article: 'twenty-rejected-in-a-row',
  },
];
