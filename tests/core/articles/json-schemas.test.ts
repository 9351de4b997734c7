import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from '../../../core/articles/json-schemas.ts';

type Schema = {
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
};

const schemas = jsonSchemas() as Record<string, Schema>;
const { 'article.schema.json': article, 'correction.schema.json': correction } = schemas;

/** The groups of fields of what editors write. */
const fact = article?.properties?.facts?.items;
const corrected = correction?.properties?.corrected;

describe('the JSON Schemas for editor programs', () => {
  it.each(Object.keys(schemas))(
    'are current in facts/%s; run scripts/write-schema.ts after a change',
    name => {
      const stored = readFileSync(new URL(`../../../facts/${name}`, import.meta.url), 'utf8');
      expect(stored).toBe(`${JSON.stringify(schemas[name], null, 2)}\n`);
    },
  );

  it('describe every field of an article, of a fact and of a correction', () => {
    const groups = [article, article?.properties?.article, fact, correction, corrected];
    const fields = groups.flatMap(group => Object.entries(group?.properties ?? {}));
    expect(fields.length).toBeGreaterThan(40);
    expect(fields.filter(([, field]) => !field.description).map(([name]) => name)).toEqual([]);
  });

  it('require source and evidence of every fact, and a reason of every correction', () => {
    const needed = ['statement', 'attribution', 'evidence'];
    expect(fact?.required).toEqual(expect.arrayContaining(needed));
    expect(corrected?.required).toEqual(fact?.required);
    expect(correction?.required).toEqual(['fact', 'reason']);
  });
});
