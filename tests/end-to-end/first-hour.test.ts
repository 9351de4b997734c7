import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { expectAsInReadme } from '../../local/rehearsal/first-hour/the-hour.ts';
import { walkHere } from '../../local/rehearsal/first-hour/walk-here.ts';
import { Operator } from '../../local/rehearsal/operator.ts';

/** Nine programs, one after the other, on a machine that may be busy. */
const timeout = 900_000;

it('whoever types what README says gets a proof of a publication of their own, and edits no JSON', {
  timeout,
}, async () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  expectAsInReadme();
  const folder = await mkdtemp(join(tmpdir(), 'courant-first-hour-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const checkout = join(folder, 'courant');
  const operator = await Operator.in(checkout, {}, ['cdk.json', 'facts']);
  await walkHere(operator, checkout, new Date(), 'friday');
  const { publications } = JSON.parse(await readFile(join(checkout, 'cdk.json'), 'utf8')).context.courant;
  expect(publications.map(({ id }: { id: string }) => id)).toEqual(['harbour-watch']);
  // What the desk was given to complete is no draft any more.
  expect(existsSync(join(checkout, 'drafts/harbour-licences.json'))).toBe(false);
  expect(existsSync(join(checkout, 'facts/harbour-licences.json'))).toBe(true);
});
