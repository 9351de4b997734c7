import * as z from 'zod';
import { monthStateSchema } from '../../edition/months/month-state.ts';
import { editionsJsonSchema } from '../editions-json.ts';
import { correctionLineSchema } from './correction-line.ts';
import { factLineSchema } from './fact-line.ts';
import { publishedDigestSchema } from './published-digest.ts';

/**
 * The JSON Schemas of what an archive offers to programs, by the name of their file in `docs/schemas/`. They are derived from the schemas by which Courant reads
 * the same files, of draft 2020-12, and allow fields that later versions add.
 */
export function archiveSchemas(): Record<string, Record<string, unknown>> {
  return {
    'fact-line.schema.json': jsonSchema(factLineSchema, 'A line of all/<month>.jsonl: a fact as published'),
    'correction-line.schema.json': jsonSchema(
      correctionLineSchema,
      'A line of all/<year>-corrections.jsonl: what an edition put right',
    ),
    'digest.schema.json': jsonSchema(
      publishedDigestSchema,
      '<edition>/digest.json: what programs may rely on in it',
    ),
    'month.schema.json': jsonSchema(monthStateSchema, 'all/<month>.json: the state of a month of editions'),
    'editions.schema.json': jsonSchema(
      editionsJsonSchema,
      'editions.json: the newest editions, and the months',
    ),
  };
}

/** As what is read: what older files lack need not be there. */
function jsonSchema(of: z.ZodType, title: string): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(of, { io: 'input', unrepresentable: 'any' });
  return { $schema, title, ...schema };
}
