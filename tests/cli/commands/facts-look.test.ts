import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../core/foundation/instant.ts';
import {
  aCorrection,
  anAddition,
  anArticleCorrection,
  aRetraction,
} from '../../support/builders/an-amendment.ts';
import { aFact, anArticleFile, aRecord } from '../../support/builders/an-article.ts';
import { aMemoryWorld } from '../memory-world.ts';

/** A log with facts of two articles, one of no publication's topic; one was corrected, one retracted, one added, one article put right. */
async function aWorld() {
  const world = aMemoryWorld({ clock: { now: () => '2026-11-20T00:00:00Z' as Instant } });
  const records = [
    aRecord(
      '2026-11-17T10:00:00Z',
      anArticleFile(
        'one',
        [1, 2].map(n => aFact('one', n)),
      ),
    ),
    aRecord('2026-11-18T10:00:00Z', anArticleFile('one-more', [aFact('one-more', 1, { topics: ['sport'] })])),
    aCorrection('2026-11-18T11:00:00Z', 'one.1'),
    aRetraction('2026-11-18T12:00:00Z', 'one.2'),
    anAddition('2026-11-19T10:00:00Z', 'one', [aFact('one', 3)]),
    anArticleCorrection('2026-11-19T11:00:00Z', 'one', { publisher: 'Harbour Post' }, 2),
  ];
  for (const { record } of records) await world.press.record(record);
  return world;
}

const idsIn = (out: string) => out.split('\n').flatMap(line => /^\S+\.\d+/.exec(line)?.[0] ?? []);

describe('courant facts list', () => {
  it('lists facts in the order in which they were filed, with what they say by now', async () => {
    const { code, out } = await (await aWorld()).courant('facts', 'list');
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'one.1       2026-11-17T10:00:00Z  [corrected] Right 1 of one.1',
        'one.2       2026-11-17T10:00:00Z  [retracted] Statement 2 of one',
        'one-more.1  2026-11-18T10:00:00Z  Statement 1 of one-more',
        'one.3       2026-11-19T10:00:00Z  Statement 3 of one',
        '4 facts',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [
      ['--article', 'one'],
      ['one.1', 'one.2', 'one.3'],
    ],
    [
      ['--since', '2026-11-18'],
      ['one-more.1', 'one.3'],
    ],
    [
      ['--publication', 'weekly'],
      ['one.1', 'one.2', 'one.3'],
    ],
    [['--topic', 'controls', '--since', '2026-11-19'], ['one.3']],
    [['--article', 'none'], []],
  ])('keeps with %j what fits', async (options, ids) => {
    const { code, out } = await (await aWorld()).courant('facts', 'list', ...options);
    expect([code, idsIn(out)]).toEqual([0, ids]);
  });

  it('passes over a record whose name belongs to another', async () => {
    const world = await aWorld();
    await world.press.log.append(
      aRecord('2026-11-19T12:00:00Z', anArticleFile('one', [aFact('one', 9)])).record,
    );
    expect(idsIn((await world.courant('facts', 'list', '--article', 'one')).out)).not.toContain('one.9');
  });

  it('tells programs the statement in all languages, topics, and what became of it', async () => {
    const { out } = await (await aWorld()).courant('facts', 'list', '--json', '--since', '2026-11-17');
    const [first] = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(first).toEqual({
      ...{
        id: 'one.1',
        article: 'one',
        filedAt: '2026-11-17T10:00:00Z',
        amendments: 1,
        standing: 'corrected',
      },
      ...{ statement: { en: 'Right 1 of one.1' }, kind: 'event', topics: ['controls'], importance: 1 },
    });
  });

  it.each([
    [['--since', '2026-02-30'], 'a day, such as 2026-11-23'],
    [['--article', 'One!'], "an article's id, such as my-article"],
    [['--topic', 'golf'], 'one of '],
    [['--publication', 'daily'], 'weekly'],
  ])('refuses %j', async (options, says) => {
    const { code, err } = await (await aWorld()).courant('facts', 'list', ...options);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });
});

describe('courant facts show', () => {
  it('says when the fact was filed, and every record about it with its key and reason', async () => {
    const { out } = await (await aWorld()).courant('facts', 'show', 'one.1');
    expect(out).toMatch(/^one\.1\nFiled {9}2026-11-17T10:00:00Z\n/);
    const records = out.slice(out.indexOf('Records'));
    expect(records).toMatch(
      /^Records {7}2026-11-17T10:00:00Z filed with its article\n.*\/20261117T100000Z-one-.*\n.*2026-11-18T11:00:00Z correction 1: we misread it\n.*\n.*2026-11-19T11:00:00Z article put right: we misread it\n/,
    );
  });

  it('says of a fact that was added when it was, to programs too', async () => {
    const { out } = await (await aWorld()).courant('facts', 'show', 'one.3', '--json');
    expect(JSON.parse(out)).toMatchObject({
      ...{ fact: 'one.3', publication: null, carried: null, filedAt: '2026-11-19T10:00:00Z' },
      records: [
        { type: 'addition', sequence: 1, reason: null },
        { type: 'article correction', sequence: 2, reason: 'we misread it' },
      ],
    });
  });
});

describe('courant facts pending', () => {
  it('shows what the next edition says, which is what it then says', async () => {
    const world = await aWorld();
    const { code, out } = await world.courant('facts', 'pending');
    expect(code).toBe(0);
    expect(out).toContain('Edition       No. 1 of 2026-11-23\nDue           2026-11-23T06:00:00Z\n');
    expect(out).toContain('Content       2 facts, 0 corrections\n');
    expect(out).toMatch(/^1-01 {2}one\.1 {2}\w+: Right 1 of one\.1 \(Harbour Post\)\n1-02 {2}one\.3 {2}/m);
    expect(out).not.toContain('one.2');
    await world.installation.publish({
      publication: 'weekly',
      scheduledTime: '2026-11-23T06:00:00Z' as Instant,
    });
    const digest = JSON.parse(world.press.archive.files.get('weekly/2026-11-23/digest.json') ?? '');
    expect(digest.sections[0].facts.map(({ id }: { id: string }) => id)).toEqual(['one.1', 'one.3']);
  });

  it('shows corrections of what was told, for programs too, and seals nothing', async () => {
    const world = await aWorld();
    await world.installation.publish({
      publication: 'weekly',
      scheduledTime: '2026-11-23T06:00:00Z' as Instant,
    });
    await world.press.record(aRetraction('2026-11-24T10:00:00Z', 'one.3').record);
    world.installation.clock = { now: () => '2026-11-25T00:00:00Z' as Instant };
    const files = world.press.archive.files.size;
    const { out } = await world.courant('facts', 'pending');
    expect(out).toMatch(/^Corrections\n1-02 {2}one\.3 {2}withdrawn \(the article does not say so\)$/m);
    const [edition, correction] = (await world.courant('facts', 'pending', '--json')).out.trim().split('\n');
    expect(JSON.parse(edition ?? '')).toMatchObject({ what: 'edition', number: 2, facts: 0, corrections: 1 });
    expect(JSON.parse(correction ?? '')).toMatchObject({ what: 'correction', id: 'one.3', right: null });
    expect(world.press.archive.files.size).toBe(files);
  });

  it('tells nothing of a fact that was taken down, as the edition does not', async () => {
    const world = await aWorld();
    await world.installation.publish({
      publication: 'weekly',
      scheduledTime: '2026-11-23T06:00:00Z' as Instant,
    });
    await world.press.record(aCorrection('2026-11-24T10:00:00Z', 'one.3').record);
    world.installation.clock = { now: () => '2026-11-25T00:00:00Z' as Instant };
    expect((await world.courant('facts', 'pending')).out).toContain('one.3');
    await world.press.takenDown.write(
      {
        ...{ format: 1, publication: 'weekly', what: { kind: 'fact', fact: 'one.3' }, edition: '2026-11-23' },
        ...{
          number: '1-02',
          because: 'a court says so',
          by: 'the court',
          at: '2026-11-24T12:00:00Z' as Instant,
        },
        ...{ facts: ['one.3'], sealed: [] },
      },
      1,
    );
    expect((await world.courant('facts', 'pending')).out).not.toContain('one.3');
  });
});
