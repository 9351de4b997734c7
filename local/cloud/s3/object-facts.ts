import * as z from 'zod';

/** The form of a file of facts. */
export const objectFactsSchema = z.strictObject({
  /** MD5 of the content in quotation marks, as S3 writes it. */
  etag: z.string(),
  size: z.int().min(0),
  /** By the cloud's clock. */
  lastModified: z.iso.datetime(),
  /** Content-Type, Cache-Control and the like, and `x-amz-meta-*`: what comes back with the object. */
  headers: z.record(z.string(), z.string()),
  /** The `x-amz-checksum-*` that the writer gave. */
  checksums: z.record(z.string(), z.string()),
  /** Its tags; facts of before there were any have none. */
  tags: z.record(z.string(), z.string()).optional(),
  /** Name under which the content was staged; while a file of that name is there, it is the content. */
  staged: z.string(),
});

/** What is kept about an object beside its content. */
export type ObjectFacts = z.infer<typeof objectFactsSchema>;
