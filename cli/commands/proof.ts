import { relative } from 'node:path';
import { type MailedProof, mailProof } from '../../core/delivery/sending/mail-proof.ts';
import { noteProof } from '../../core/edition/proof/proof.ts';
import { proofMessage } from '../../core/edition/proof/proof-parts.ts';
import type { Mistake } from '../../core/foundation/errors.ts';
import type { Publication } from '../../core/publication/configuration.ts';
import { isAddress } from '../../core/publication/domains.ts';
import { changeRows, mailedLines, proofLines, proofObject } from '../editions/proof/describe-proof.ts';
import { type MadeProof, makeProof } from '../editions/proof/make-proof.ts';
import { writeProof } from '../editions/proof/proof-folder.ts';
import { choosePublication } from '../installation/choose-publication.ts';
import type { EditionMaking, Installation } from '../installation/installation.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { labelled, paragraph, table } from '../program/layout.ts';
import type { Options } from '../program/options.ts';
import { usageMistake } from '../program/usage-error.ts';

/** Where the message in the folder says that it goes: to nobody. */
const nobody = 'nobody@proof.example';

/** `proof`: the next edition as it would be now, in a folder or by mail. */
export const proof: Command<World> = {
  name: 'proof',
  operands: [],
  options: ['publication', 'to', 'to-folder', 'json'],
  summary: 'show the next edition as it would be now, or mail it to editors',
  about: [
    'Courant makes the next edition from what is filed now, as publish will: its facts, corrections, updates, dates ahead, and the number that it ' +
      'would have. It seals nothing, counts nothing, and mails no reader. What it cannot make, publish could not make either.',
    'It writes digest.html, digest.txt, message.eml, index.html (the web page) and proof.json into a folder, and brings that up to date ' +
      'when you run it again. Nobody stands in the places of the reader: the link to leave is nobody’s.',
    'With --to it mails the edition there, under a subject that begins with “Proof”. SES counts these messages for no edition.',
    'It says what was added, amended and left out since the last proof of this edition that anybody had made.',
    'It uses the templates and the cdk.json of this folder: deploy them, so that publish uses the same. It ends with 0, or with 1 if something is in the way of the ' +
      'edition, or if SES did not take a message.',
  ],
  examples: [
    'courant proof',
    'courant proof --to-folder next --local',
    'courant proof --to ada@news.example,ben@news.example',
  ],
  check: ({ options }) => addressesIn(options).flatMap(addressMistakes),
  async run({ options }, world) {
    const publication = choosePublication(await world.configuration(), options.publication);
    return withInstallation(world, options, installation =>
      showProof(world, installation, publication, options),
    );
  },
};

async function showProof(
  world: World,
  installation: Installation,
  publication: Publication,
  options: Options,
): Promise<number> {
  const making = installation.making();
  const made = await makeProof(installation, publication, making);
  const addresses = addressesIn(options);
  const folder = folderFor(made, options);
  if (folder !== null) await writeFolder(folder, publication, made, making);
  const mails = await mail(installation, publication, made, making, addresses);
  // Who had it neither in a folder nor by mail has not seen it.
  if (folder !== null || mails.some(({ answer }) => answer.outcome === 'accepted'))
    await noteProof(installation.proofs, made.plan, made.items, made.madeAt);
  if (options.json) world.print(JSON.stringify(proofObject(made, folder, mails)));
  else {
    print(world, publication, made, folder, mails);
    if (mails.length > 0 && installation.mailbox !== undefined)
      world.print(
        labelled(
          'Mailbox',
          `${relative(process.cwd(), installation.mailbox) || '.'}/*.eml, which a mail program opens`,
        ),
      );
  }
  return made.obstacle === null && mails.every(({ answer }) => answer.outcome === 'accepted') ? 0 : 1;
}

function folderFor({ plan }: MadeProof, options: Options): string | null {
  const named = options['to-folder'];
  if (named !== undefined) return named;
  return options.to === undefined ? `${plan.publication}-${plan.edition}-proof` : null;
}

async function writeFolder(
  folder: string,
  publication: Publication,
  made: MadeProof,
  { messages }: EditionMaking,
): Promise<void> {
  const { plan, parts, madeAt } = made;
  const { subject } = messages(publication.language);
  const message = await proofMessage(publication, plan.edition, parts, {
    ...{ to: nobody, madeAt },
    subject: subject.proof,
  });
  const files = new Map([
    ['digest.html', parts.html],
    ['digest.txt', parts.text],
    ['message.eml', message.toString('latin1')],
    ['index.html', parts.page],
  ]);
  await writeProof(folder, publication.id, files, proofObject(made, folder, []));
}

async function mail(
  { mailer }: Installation,
  publication: Publication,
  { plan, parts, madeAt }: MadeProof,
  { messages }: EditionMaking,
  addresses: readonly string[],
): Promise<MailedProof[]> {
  const { proof: subject } = messages(publication.language).subject;
  return mailProof(mailer, { publication, edition: plan.edition, parts, madeAt, subject }, addresses);
}

function print(
  world: World,
  publication: Publication,
  made: MadeProof,
  folder: string | null,
  mails: readonly MailedProof[],
): void {
  const [[, headline] = ['', ''], ...lines] = proofLines(publication, made);
  world.print(headline);
  const say = (some: readonly (readonly [string, string])[]) => {
    for (const [label, text] of some)
      for (const line of paragraph(label, text, world.columns)) world.print(line);
  };
  say(lines);
  for (const row of table(changeRows(made))) world.print(row);
  say([...(folder === null ? [] : [['Written to', folder] as const]), ...mailedLines(mails)]);
}

function addressesIn({ to }: Pick<Options, 'to'>): string[] {
  return to === undefined ? [] : to.split(',').map(address => address.trim());
}

function addressMistakes(address: string): Mistake[] {
  if (isAddress(address)) return [];
  const expected = 'an e-mail address, or several with commas between them';
  return [
    usageMistake(
      `--to ${JSON.stringify(address)}`,
      expected,
      'correct it; for a folder, write --to-folder DIR',
    ),
  ];
}
