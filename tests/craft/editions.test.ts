import { describe, expect, it } from 'vitest';
import { editionNamed, everyEdition } from '../support/editions/catalogue.ts';
import { allChecks } from './all-checks.ts';
import { findingsOf } from './check.ts';
import { messageOf } from './message.ts';

describe.each(everyEdition)('the message of the edition "%s" with a %s archive', (name, archive) => {
  it.each(allChecks)('has $name', async check => {
    const edition = await editionNamed(name, archive);
    const found = findingsOf([check], await messageOf(edition));
    expect(found).toEqual([]);
  });
});
