import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { configurationSchema } from '../core/publication/configuration.ts';
import { publicationLanguages } from '../core/publication/languages.ts';

const root = resolve(import.meta.dirname, '..');
const page = readFileSync(resolve(root, 'docs/configuration.md'), 'utf8');

type Properties = Record<string, { properties?: Properties; items?: { properties: Properties } }>;
const { properties } = z.toJSONSchema(configurationSchema, { io: 'input' }) as unknown as {
  properties: Properties;
};

describe('the page on the configuration', () => {
  it('describes every field of a publication, and no other', () => {
    const { publications } = properties;
    expect(fieldsBelow('A publication')).toEqual(Object.keys(publications?.items?.properties ?? {}).sort());
  });

  it('describes every other field, and no other, with its default', () => {
    const { publications: _, settings, ...others } = properties;
    const names = Object.keys(settings?.properties ?? {}).map(name => `settings.${name}`);
    expect(fieldsBelow('The rest')).toEqual([...Object.keys(others), ...names].sort());
    const defaults = configurationSchema.shape.settings.parse(undefined);
    for (const [name, value] of Object.entries(defaults))
      expect(page).toContain(`| \`settings.${name}\` | \`${value}\` |`);
  });

  it('names every language', () => {
    const row = page.split('\n').find(line => line.startsWith('| `language`'));
    for (const language of publicationLanguages) expect(row).toContain(`\`${language}\``);
  });
});

describe('every language that a publication may have', () => {
  it.each(publicationLanguages)('has its messages: %s', language => {
    expect(existsSync(resolve(root, `templates/messages/${language}.json`))).toBe(true);
  });
});

/** The first words in backticks of the rows of the table below a heading. */
function fieldsBelow(heading: string): string[] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `([\w.]+)` \|/gm)].map(match => match[1] ?? '').sort();
}
