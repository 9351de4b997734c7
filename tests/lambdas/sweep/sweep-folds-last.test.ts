import { describe, expect, it } from 'vitest';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { aReader } from '../../support/builders/a-reader.ts';
import { aService, type Service } from '../../support/builders/a-service.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';

/** Two publications whose first editions are due, and which nobody has published. */
async function twoDue(): Promise<Service> {
  const service = await aService();
  const [first] = aConfiguration().publications;
  service.configure({}, { sliceSize: 2 }, { publications: [first, { ...first, id: 'other' }] });
  for (const n of [1, 2]) await service.readers.add(aReader(n, { publication: 'other' }));
  await service.record(aRecord(service.time.now, anArticleFile('one')).record);
  await service.sweep();
  service.wait(1.25);
  return service;
}

const mailed = (service: Service) => [...new Set(service.queue.work.map(({ publication }) => publication))];

describe('a sweep', () => {
  it('brings every publication on its way before it folds anything in', async () => {
    const service = await twoDue();
    // It ends where no other sweep gets any further, as when its time is over.
    const reached = Promise.withResolvers<void>();
    service.marks.noteAppearance = () => {
      reached.resolve();
      return new Promise(() => {});
    };
    void service.sweep();
    await reached.promise;
    expect(mailed(service)).toEqual(['weekly', 'other']);
    expect([...service.marks.folded]).toEqual([]);
  });

  it('folds all of them in then', async () => {
    const service = await twoDue();
    const { failures } = await service.sweep();
    expect(failures).toEqual([]);
    expect([...service.marks.folded].sort()).toEqual(['other/2026-11-23', 'weekly/2026-11-23']);
  });
});
