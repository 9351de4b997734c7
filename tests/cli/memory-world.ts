import { courantProgram } from '../../cli/commands/courant-program.ts';
import type { Installation } from '../../cli/installation/installation.ts';
import { run } from '../../cli/program/run.ts';
import { takeCensus } from '../../core/delivery/receipt/census.ts';
import { archivedManifest } from '../../core/edition/archive.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import { type Configuration, publicationOf } from '../../core/publication/configuration.ts';
import { closeEdition } from '../../core/sweep/close-edition.ts';
import { publishEdition } from '../../lambdas/publish/publish-edition.ts';
import { aPress } from '../support/builders/a-press.ts';
import { aConfiguration } from '../support/builders/a-publication.ts';
import { MemoryDeliveries } from '../support/memory/memory-readers.ts';

/** What a command printed, and how it ended. */
export type Ran = { code: number; out: string; err: string };

/** The command line on an installation in memory, which publishes as the publish function does. */
export function aMemoryWorld(
  changes: Partial<Installation> = {},
  configuration: Configuration = aConfiguration(),
) {
  let storeTime = '2026-11-20T00:00:00Z' as Instant;
  const press = aPress(undefined, () => storeTime);
  const deliveries = new MemoryDeliveries();
  const seen = { opened: 0, closed: 0 };
  const installation: Installation = {
    configuration,
    clock: { now: () => '2026-11-20T00:00:00Z' as Instant },
    filing: press.log,
    readers: press.readers,
    readerIdKey: { get: async () => Buffer.alloc(32, 7) },
    seals: press.seals,
    archive: press.archive,
    editions: press.editions,
    slices: press.slices,
    timetables: press.timetables,
    deliveries,
    receipts: press.receipts,
    bindings: press.bindings,
    ledger: press.ledger,
    newMark: press.newMark,
    senders: press.senders,
    otherOwner: async () => undefined,
    rehearsal: false,
    unprotectedStack: null,
    async publish({ publication, scheduledTime }) {
      if (scheduledTime > storeTime) storeTime = scheduledTime;
      const found = publicationOf(configuration, publication);
      return { report: await publishEdition(press.context(), found, scheduledTime), progress: null };
    },
    carryOn: null,
    async close() {
      seen.closed += 1;
    },
    ...changes,
  };
  return { press, deliveries, installation, seen, courant, closeAgain };

  /** Writes a further receipt of an edition, as the sweep does. */
  async function closeAgain(edition: string): Promise<void> {
    const [publication] = configuration.publications;
    const row = await press.editions.read({ publication: 'weekly', edition });
    if (!publication || !row) throw new Error(`no edition ${edition}`);
    const manifest = await archivedManifest(press.archive, { publication: 'weekly', edition });
    const census = await takeCensus({ slices: press.slices, deliveries }, row);
    await closeEdition({ ...press, deliveries }, publication, row, manifest, census, manifest.window.to);
  }

  /** Runs a line as the terminal would. */
  async function courant(...words: string[]): Promise<Ran> {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await run(words, courantProgram, {
      print: line => void out.push(`${line}\n`),
      printError: line => void err.push(`${line}\n`),
      columns: undefined,
      errorColumns: undefined,
      styled: false,
      configuration: async () => configuration,
      async open() {
        seen.opened += 1;
        return installation;
      },
    });
    return { code, out: out.join(''), err: err.join('') };
  }
}
