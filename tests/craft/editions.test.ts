import { describe, expect, it } from 'vitest';
import { editionNamed, everyEdition } from '../support/editions/catalogue.ts';
import { allChecks } from './all-checks.ts';
import { findingsOf } from './check.ts';
import { messageOf } from './message.ts';
import { isOwed, notYet } from './not-yet.ts';

describe.each(everyEdition)('the message of the edition "%s" with a %s archive', (name, archive) => {
  it.each(allChecks)('has $name', async check => {
    const edition = await editionNamed(name, archive);
    const found = findingsOf([check], await messageOf(edition));
    if (!isOwed(notYet, check.name, name)) expect(found).toEqual([]);
    else expect(found, 'this holds now: take its line out of tests/craft/not-yet.ts').not.toEqual([]);
  });
});

it('owes nothing to checks or editions that there are not', () => {
  const names = [...everyEdition.map(([name]) => name), 'every'];
  for (const { check, edition } of notYet) {
    expect(allChecks.map(({ name }) => name)).toContain(check);
    expect(names).toContain(edition);
  }
});
