import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { aService, type Service } from '../../support/builders/a-service.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { Crash, CrashPlan } from '../../support/memory/crashing.ts';
import { crashPoints } from '../../support/run/sample.ts';

const edition = '2026-11-23';

/** From the scheduled time to the receipt: what each function does, on one count of calls. */
async function run(service: Service, plan: CrashPlan): Promise<void> {
  await service.publish('2026-11-23T06:00:00Z', plan);
  await service.deliver(plan);
  await service.hear(plan);
  const { failures } = await service.sweep(plan);
  const [first] = failures;
  if (first) throw first.error;
}

async function prepared(): Promise<Service> {
  const service = await aService();
  await service.record(aRecord(service.time.now, anArticleFile('one')).record);
  await service.sweep();
  service.wait(1);
  return service;
}

describe('a run that ends anywhere', { timeout: 300_000 }, () => {
  it('is brought to its receipt by sweeps alone, with one message a reader', async () => {
    const counting = new CrashPlan();
    await run(await prepared(), counting);
    expect(counting.calls).toBeGreaterThan(80);
    for (const { call, when } of crashPoints('sweep', counting.calls)) {
      const service = await prepared();
      const where = `${when} call ${call}`;
      const ended = await run(service, new CrashPlan(call, when)).catch(error => error);
      // What the receipt's mail only looks at stops nothing where it fails: the mail says so.
      if (ended instanceof Crash === false)
        expect(await toldText(service), where).toContain('This could not be looked at');
      await service.hear();
      // Lambda and SQS try again; here nobody but the sweep does.
      service.queue.work.length = 0;
      await service.settle(5);
      expect([...service.mailer.readers].sort(), where).toEqual(
        [1, 2, 3, 4, 5].map(n => `reader-${n}@mail.example`),
      );
      expect(service.receipt(edition), where).toMatchObject({ audience: 5, accepted: 5, uncertain: 0 });
      expect(await service.row(edition), where).toMatchObject({ state: 'closed', receipts: 1, told: 1 });
      expect(service.mailer.told.length, where).toBeGreaterThanOrEqual(1);
    }
  });
});

/** What the operator was mailed last. */
async function toldText({ mailer }: Service): Promise<string | undefined> {
  return (await simpleParser(Buffer.from(mailer.told.at(-1)?.raw ?? ''))).text;
}
