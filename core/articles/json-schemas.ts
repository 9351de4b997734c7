import * as z from 'zod';
import { amendmentFileSchema } from './amendment-file.ts';
import { articleFileSchema } from './article-file.ts';

/**
 * The JSON Schemas of what editors write, by the name of their file in `facts/`: with them an editor program completes and
 * checks while somebody types. They are derived from the schemas that the program itself checks by, and know less: what
 * relates several fields is checked only there. Draft 7, which editor programs know best.
 */
export function jsonSchemas(): Record<string, Record<string, unknown>> {
  return {
    'article.schema.json': jsonSchema(articleFileSchema, 'Courant article file'),
    'correction.schema.json': jsonSchema(amendmentFileSchema, 'Courant correction'),
  };
}

function jsonSchema(of: z.ZodType, title: string): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(of, { target: 'draft-7', io: 'input' });
  return { $schema, title, ...schema };
}
