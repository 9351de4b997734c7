import * as z from 'zod';
import { additionFileSchema } from './addition-file.ts';
import { amendmentFileSchema } from './amendment-file.ts';
import { articleCorrectionFileSchema } from './article-correction-file.ts';
import { articleFileSchema } from './article-file.ts';

/**
 * The JSON Schemas of what editors write, by the name of their file in `facts/`. With them a text editor completes and
 * checks while somebody types. They are derived from Courant's own schemas, and know less: only Courant checks what
 * relates several fields. They are draft 7, which text editors support best.
 */
export function jsonSchemas(): Record<string, Record<string, unknown>> {
  return {
    'article.schema.json': jsonSchema(articleFileSchema, 'Courant article file'),
    'addition.schema.json': jsonSchema(additionFileSchema, 'Courant addition'),
    'article-correction.schema.json': jsonSchema(
      articleCorrectionFileSchema,
      'Courant correction of an article',
    ),
    'correction.schema.json': jsonSchema(amendmentFileSchema, 'Courant correction'),
  };
}

function jsonSchema(of: z.ZodType, title: string): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(of, { target: 'draft-7', io: 'input' });
  return { $schema, title, ...schema };
}
