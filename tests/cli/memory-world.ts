import { courantProgram } from '../../cli/commands/courant-program.ts';
import type { Installation } from '../../cli/installation/installation.ts';
import type { World } from '../../cli/installation/world.ts';
import { run } from '../../cli/program/run.ts';
import { takeCensus } from '../../core/delivery/receipt/census.ts';
import { manifestOfEdition } from '../../core/edition/chain-manifests.ts';
import type { Instant } from '../../core/foundation/instant.ts';
import type { Configuration } from '../../core/publication/configuration.ts';
import { EndingKeeper } from '../../core/readers/ending-keeper.ts';
import { closeEdition } from '../../core/sweep/close-edition.ts';
import { publishNamed } from '../../lambdas/publish/publish-named.ts';
import { languages } from '../core/rendering/shipped-templates.ts';
import { lookInto } from '../support/archives/an-archive.ts';
import { aPress, plainRender } from '../support/builders/a-press.ts';
import { aConfiguration } from '../support/builders/a-publication.ts';
import { MemoryStoredRows } from '../support/memory/memory-endings.ts';
import type { MemoryFactLog } from '../support/memory/memory-fact-log.ts';
import { MemoryMailer } from '../support/memory/memory-mailer.ts';
import { MemoryProofMails, MemoryProofs } from '../support/memory/memory-proofs.ts';
import { MemoryDeliveries } from '../support/memory/memory-readers.ts';
import { MemoryServedFiles } from '../support/memory/memory-taken-down.ts';

/** What a command printed, and how it ended. */
export type Ran = { code: number; out: string; err: string };

/** The press's log as the commands see it: what they ask of the store's clock is the operator's time, unless `storeAt` says otherwise. */
function seenAt(log: MemoryFactLog, now: () => Instant): Installation['filing'] {
  return new Proxy(log, {
    get(target, name) {
      const found = name === 'now' ? async () => now() : Reflect.get(target, name);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });
}

/** The command line on an installation in memory, which publishes as the publish function does. */
export function aMemoryWorld(
  changes: Partial<Installation> = {},
  configuration: Configuration = aConfiguration(),
  ask?: (question: string) => Promise<string>,
) {
  let storeTime = '2026-11-20T00:00:00Z' as Instant;
  const press = aPress(undefined, () => storeTime);
  const deliveries = new MemoryDeliveries();
  const [mailer, proofs] = [new MemoryMailer(), new MemoryProofs()];
  const proofMails = new MemoryProofMails();
  const served = new MemoryServedFiles(press.archive);
  const seen = { opened: 0, closed: 0, storeAt: undefined as Instant | undefined };
  /** What the terminal is like; as a pipe, unless a test sets more. */
  const screen: Pick<World, 'columns' | 'live' | 'patience'> = { columns: undefined };
  const installation: Installation = {
    configuration,
    clock: { now: () => '2026-11-20T00:00:00Z' as Instant },
    filing: seenAt(press.log, () => seen.storeAt ?? installation.clock.now()),
    readers: press.readers,
    addresses: press.addresses,
    storedRows: new MemoryStoredRows(press.readers, press.addresses),
    endings: press.endings,
    keeper: new EndingKeeper(press.endings, press.readers, () => {}),
    readerIdKey: { get: async () => Buffer.alloc(32, 7) },
    seals: press.seals,
    sightings: press.sightings,
    decisions: press.decisions,
    schedules: press.schedules,
    archive: press.archive,
    marks: press.marks,
    takenDown: press.takenDown,
    served,
    fileLinks: null,
    folding: () => press.context(),
    making: () => ({
      ...{ links: press.context().links, render: plainRender },
      messages: language => languages[language as 'en'],
    }),
    look: lookInto(press, served),
    editions: press.editions,
    slices: press.slices,
    timetables: press.timetables,
    deliveries,
    receipts: press.receipts,
    bindings: press.bindings,
    ledger: press.ledger,
    newMark: press.newMark,
    senders: press.senders,
    ...{ mailer, proofs, proofMails },
    otherOwner: async () => undefined,
    rehearsal: false,
    unprotectedStack: null,
    async publish({ publication, scheduledTime }) {
      if (scheduledTime > storeTime) storeTime = scheduledTime;
      const context = { ...press.context(), configuration, ownership: press.ownership('stack-1', false) };
      return { report: await publishNamed(context, publication, scheduledTime), progress: null };
    },
    carryOn: null,
    async close() {
      seen.closed += 1;
    },
    ...changes,
  };
  // The store's clock is right, as the operator's is.
  press.decisions.now = async () => installation.clock.now();
  return {
    press,
    mailer,
    proofs,
    proofMails,
    served,
    deliveries,
    installation,
    seen,
    screen,
    courant,
    closeAgain,
  };

  /** Writes a further receipt of an edition, as the sweep does. */
  async function closeAgain(edition: string): Promise<void> {
    const [publication] = configuration.publications;
    const row = await press.editions.read({ publication: 'weekly', edition });
    if (!publication || !row) throw new Error(`no edition ${edition}`);
    const { manifest } = await manifestOfEdition(press, { publication: 'weekly', edition });
    const census = await takeCensus({ slices: press.slices, deliveries }, row);
    await closeEdition({ ...press, deliveries }, publication, row, manifest, census, manifest.window.to);
  }

  /** Runs a line as the terminal would. */
  async function courant(...words: string[]): Promise<Ran> {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await run(words, courantProgram, {
      print: line => void out.push(`${line}\n`),
      printError: line => void err.push(`${line}\n`),
      ...screen,
      errorColumns: undefined,
      styled: false,
      ask,
      configuration: async () => configuration,
      async open() {
        seen.opened += 1;
        return installation;
      },
    });
    return { code, out: out.join(''), err: err.join('') };
  }
}
