import { counted } from '../../../core/foundation/counts.ts';
import { CourantError } from '../../../core/foundation/errors.ts';
import { settingsSchema } from '../../../core/publication/settings.ts';
import type { TableLook } from '../../../core/verification/judge-table.ts';
import type { Making } from '../../../core/verification/made/making.ts';
import { publicationsIn } from '../../../core/verification/seen/family.ts';
import { type Look, NotAllowedToLookError } from '../../../core/verification/seen/look.ts';
import type { Verification, VerifyContext } from '../../../core/verification/verification.ts';
import { verifyPublic } from '../../../core/verification/verify-public.ts';
import { verifyPublication } from '../../../core/verification/verify-publication.ts';
import { systemClock } from '../../../lambdas/runtime/system-clock.ts';
import { ProgressBar } from '../../../local/terminal/progress-bar.ts';
import { folderLook } from '../../archive/folder-look.ts';
import { linksBy, makingOf } from '../../archive/making-of.ts';
import { publicLook } from '../../archive/public-look.ts';
import { findPublication } from '../../installation/find-publication.ts';
import { renderingOf } from '../../installation/folding-of.ts';
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
    'Courant reads every seal, manifest, file, receipt, record and capture, and compares each with the hashes that others name; pages and lists it makes again. It names what differs, ' +
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
    if (options.publication === undefined) return verifyEach(look, there, await contextHere(world));
    if (!there.includes(options.publication))
      throw new NoSuchCopyError(options.dir, options.publication, there);
    return verifyEach(look, [options.publication], await contextHere(world));
  }
  if (options.url !== undefined) {
    const look = publicLook(options.url);
    const ids = options.publication
      ? [options.publication]
      : (await world.configuration()).publications.map(({ id }) => id);
    return verifyEach(look, ids, await contextHere(world, new URL(options.url).origin));
  }
  return withInstallation(world, options, async installation => {
    const { look, seals, clock, configuration } = installation;
    const ids = options.publication
      ? [(await findPublication(installation, options.publication)).id]
      : await seals.publications();
    return verifyEach(look, ids, {
      table: tableOf(installation),
      today: { now: clock.now(), holdWhenLateHours: configuration.settings.holdWhenLateHours },
      making: makingIn(installation),
    });
  });
}

/** Where the stack does not say where its archive is served, pages are known by their hashes alone, which the verification says. */
function makingIn(installation: Installation): Making | undefined {
  try {
    return makingOf(installation.configuration, installation.folding());
  } catch (error) {
    if (error instanceof CourantError) return undefined;
    throw error;
  }
}

/** What is known where no installation is opened: the project's configuration may be that of the archive, or another one. @param site where the archive is served */
async function contextHere(world: World, site?: string): Promise<VerifyContext> {
  const configuration = await world.configuration().catch(error => {
    if (error instanceof CourantError) return undefined;
    throw error;
  });
  const { holdWhenLateHours } = configuration?.settings ?? settingsSchema.parse({});
  const links =
    site === undefined ? configuration && linksBy(configuration) : { subscriptions: site, archive: site };
  return {
    today: { now: (world.clock ?? systemClock).now(), holdWhenLateHours },
    ...(configuration && links && { making: makingOf(configuration, renderingOf(configuration, links)) }),
  };
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
  context: VerifyContext,
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
        ? await verifyPublication(look, publication, { ...context, onEdition })
        : await verifyPublic(look, publication, { ...context, onEdition }),
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
  warnings,
  unfinished,
  takenDown,
  findings,
}: Verification): string[] {
  const { seals, files, receipts, records, captures, again } = looked;
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
    ...(again > 0
      ? [
          `  Made again, and the same: ${counted(again, 'page, list or data file', 'pages, lists and data files')}.`,
        ]
      : []),
    ...newestLine,
    ...warnings.map(what => `  Warning: ${what}.`),
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
