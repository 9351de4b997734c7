import { counted } from '../../../core/foundation/counts.ts';
import { CourantError } from '../../../core/foundation/errors.ts';
import { publicationsIn } from '../../../core/verification/family.ts';
import type { TableLook } from '../../../core/verification/judge-table.ts';
import { type Look, NotAllowedToLookError } from '../../../core/verification/look.ts';
import { verifyPublic } from '../../../core/verification/verify-public.ts';
import { type Verification, verifyPublication } from '../../../core/verification/verify-publication.ts';
import { ProgressBar } from '../../../local/terminal/progress-bar.ts';
import { folderLook } from '../../archive/folder-look.ts';
import { publicLook } from '../../archive/public-look.ts';
import { findPublication } from '../../installation/find-publication.ts';
import type { Installation } from '../../installation/installation.ts';
import { type World, withInstallation } from '../../installation/world.ts';
import type { Command } from '../../program/command.ts';
import { wrapped } from '../../program/layout.ts';
import type { Options } from '../../program/options.ts';

/** `archive verify`: every file of the archive against what vouches for it. */
export const archiveVerify: Command<World> = {
  name: 'archive verify',
  operands: [],
  options: ['publication', 'dir', 'url', 'json'],
  summary: 'recompute the archive from its bytes, and name each file that is not as it was',
  about: [
    'Courant reads every seal, manifest, file, receipt, record and capture, and compares each with the hashes that others name. It names what differs, ' +
      'is missing or is extra, goes on, and ends with 1 if it found anything. It changes nothing. It says what it could not look at.',
    'With --dir it looks at a copy in a folder, with --url at what the web can have: neither needs an account. docs/verify.md says what each kind of look ' +
      'finds, and how to verify with curl, sha256sum and jq alone.',
  ],
  examples: [
    'courant archive verify',
    'courant archive verify --local --json',
    'courant archive verify --dir copy --publication weekly',
    'courant archive verify --url https://digest.example --publication weekly',
  ],
  async run({ options }, world) {
    const verifications = await verifyWhatIsMeant(options, world);
    for (const one of verifications) {
      if (options.json) world.print(JSON.stringify(one));
      else for (const line of linesOf(one)) world.print(wrapped(line, world.columns));
    }
    return verifications.some(({ findings }) => findings.length > 0) ? 1 : 0;
  },
};

async function verifyWhatIsMeant(options: Options, world: World): Promise<Verification[]> {
  if (options.dir !== undefined) {
    const look = await folderLook(options.dir);
    const there = await publicationsIn(look);
    if (options.publication === undefined) return verifyEach(look, there);
    if (!there.includes(options.publication))
      throw new NoSuchCopyError(options.dir, options.publication, there);
    return verifyEach(look, [options.publication]);
  }
  if (options.url !== undefined) {
    const ids = options.publication
      ? [options.publication]
      : (await world.configuration()).publications.map(({ id }) => id);
    return verifyEach(publicLook(options.url), ids);
  }
  return withInstallation(world, options, async installation => {
    const { look, seals } = installation;
    const ids = options.publication
      ? [(await findPublication(installation, options.publication)).id]
      : await seals.publications();
    return verifyEach(look, ids, tableOf(installation));
  });
}

/** The editions table; whoever may not read it is told so, and verifies the rest. */
function tableOf({ editions }: Installation): TableLook {
  const allowed = async <Found>(found: Promise<Found>) => {
    try {
      return await found;
    } catch (error) {
      if ((error as Error).name === 'AccessDeniedException')
        throw new NotAllowedToLookError('the editions table', error);
      throw error;
    }
  };
  return {
    begunAfter: (publication, edition) => allowed(editions.begunAfter(publication, edition)),
    read: edition => allowed(editions.read(edition)),
  };
}

async function verifyEach(
  look: Look,
  publications: readonly string[],
  table?: TableLook,
): Promise<Verification[]> {
  if (publications.length === 0) throw new NothingToVerifyError();
  const all: Verification[] = [];
  const hasSeals = look.keys !== null && (await look.has('archive', 'sealed/'));
  for (const publication of publications) {
    let bar: ProgressBar | undefined;
    const onEdition = (done: number, of: number) => {
      bar ??= new ProgressBar(`Verifying ${publication}`, of);
      bar.show(done);
    };
    all.push(
      hasSeals
        ? await verifyPublication(look, publication, onEdition, table)
        : await verifyPublic(look, publication, onEdition),
    );
    bar?.clear();
  }
  return all;
}

function linesOf({
  publication,
  editions,
  newest,
  looked,
  notLooked,
  unfinished,
  takenDown,
  findings,
}: Verification): string[] {
  const { seals, files, receipts, records, captures } = looked;
  const counts = [
    counted(seals, 'seal'),
    counted(files, 'file'),
    counted(receipts, 'receipt'),
    counted(records, 'record'),
    counted(captures, 'capture'),
  ];
  const newestLine = newest
    ? [
        `  The newest is No. ${newest.number} of ${newest.edition}; its manifest has the SHA-256 ${newest.manifest}`,
      ]
    : [];
  return [
    `${publication}: ${counted(editions, 'edition')}; ${findings.length === 0 ? 'everything that was looked at is as it was sealed' : `${counted(findings.length, 'finding')}`}`,
    `  Looked at ${counts.join(', ')}.`,
    ...newestLine,
    ...notLooked.map(what => `  Not looked at: ${what}.`),
    ...unfinished.map(edition => `  Unfinished: ${edition} is sealed and not listed yet.`),
    ...takenDown.map(
      ({ edition, on, files }) =>
        `  Taken down, hash known: ${counted(files, 'file')} of edition ${edition}, on ${on}.`,
    ),
    ...findings.map(({ key, found, says }) => `  ${found}: ${key}: ${says}`),
    ...(findings.length > 0 ? ['  What can be done: docs/runbook.md#damaged-files'] : []),
  ];
}

/** There is no publication to look at. */
export class NothingToVerifyError extends CourantError {
  constructor() {
    super(
      'The archive: expected at least one publication with an edition, found none. Publish one first, or name the right place.',
    );
  }
}

/** A copy has nothing of the publication that is meant: that nothing differs would say nothing. */
export class NoSuchCopyError extends CourantError {
  constructor(folder: string, publication: string, there: readonly string[]) {
    super(
      `${folder}: expected a copy of the publication ${publication}, found ${there.length > 0 ? `one of ${there.join(', ')}` : 'none of any'}. Name one of them with --publication, or another folder.`,
    );
  }
}
