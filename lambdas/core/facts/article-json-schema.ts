import * as z from 'zod';
import { articleFileSchema } from './article-file.ts';

/**
 * The JSON Schema of an article file, with which an editor program completes and checks while somebody types. It is derived
 * from the schema that the program itself checks by, and knows less: what relates several fields is checked only there.
 * Draft 7, which editor programs know best.
 */
export function articleJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(articleFileSchema, { target: 'draft-7', io: 'input' });
  return { $schema, title: 'Courant article file', ...schema };
}
