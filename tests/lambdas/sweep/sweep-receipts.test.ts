import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { plusHours } from '../../../core/foundation/instant.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { editionOf, week } from '../../support/builders/a-series.ts';
import { aService, aServiceAfterOne, type Service } from '../../support/builders/a-service.ts';

/** Editions of one week after the other, mailed and closed. */
async function aServiceAfter(weeks: number): Promise<Service> {
  const service = await aServiceAfterOne();
  for (let n = 2; n <= weeks; n += 1) await addWeek(service, n);
  return service;
}

async function addWeek(service: Service, n: number): Promise<void> {
  service.time.now = plusHours(week(n), 1 / 60);
  await service.publish(week(n));
  await service.deliver();
  await service.hear();
  await service.settle(0.5);
}

async function lastMail(service: Service) {
  const raw = Buffer.from(service.mailer.told.at(-1)?.raw ?? '');
  const { subject, text = '', html } = await simpleParser(raw);
  return { subject, text, html: String(html), said: text.replace(/\s+/g, ' ') };
}

const rowOf = (text: string, label: string) =>
  text
    .split('\n')
    .find(line => line.startsWith(label))
    ?.slice(label.length)
    .trim()
    .split(/ {3,}/);

describe("the receipt's mail", () => {
  it('has the figures of the edition beside those of the last four, in both parts', async () => {
    const service = await aServiceAfter(5);
    await service.readers.leave('weekly', aReader(1).id, aReader(1).token, service.time.now, 'link');
    await addWeek(service, 6);
    const { subject, text, html, said } = await lastMail(service);
    expect(subject).toBe('No. 6 went to all four readers · Weekly');
    expect(text).toMatch(/No\. 6 +No\. 5 +No\. 4 +No\. 3 +No\. 2\n/);
    expect(rowOf(text, 'Audience')).toEqual(['4', '5', '5', '5', '5']);
    expect(rowOf(text, 'Lost')).toEqual(['1', '0', '0', '0', '0']);
    expect(said).toContain(
      'one fewer than that of the edition before. Since the edition before was due, no readers were gained and one lost (one left).',
    );
    expect(html).toContain('No. 2<br');
    expect(said).toContain(
      'No. 7 is due on Monday 4 January 2027 at 07:00 (Europe/Brussels). Nothing has been filed',
    );
  });

  it('reads no more for the fortieth edition than for the eighth', async () => {
    const service = await aServiceAfter(7);
    const readsOf = async (n: number) => {
      const counted = { receipts: 0, rows: 0, links: 0 };
      const [read, row, links] = [service.receipts.read, service.editions.read, service.seals.links];
      service.receipts.read = (...given) => {
        counted.receipts += 1;
        return read.apply(service.receipts, given);
      };
      service.editions.read = (...given) => {
        counted.rows += 1;
        return row.apply(service.editions, given);
      };
      service.seals.links = (...given) => {
        counted.links += 1;
        return links.apply(service.seals, given);
      };
      await addWeek(service, n);
      Object.assign(service.receipts, { read });
      Object.assign(service.editions, { read: row });
      Object.assign(service.seals, { links });
      return counted;
    };
    const young = await readsOf(8);
    for (let n = 9; n < 40; n += 1) await addWeek(service, n);
    expect(await readsOf(40)).toEqual(young);
  });

  it.each([
    [
      'receipts of before',
      (service: Service) => service.receipts.files.set(`weekly/${editionOf(2)}/1`, '{'),
      'The receipt of Monday 30 November 2026 is missing or damaged.',
    ],
    [
      'a list that S3 does not give',
      (service: Service) => breakOff(service.decisions, 'newest'),
      'This could not be looked at: what is due next.',
    ],
    [
      'timetables',
      (service: Service) => breakOff(service.timetables, 'read'),
      'This could not be looked at: what is due next.',
    ],
  ])('goes out without %s, and says so', async (_, damage, words) => {
    const service = await aServiceAfter(2);
    service.time.now = plusHours(week(3), 1 / 60);
    await service.publish(week(3));
    await service.deliver();
    await service.hear();
    damage(service);
    service.wait(0.25);
    await service.sweep();
    expect(service.mailer.told).toHaveLength(3);
    const { subject, said } = await lastMail(service);
    expect(subject).toBe('No. 3 went to all five readers · Weekly');
    expect(said).toContain(words);
  });

  it('names what else is held, without the words of SES, which may name a reader', async () => {
    const service = await aServiceAfterOne();
    service.time.now = plusHours(week(2), 1 / 60);
    await service.publish(week(2));
    const address = aReader(2).address;
    await service.editions.hold(
      { publication: 'weekly', edition: editionOf(2) },
      `MessageRejected: ${address}`,
    );
    const row = await service.row(editionOf(1));
    if (row) service.editions.rows.set(`weekly/${editionOf(1)}`, { ...row, told: 0 });
    await service.sweep();
    const { subject, text, html } = await lastMail(service);
    expect(subject).toBe(`The edition of ${editionOf(2)} is held: No. 1 went to all five readers · Weekly`);
    expect(text).toContain('docs/runbook.md#edition-held');
    expect(`${text}${html}`).not.toContain(address);
  });

  it('says that an edition is late, and what publishes it', async () => {
    const service = await aServiceAfterOne();
    service.time.now = plusHours(week(2), 40);
    const row = await service.row(editionOf(1));
    if (row) service.editions.rows.set(`weekly/${editionOf(1)}`, { ...row, told: 0 });
    await service.sweep();
    const { subject, said } = await lastMail(service);
    expect(subject).toMatch(/^The edition of 2026-11-30 is late: No\. 1 went/);
    expect(said).toContain('npm run courant -- release 2026-11-30 --publication weekly');
  });

  it('mails a further receipt with what changed', async () => {
    const service = await aService();
    await service.sweep();
    service.time.now = plusHours(week(1), 1 / 60);
    await service.publish(week(1));
    service.mailer.answers = ({ to }) =>
      to === aReader(1).address ? { outcome: 'uncertain', reason: 'broke off' } : undefined;
    await service.deliver();
    service.mailer.answers = () => undefined;
    await service.hear();
    service.feedbackQueue.count = 1;
    await service.settle(74, 1);
    const key = { publication: 'weekly', edition: editionOf(1), reader: aReader(1).id };
    const { attempt } = (await service.deliveries.read(key)) ?? {};
    await service.deliveries.applyEvent(key, attempt ?? '', { messageId: 'late', sent: true, later: null });
    await service.settle(2, 1);
    const { subject, said } = await lastMail(service);
    expect(subject).toBe('No. 1, counted again, went to all five readers · Weekly');
    expect(said).toMatch(/Changed since the one of .*: accepted 4 → 5, uncertain 1 → 0\./);
    // What only the first receipt says of readers is there again.
    expect(said).toContain('Until it was due, nobody was gained or lost.');
  });
});

/** Makes a call fail from now on. */
function breakOff<Port extends object>(port: Port, name: keyof Port): void {
  Object.assign(port, { [name]: () => Promise.reject(new Error('no answer')) });
}
