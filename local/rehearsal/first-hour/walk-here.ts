import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { expectEqual, RehearsalError } from '../deployed-stage.ts';
import { type Operator, withNames } from '../operator.ts';
import { articleText, initWords, statement } from './own-publication.ts';
import { onThisMachine } from './the-hour.ts';
import { writeAtDesk } from './write-at-desk.ts';

/** What stands in the commands for their words in capitals. */
export const names = { FILE: 'page.txt', SLUG: 'harbour-licences', ADDRESS: 'ada@mail.example' };

/** Prints what a command said, set in, without what npm says of it. */
export function show(said: string): void {
  const own = said.replace(/^\n(?:> .*\n)+\n?/gm, '').trimEnd();
  for (const line of own.split('\n')) console.log(`  | ${line}`.trimEnd());
}

/**
 * The first half of the hour, on one's own machine: from a checkout with the example in it to a proof of a publication of one's own in the
 * embedded mailbox. Nothing in JSON is written by hand: init and the desk write it.
 * @param folder the checkout. @param today the day on which the article was read
 * @throws RehearsalError when something is not as README says
 */
export async function walkHere(
  operator: Operator,
  folder: string,
  today: Date,
  appears: string,
): Promise<void> {
  const type = async (command: string, more = '') => {
    const { said } = await operator.type(`${withNames(command, names)}${more}`);
    show(said);
    return said;
  };
  console.log(`as it is   ${onThisMachine.install}: the packages of this project`);
  const { init, draft, desk, facts, reader, proof } = onThisMachine;
  expectIn(await type(init, ` ${initWords(appears)}`), 'Wrote the context "courant" of cdk.json.');
  const day = today.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  await writeFile(path.join(folder, names.FILE), articleText(day));
  await type(draft);
  const { said, end } = await operator.begin(`${desk} -- --port 0`, /http:\/\/127\.0\.0\.1:\d+/);
  try {
    await writeAtDesk(said[0], names.SLUG, today.toISOString().slice(0, 10));
  } finally {
    await end();
  }
  expectIn(await type(facts), 'filed');
  expectIn(await type(reader), 'Added.');
  expectIn(await type(proof), `${names.ADDRESS}: SES took it`);
  await expectProof(path.join(folder, '.courant/mail'));
}

function expectIn(said: string, words: string): void {
  if (!said.includes(words)) throw new RehearsalError('what a command says', words, said);
}

/** One message, the proof, in which the fact stands that was filed. */
async function expectProof(folder: string): Promise<void> {
  const mails = (await readdir(folder)).filter(name => name.endsWith('.eml'));
  expectEqual('messages in the embedded mailbox', 1, mails.length);
  const mail = await simpleParser(await readFile(path.join(folder, mails[0] ?? '')));
  expectIn(mail.subject ?? '', 'Proof');
  expectIn((mail.text ?? '').replaceAll(/\s+/g, ' '), statement);
  console.log(`mailbox    ${mail.subject}`);
}
