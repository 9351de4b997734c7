import { archiveKey } from '../../../core/edition/damage.ts';
import { CourantError } from '../../../core/foundation/errors.ts';
import { mapInOrder } from '../../../core/foundation/map-in-order.ts';
import { refuseTakenDown } from '../../archive/refuse-taken-down.ts';
import { verifiedFiles } from '../../archive/verified-files.ts';
import { editionMistakes } from '../../editions/edition-operand.ts';
import { findPublication } from '../../installation/find-publication.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { table } from '../../program/layout.ts';
import { usageMistake } from '../../program/usage-error.ts';

/** S3 signs no address for longer. */
const hoursAtMost = 168;
const defaultHours = 24;

/** `archive link`: addresses of an edition's files, for somebody without an account. */
export const archiveLink: Command<World> = {
  name: 'archive link',
  operands: [{ name: '<EDITION>', about: "the edition's date, such as 2026-11-23" }],
  options: ['hours', 'private', 'publication', 'json'],
  summary: "print addresses by which anybody may fetch an edition's files for a while",
  about: [
    'For each file of the edition, Courant prints an address of S3 that is signed with your credentials: whoever has it fetches the file, without an account, until it ends. ' +
      'Where the archive is public, its own addresses are better: they stay.',
    'An address ends earlier if the credentials do that signed it; those of a role or of a sign-in last some hours. Nobody can take one back.',
    'Before it prints anything, it verifies the files, as courant archive get does. Of an edition of which something was taken down, it prints nothing without --private. ' +
      'On this machine there is nothing to link to: the embedded S3 answers while a program has it open, and to that machine alone.',
  ],
  examples: ['courant archive link 2026-11-23', 'courant archive link 2026-11-23 --hours 1 --json'],
  check: ({ operands: [edition = ''], options: { hours } }) => [
    ...editionMistakes(edition),
    ...(hours === undefined || hoursIn(hours) !== undefined
      ? []
      : [
          usageMistake(
            `--hours ${hours}`,
            `whole hours, 1 to ${hoursAtMost}`,
            'S3 signs no address for longer',
          ),
        ]),
  ],
  run: ({ operands: [edition = ''], options }, world) =>
    withInstallation(world, options, async installation => {
      const { fileLinks } = installation;
      const { id, title, formerly } = await findPublication(installation, options.publication);
      if (!fileLinks) throw new NothingToLinkError(edition);
      const key = { publication: id, edition };
      if (!options.private) await refuseTakenDown(installation, [key], formerly);
      const { files, page } = await verifiedFiles(installation, key, formerly);
      const names = [...(page === undefined ? [] : ['index.html']), ...files.keys()];
      const hours = hoursIn(options.hours) ?? defaultHours;
      const links = await mapInOrder(names, names.length, async name => ({
        name,
        ...(await fileLinks.link(archiveKey(id, `${edition}/${name}`), hours * 3600)),
      }));
      const lines = options.json
        ? asJson(links, hours)
        : asText(`${title}, edition of ${edition}`, links, hours);
      for (const line of lines) world.print(line);
      return 0;
    }),
};

type Link = { name: string; url: string; ends: Date | null };

function asJson(links: readonly Link[], hours: number): string[] {
  return links.map(({ name, url, ends }) => JSON.stringify({ name, url, hours, ends }));
}

function asText(what: string, links: readonly Link[], hours: number): string[] {
  const head = `${what}: whoever has these may fetch the files, ${endOf(hours, links[0]?.ends ?? null)}.`;
  return [head, ...table(links.map(({ name, url }) => [`  ${name}`, url]))];
}

function hoursIn(text: string | undefined): number | undefined {
  const hours = /^\d{1,3}$/.test(text ?? '') ? Number(text) : 0;
  return hours >= 1 && hours <= hoursAtMost ? hours : undefined;
}

function endOf(hours: number, ends: Date | null): string {
  const whole = `for ${hours} ${hours === 1 ? 'hour' : 'hours'}`;
  return ends === null
    ? whole
    : `${whole}, or until your credentials end at ${ends.toISOString()} if that is earlier`;
}

/** The installation is on this machine, where nobody else can fetch anything. */
export class NothingToLinkError extends CourantError {
  constructor(edition: string) {
    super(
      `archive link: expected a deployed stack, found the installation of this machine (--local), whose S3 answers nobody else and only while a program has it open. ` +
        `To have the files here: courant archive get ${edition} --local. To look at them in a browser or by an S3 client: npm start -- --serve. ` +
        `To send them to somebody: courant archive export --from ${edition} --to ${edition} -o ${edition}.zip --local.`,
    );
  }
}
