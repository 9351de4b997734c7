import * as z from 'zod';

const domainName = z
  .string()
  .max(253)
  .transform(text => text.toLowerCase().replace(/\.$/, ''))
  .refine(text => /^(?=.*\.)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(text), {
    error: 'a domain such as digest.example.org',
  });

/** Names of what holds state in a stack, as its outputs give them. */
const storesSchema = z.strictObject({
  contentBucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket'),
  archiveBucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket'),
  editionsTable: z.string().regex(/^[A-Za-z0-9_.-]{3,255}$/, 'the name of a table'),
  deliveriesTable: z.string().regex(/^[A-Za-z0-9_.-]{3,255}$/, 'the name of a table'),
  readersTable: z.string().regex(/^[A-Za-z0-9_.-]{3,255}$/, 'the name of a table'),
});

/** The fields of the configuration that say how the installation stands in its account, beside what it publishes. */
export const deploymentFields = {
  /** Everything with a fixed name begins with it: two stacks in one account and region differ by it. */
  stackName: z
    .string()
    .regex(
      /^[a-z]([a-z0-9]|-(?!-)){0,18}[a-z0-9]$/,
      'two to twenty lower-case letters, digits and single hyphens',
    )
    .default('courant'),
  /** Whether CloudFormation refuses to delete the stack. Not before its first deployment has succeeded. */
  terminationProtection: z.boolean().default(false),
  /** Domains and addresses that SES knows already in this account and region: they are used as they are. */
  identities: z
    .array(
      z.union([domainName, z.email()], 'a domain or an e-mail address').transform(text => text.toLowerCase()),
    )
    .default([]),
  /** Whether the stack makes DMARC records in the hosted zone. */
  dmarc: z.boolean().default(false),
  hostedZone: z
    .strictObject({ id: z.string().regex(/^Z[A-Z0-9]+$/, 'a Route 53 hosted zone id'), name: domainName })
    .optional(),
  publicArchive: z.boolean().default(true),
  /** The one web address of the installation, and the certificate for it, which CloudFront takes from us-east-1 only. */
  site: z
    .strictObject({
      domain: domainName,
      certificateArn: z
        .string()
        .regex(
          /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[a-f0-9-]+$/,
          'the ARN of a certificate of ACM in us-east-1',
        ),
    })
    .optional(),
  /** What an older stack left, by name: this stack uses it instead of stores of its own. */
  adopt: storesSchema.optional(),
};

/** Names of what holds state in a stack. */
export type StoreNames = z.infer<typeof storesSchema>;
