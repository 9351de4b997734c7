import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { articleJsonSchema } from '../../../lambdas/core/facts/article-json-schema.ts';

type Schema = {
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  required?: string[];
};

const schema = articleJsonSchema() as Schema;

describe('the JSON Schema for editor programs', () => {
  it('is current in facts/article.schema.json; run scripts/write-schema.ts after a change', () => {
    const stored = readFileSync(new URL('../../../facts/article.schema.json', import.meta.url), 'utf8');
    expect(stored).toBe(`${JSON.stringify(schema, null, 2)}\n`);
  });

  it('describes every field of an article and of a fact', () => {
    const groups = [schema, schema.properties?.article, schema.properties?.facts?.items];
    const fields = groups.flatMap(group => Object.entries(group?.properties ?? {}));
    expect(fields.length).toBeGreaterThan(25);
    expect(fields.filter(([, field]) => !field.description).map(([name]) => name)).toEqual([]);
  });

  it('requires source and evidence of every fact', () => {
    expect(schema.properties?.facts?.items?.required).toEqual(
      expect.arrayContaining(['statement', 'attribution', 'evidence']),
    );
  });
});
