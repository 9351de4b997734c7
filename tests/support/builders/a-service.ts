import { type Receipt, readReceipt } from '../../../core/delivery/receipt/receipt.ts';
import type { Allowance } from '../../../core/delivery/sending/allowance.ts';
import type { OutgoingMessage } from '../../../core/delivery/sending/mailer.ts';
import { Pace } from '../../../core/delivery/sending/pace.ts';
import { type Instant, plusHours } from '../../../core/foundation/instant.ts';
import type { Configuration } from '../../../core/publication/configuration.ts';
import {
  type DeliverContext,
  deliverOrReport,
  deliverSlice,
} from '../../../lambdas/deliver/deliver-slice.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { type SweepContext, type SweepReport, sweep } from '../../../lambdas/sweep/sweep.ts';
import { templates } from '../../core/rendering/shipped-templates.ts';
import { CrashPlan } from '../memory/crashing.ts';
import { MemorySiteFiles } from '../memory/memory-archive.ts';
import { MemoryMailer } from '../memory/memory-mailer.ts';
import { MemoryProofMails, MemoryProofs } from '../memory/memory-proofs.ts';
import { MemoryDeliveries } from '../memory/memory-readers.ts';
import { aPress } from './a-press.ts';
import { aConfiguration } from './a-publication.ts';
import { anArticleFile, aRecord } from './an-article.ts';

/** The whole of Courant in memory, on a clock that stands until it is moved: what each function does, in one call each. */
export async function aService({
  readers = 5,
  settings = { sliceSize: 2 } as object,
  changes = {} as object,
  at = '2026-11-23T05:00:00Z',
} = {}) {
  const time = { now: at as Instant };
  const clock = { now: () => time.now };
  const press = aPress(settings, clock.now);
  await press.addReaders(readers);
  const deliveries = new MemoryDeliveries();
  const mailer = new MemoryMailer();
  const [proofs, proofMails] = [new MemoryProofs(), new MemoryProofMails()];
  const siteFiles = new MemorySiteFiles();
  const feedbackQueue = { count: 0, waiting: async () => feedbackQueue.count };
  const allowance: Allowance = { perSecond: 1000, perDay: 1000, left: 1000 };
  const watch = { elapsed: 0, now: () => watch.elapsed, sleep: async () => {} };
  const log: { what: string; about: object }[] = [];
  const configuration: { current: Configuration } = { current: aConfiguration(changes, settings) };
  /** The stack whose functions run; its id, and whether its configuration adopts the stores. */
  const stack = { current: 'stack-1', adopts: false };
  let attempts = 0;
  let noted = 0;

  const publication = () => {
    const [first] = configuration.current.publications;
    if (!first) throw new Error('no publication');
    return first;
  };
  const deliverContext = (plan: CrashPlan): DeliverContext => ({
    clock,
    seals: plan.wrap(press.seals),
    archive: plan.wrap(press.archive),
    // Deliver writes nothing to the archive.
    damage: { tell: file => press.damage.tell(file) },
    bindings: plan.wrap(press.bindings),
    ledger: plan.wrap(press.ledger),
    receipts: plan.wrap(press.receipts),
    editions: plan.wrap(press.editions),
    slices: plan.wrap(press.slices),
    readers: plan.wrap(press.readers),
    addresses: plan.wrap(press.addresses),
    tableMarks: plan.wrap(press.tableMarks),
    deliveries: plan.wrap(deliveries),
    mailer: plan.wrap(mailer),
    newAttempt: () => {
      attempts += 1;
      return `attempt-${attempts}`;
    },
    timeLeft: () => 300_000,
    watch,
    pace: new Pace(1000, watch),
    lanes: 1,
    account: plan.wrap({ allowance: async () => allowance }),
    ownership: press.ownership(stack.current, stack.adopts, plan),
    configuration: configuration.current,
  });
  const sweepContext = (plan: CrashPlan): SweepContext => ({
    ...press.context(plan),
    ownership: press.ownership(stack.current, stack.adopts, plan),
    notifications: plan.wrap(press.notifications),
    timetables: plan.wrap(press.timetables),
    schedules: plan.wrap(press.schedules),
    siteFiles: plan.wrap(siteFiles),
    settings: configuration.current.settings,
    deliveries: plan.wrap(deliveries),
    receipts: plan.wrap(press.receipts),
    feedbackQueue: plan.wrap(feedbackQueue),
    readers: plan.wrap(press.readers),
    softBounces: plan.wrap(press.softBounces),
    forgetting: plan.wrap(press.readers.forgetting),
    endingsToErase: plan.wrap(press.endings),
    mailer: plan.wrap(mailer),
    proofs: plan.wrap(proofs),
    proofMails: plan.wrap(proofMails),
    proofMailer: plan.wrap(mailer),
    proofSubject: () => 'Proof: {subject}',
    receiptWriting: { templates, links: press.context().links, local: false },
    waitAMoment: async () => {},
    configuration: configuration.current,
    clock,
    note: (what, about) => log.push({ what, about }),
  });
  const service = {
    ...press,
    deliveries,
    mailer,
    proofs,
    proofMails,
    feedbackQueue,
    siteFiles,
    allowance,
    log,
    time,
    stack,
    publication,
    /** Lets time pass. */
    wait(hours: number): void {
      time.now = plusHours(time.now, hours);
    },
    configure(next: object, nextSettings: object = settings, more: object = {}): void {
      configuration.current = aConfiguration(next, nextSettings, more);
    },
    publish: (scheduledTime: string, plan = new CrashPlan()) =>
      publishEdition(press.context(plan), publication(), scheduledTime as Instant),
    /** Works the queue off, in order. */
    async deliver(plan = new CrashPlan()): Promise<void> {
      for (let next = press.queue.work[0]; next; next = press.queue.work[0]) {
        await deliverSlice(deliverContext(plan), next, next.slice);
        press.queue.work.shift();
      }
    },
    /** The same as the function does it: whatever a slice throws, the next one follows. Answers how each ended. */
    async deliverAsDeployed(): Promise<string[]> {
      const outcomes = [];
      for (let next = press.queue.work.shift(); next; next = press.queue.work.shift())
        outcomes.push((await deliverOrReport(deliverContext(new CrashPlan()), next, next.slice)).outcome);
      return outcomes;
    },
    /** Notes the Send event of every message that was taken since, but for those that are lost. */
    async hear(plan = new CrashPlan(), isLost: (message: OutgoingMessage) => boolean = () => false) {
      for (; noted < mailer.taken.length; noted += 1) {
        const message = mailer.taken[noted];
        const { publication: of = '', edition = '', reader, attempt = '' } = message?.tags ?? {};
        if (!message || reader === undefined || isLost(message)) continue;
        const heard = { messageId: `id-${noted + 1}`, sent: true, later: null };
        await plan.wrap(deliveries).applyEvent({ publication: of, edition, reader }, attempt, heard);
      }
    },
    async sweep(plan = new CrashPlan()): Promise<SweepReport> {
      return sweep(sweepContext(plan));
    },
    /** So many hours in steps: sweep, deliver, hear. */
    async settle(hours: number, step = 0.25): Promise<void> {
      for (let passed = 0; passed < hours; passed += step) {
        service.wait(step);
        const { failures } = await service.sweep();
        if (failures[0]) throw failures[0].error;
        await service.deliver();
        await service.hear();
      }
    },
    receipt(edition: string, number = 1): Receipt | undefined {
      const content = press.receipts.files.get(`${publication().id}/${edition}/${number}`);
      return content === undefined ? undefined : readReceipt(content, 'test');
    },
    row: (edition: string) => press.editions.read({ publication: publication().id, edition }),
    states: () => [...deliveries.rows.values()].map(({ state }) => state).sort(),
  };
  return service;
}

/** The service of a test. */
export type Service = Awaited<ReturnType<typeof aService>>;

/** A service whose first edition, of Monday 2026-11-23, was mailed and closed. */
export async function aServiceAfterOne(): Promise<Service> {
  const service = await aService();
  await service.record(aRecord(service.time.now, anArticleFile('one')).record);
  await service.sweep();
  service.wait(1 + 1 / 60);
  await service.publish('2026-11-23T06:00:00Z');
  await service.deliver();
  await service.hear();
  await service.settle(1);
  return service;
}
