import * as z from 'zod';
import { instantSchema } from '../instant.ts';
import { articleSchema, factSchema } from './article-file.ts';

/** What the fact log holds: one immutable record a filing. `recordedAt` is the store's time, not the editor's. */
export const logRecordSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('article'),
    recordedAt: instantSchema,
    article: articleSchema,
    facts: z.array(factSchema),
  }),
]);
/** An immutable record of the log. */
export type LogRecord = z.infer<typeof logRecordSchema>;
