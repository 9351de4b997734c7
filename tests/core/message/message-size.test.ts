import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import { messageBytesAtMost, OversizedMessageError } from '../../../core/message/message-size.ts';
import { publishEdition } from '../../../lambdas/publish/publish-edition.ts';
import { aPress, plainRender } from '../../support/builders/a-press.ts';
import { aPublication } from '../../support/builders/a-publication.ts';
import { anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { CrashPlan } from '../../support/memory/crashing.ts';

/** Publishes an edition whose text part is made of so many Chinese characters: 3 bytes each, about 4.1 in the encoded message, as base64 in lines. */
async function publishing(characters: number) {
  const press = aPress();
  await press.record(aRecord('2026-11-22T10:00:00Z', anArticleFile('one')).record);
  const context = press.context(new CrashPlan(), (digest, places) => {
    const rendered = plainRender(digest, places);
    return { ...rendered, text: `${rendered.text}${'国'.repeat(characters)}\n` };
  });
  const report = publishEdition(context, aPublication(), '2026-11-23T06:00:00Z' as Instant);
  return { press, report };
}

describe('the message of an edition', () => {
  it('is refused before the seal when it is too large as it is sent, with what to do', async () => {
    const { press, report } = await publishing(2_250_000);
    await expect(report).rejects.toThrow(OversizedMessageError);
    await expect(report).rejects.toThrow(
      /edition 2026-11-23 of weekly: expected .* at most 9000000 bytes .*, found 9\d{6} \(facts: 1\).*coversSince.*topics/,
    );
    expect([press.seals.seals.size, press.archive.files.size]).toEqual([0, 0]);
  });

  it('is taken up to the limit, which is on the encoded message', async () => {
    const { press, report } = await publishing(2_150_000);
    expect((await report).outcome).toBe('sealed');
    const message = press.archive.files.get('weekly/2026-11-23/message.eml') ?? '';
    expect(message.length).toBeGreaterThan(0.97 * messageBytesAtMost);
  });
});
