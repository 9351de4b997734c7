import * as z from 'zod';

/** Days for which CloudWatch can keep logs; it takes no others. The last means for good. */
export const logRetentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
  9999,
] as const;

/** Schema of what has a default that suits most. */
export const settingsSchema = z.strictObject({
  /** A slice holds at most this many readers. */
  sliceSize: z.int().min(1).max(1000).default(100),
  /** An edition more than this many hours late waits for an operator. */
  holdWhenLateHours: z.number().min(1).max(168).default(36),
  /** So many hours before an edition its proof is mailed. */
  proofHoursBefore: z.number().min(1).max(168).default(24),
  /** When SES says nothing of a message: mail it again once silence surely means that SES did not take it, or ask the operator. */
  settle: z.enum(['retry', 'ask']).default('retry'),
  /** Workers that deliver side by side; each takes its share of the account's rate. */
  lanes: z.int().min(1).max(10).default(1),
  /** An article or event this many days before the window makes the edition say that it is old. */
  oldAfterDays: z.int().min(1).max(365).default(30),
  /** Days for which it is kept whom an edition was mailed to; longer than anybody may still decide about a delivery. */
  keepDeliveriesDays: z.int().min(60).max(3650).default(400),
  /** Days after which the address of somebody whose subscription ended is taken out of the table. */
  forgetAfterDays: z.int().min(1).max(3650).default(30),
  /** Days that the functions' logs are kept. */
  logRetentionDays: z.literal(logRetentions).default(90),
});
