/** Where it is mailed from: a domain that nobody can own, and that is none of the example's, which the stack refuses. */
export const domain = 'harbour.internal';
/** Its sender. */
export const sender = `news@${domain}`;
/** Who is mailed alarms. */
export const operatorAddress = `ops@${domain}`;

/** What an operator decides who begins with nothing, as the words behind `courant init`. @param day the day of the week on which it appears */
export function initWords(day: string): string {
  const answers = {
    publication: 'harbour-watch',
    title: 'Harbour Watch',
    description: 'Ports and what passes through them, every week.',
    language: 'en',
    sender,
    'reply-to': `desk@${domain}`,
    'postal-address': '2 Long Lane, 2000 Harbour',
    every: 'week',
    on: day,
    at: '07:00',
    'time-zone': 'UTC',
    topics: 'licences=Licences; ports=Ports',
    operator: operatorAddress,
    identities: domain,
  };
  return ['--empty', ...Object.entries(answers).map(([option, answer]) => `--${option} "${answer}"`)].join(
    ' ',
  );
}

/** The statement of the one fact that its first edition has. */
export const statement = 'The Harbour Office will issue licences for chip tools.';

/** The text from which it is drawn, of a day. */
export function articleText(day: string): string {
  return [
    'Harbour office opens chip licences',
    '',
    `${day}. The Harbour Office said that it will issue licences for chip tools. "The first ones go to small firms," said its director, Ada Quay.`,
    'The office gave no list of the tools.',
    '',
  ].join('\n');
}
