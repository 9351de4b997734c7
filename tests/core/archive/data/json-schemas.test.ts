import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { archiveSchemas } from '../../../../core/archive/data/json-schemas.ts';
import { aSearchedArchive } from '../../../support/archives/a-searched-archive.ts';

const schemas = archiveSchemas();

/** What each schema describes, by the paths of an archive. */
const described: Record<string, RegExp> = {
  'fact-line.schema.json': /^[a-z]+\/all\/\d{4}-\d\d\.jsonl$/,
  'correction-line.schema.json': /^[a-z]+\/all\/\d{4}-corrections\.jsonl$/,
  'month.schema.json': /^[a-z]+\/all\/\d{4}-\d\d\.json$/,
  'editions.schema.json': /^[a-z]+\/editions\.json$/,
  'digest.schema.json': /^[a-z]+\/\d{4}-\d\d-\d\d\/digest\.json$/,
};

describe('the JSON Schemas of an archive', () => {
  let files: Map<string, string>;
  beforeAll(async () => {
    files = (await aSearchedArchive(6)).files;
  }, 300_000);

  it.each(Object.keys(schemas))(
    'are current in docs/schemas/%s; run scripts/write-schema.ts after a change',
    name => {
      const stored = readFileSync(new URL(`../../../../docs/schemas/${name}`, import.meta.url), 'utf8');
      expect(stored).toBe(`${JSON.stringify(schemas[name], null, 2)}\n`);
    },
  );

  it.each(Object.entries(described))(
    '%s holds for every such file, and not for one that lacks a field',
    (name, paths) => {
      const schema = z.fromJSONSchema(schemas[name] as Parameters<typeof z.fromJSONSchema>[0]);
      const found = [...files].filter(([path]) => paths.test(path));
      expect(found.length).toBeGreaterThan(1);
      for (const [path, content] of found)
        for (const text of path.endsWith('.jsonl')
          ? content.split('\n').filter(line => line !== '')
          : [content]) {
          const value = JSON.parse(text);
          expect(schema.safeParse(value).error, path).toBeUndefined();
          const [first = ''] = (schemas[name]?.required as string[]) ?? [];
          const { [first]: _, ...rest } = value;
          expect(schema.safeParse(rest).success, `${path} without ${first}`).toBe(false);
        }
    },
  );

  it('describe every field of a fact that somebody may look for, in words', () => {
    const { properties } = schemas['fact-line.schema.json'] as {
      properties: Record<string, { description?: string }>;
    };
    const bare = Object.entries(properties)
      .filter(([, field]) => !field.description)
      .map(([field]) => field);
    expect(bare.sort()).toEqual(['attribution', 'editionNumber', 'source']);
  });
});

describe('docs/archive.md', () => {
  const text = readFileSync(new URL('../../../../docs/archive.md', import.meta.url), 'utf8');

  it('has a row for each field of a fact', () => {
    const { properties } = schemas['fact-line.schema.json'] as { properties: object };
    const rows = [...text.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name),
    );
    expect(Object.keys(properties).filter(name => !rows.includes(name))).toEqual([]);
  });
});
