import * as z from 'zod';
import { addressMistake } from '../foundation/web-address.ts';
import { domainName, identityName } from './domains.ts';

/** Schema of a text of one form; tells whoever writes another form of the same what to write. */
function text(expected: string, form: RegExp, advise: (text: string) => string | undefined) {
  return z.string().superRefine((written, context) => {
    const todo = advise(written.trim());
    if (form.test(written) && todo === undefined) return;
    context.addIssue({ code: 'custom', message: expected, params: { todo: todo ?? 'correct the value' } });
  });
}

/** A name that is written as one of the longer forms, such as an ARN, which hold it. */
function inside(...forms: RegExp[]) {
  return (written: string): string | undefined => {
    const name = forms.map(form => form.exec(written)?.[1]).find(found => found !== undefined);
    return name === undefined ? undefined : `write ${name}`;
  };
}

const bucketName = text(
  'the name of a bucket',
  /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  inside(/^arn:[^:]*:s3:::([^/]+)/, /^s3:\/\/([^/]+)/, /^(?:https:\/\/)?([^/]+)\.s3[.-][^/]*amazonaws\.com/),
);
const tableName = text(
  'the name of a table',
  /^[A-Za-z0-9_.-]{3,255}$/,
  inside(/^arn:[^:]*:dynamodb:[^/]*:table\/([^/]+)/),
);

/** Names of what holds state in a stack, as its outputs give them. */
const storesSchema = z.strictObject({
  contentBucket: bucketName,
  archiveBucket: bucketName,
  editionsTable: tableName,
  deliveriesTable: tableName,
  readersTable: tableName,
});

const stackNameForm = /^[a-z]([a-z0-9]|-(?!-)){0,18}[a-z0-9]$/;
const certificateForm = /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[a-f0-9-]+$/;

/** The fields of the configuration that say how the installation stands in its account, beside what it publishes. */
export const deploymentFields = {
  /** Everything with a fixed name begins with it: two stacks in one account and region differ by it. */
  stackName: text(
    'two to twenty lower-case letters, digits and single hyphens, a letter first',
    stackNameForm,
    stackNameAdvice,
  ).default('courant'),
  /** Whether CloudFormation refuses to delete the stack. Not before its first deployment has succeeded. */
  terminationProtection: z.boolean().default(false),
  /** Domains and addresses that SES knows already in this account and region: they are used as they are. */
  identities: z.array(identityName).default([]),
  /** Whether the stack makes DMARC records in the hosted zone. */
  dmarc: z.boolean().default(false),
  hostedZone: z
    .strictObject({
      id: text(
        'the id of a hosted zone of Route 53',
        /^Z[A-Z0-9]+$/,
        inside(/^(?:arn:.*:::)?\/?hostedzone\/(Z\w+)$/),
      ),
      name: domainName,
    })
    .optional(),
  publicArchive: z.boolean().default(true),
  /** The one web address of the installation, and the certificate for it, which CloudFront takes from us-east-1 only. */
  site: z
    .strictObject({
      domain: domainName,
      certificateArn: text(
        'the ARN of a certificate of ACM in us-east-1',
        certificateForm,
        certificateAdvice,
      ),
      /** Names that it had before, which the certificate holds too: links in mails that went out lead there. */
      formerDomains: z.array(domainName).default([]),
    })
    .optional(),
  /** What an older stack left, by name: this stack uses it instead of stores of its own. */
  adopt: storesSchema.optional(),
};

/** How an installation stands in its account. */
export type Deployment = z.infer<z.ZodObject<typeof deploymentFields>>;
/** Names of what holds state in a stack. */
export type StoreNames = z.infer<typeof storesSchema>;

function stackNameAdvice(written: string): string | undefined {
  if (stackNameForm.test(written)) return undefined;
  const name = written
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-$/g, '');
  if (stackNameForm.test(name)) return `write ${name}`;
  return name.length > 20 ? 'choose a name of at most twenty characters' : undefined;
}

function certificateAdvice(written: string): string | undefined {
  const region = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):/.exec(written)?.[1];
  if (region === undefined || region === 'us-east-1') return undefined;
  return `request a certificate for the domain in us-east-1 and name that one; CloudFront takes none from ${region}`;
}

/** CloudWatch takes 1,024 characters for what an alarm says, and the address is a part of that. */
const charactersAtMost = 300;

/** Schema of the address at which the operator reads the runbook: https, and without an anchor, since each article has its own. */
export const runbookAddress = z.string().superRefine((written, context) => {
  const mistake = mistakeIn(written);
  if (mistake === undefined) return;
  const { expected, todo } = mistake;
  context.addIssue({ code: 'custom', message: expected, params: { todo } });
});

function mistakeIn(written: string): { expected: string; todo: string } | undefined {
  const mistake = addressMistake(written);
  if (mistake) return mistake;
  const [page = '', ...anchor] = written.split('#');
  if (anchor.length > 0) return { expected: 'the address of the whole runbook', todo: `write ${page}` };
  if (written.length <= charactersAtMost) return undefined;
  return { expected: `at most ${charactersAtMost} characters`, todo: 'name a shorter address' };
}
