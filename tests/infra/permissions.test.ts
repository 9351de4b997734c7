import { describe, expect, it } from 'vitest';
import { examplePublication, exampleTemplate } from './example-app.ts';
import { type ReadableStatement, readable, resources, statements } from './readable.ts';

const template = exampleTemplate();

/** Everything that a role may do, as `action on resource`, from every policy that it has. */
function allowed(role: string): { rights: string[]; conditions: ReadableStatement[] } {
  const own = [...resources(template, 'AWS::IAM::Policy').values()]
    .filter(policy => policy.Properties.Roles.map(readable).includes(`<${role}>`))
    .flatMap(policy => statements(policy.Properties.PolicyDocument));
  expect(own.every(({ effect, notOn }) => effect === 'Allow' && notOn === undefined)).toBe(true);
  return {
    rights: own
      .flatMap(({ actions, on }) => actions.flatMap(action => on.map(at => `${action} ${at}`)))
      .sort(),
    conditions: own.filter(({ conditions }) => conditions !== undefined),
  };
}

const anyFunction = (log: string) => [
  `logs:CreateLogStream <${log}.Arn>`,
  `logs:PutLogEvents <${log}.Arn>`,
  'xray:PutTelemetryRecords *',
  'xray:PutTraceSegments *',
];

const ses = 'arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:';
const scheduled = ['china-tech-controls', 'china-tech-controls-zh'].map(
  id => `arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/default/courant_${id}`,
);
const mailing = [
  // Any: in the sandbox SES asks for the recipient's too.
  `ses:SendRawEmail ${ses}identity/*`,
  `ses:SendRawEmail ${ses}configuration-set/courant`,
  'ses:GetSendQuota *',
];

/** What whoever freezes an audience does to the readers table, and to what is kept beside it. */
const publishersReaders = [
  ...['DescribeTable', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(
    action => `dynamodb:${action} <StorageReaders.Arn>`,
  ),
  // The list of their keys says all of them: nobody reads one.
  's3:PutObject <StorageArchive.Arn>/endings/*',
  's3:GetObject <StorageArchive.Arn>/readers-tables/*',
  's3:PutObject <StorageArchive.Arn>/readers-tables/*',
];

describe('the least that each role needs, and nothing else', () => {
  it('publish reads facts, writes editions, and starts their delivery', () => {
    expect(allowed('PublishpublishRole').rights).toEqual(
      [
        ...anyFunction('PublishpublishLog'),
        's3:ListBucket <StorageContent.Arn>',
        's3:GetObject <StorageContent.Arn>/log/*',
        's3:GetObject <StorageContent.Arn>/articles/*',
        's3:GetObject <StorageContent.Arn>/amendments/*',
        's3:ListBucket <StorageArchive.Arn>',
        's3:GetObject <StorageArchive.Arn>/sealed/*',
        's3:PutObject <StorageArchive.Arn>/sealed/*',
        's3:GetObject <StorageArchive.Arn>/appearances/*',
        's3:PutObject <StorageArchive.Arn>/appearances/*',
        's3:GetObject <StorageArchive.Arn>/folded/*',
        's3:PutObject <StorageArchive.Arn>/folded/*',
        's3:GetObject <StorageArchive.Arn>/archive/*',
        's3:GetObject <StorageArchive.Arn>/owners/*',
        's3:PutObject <StorageArchive.Arn>/archive/*',
        's3:PutObject <StorageArchive.Arn>/owners/*',
        's3:GetObject <StorageArchive.Arn>/seen/*',
        's3:GetObject <StorageArchive.Arn>/taken-down/*',
        's3:GetObject <StorageArchive.Arn>/decisions/*',
        's3:PutObject <StorageArchive.Arn>/seen/*',
        's3:GetObject <StorageArchive.Arn>/receipts/*',
        'dynamodb:GetItem <StorageEditions.Arn>',
        'dynamodb:PutItem <StorageEditions.Arn>',
        'dynamodb:Query <StorageEditions.Arn>',
        'dynamodb:UpdateItem <StorageEditions.Arn>',
        ...publishersReaders,
        'sqs:SendMessage <DeliverQueueSlices.Arn>',
        'ses:GetSendQuota *',
        'ses:GetIdentityVerificationAttributes *',
        'sqs:GetQueueAttributes <FailedRuns.Arn>',
        'sqs:GetQueueUrl <FailedRuns.Arn>',
        'sqs:SendMessage <FailedRuns.Arn>',
        'dynamodb:DescribeTable <StorageEditions.Arn>',
        'dynamodb:DescribeTable <StorageDeliveries.Arn>',
        's3:GetObject <StorageArchive.Arn>/bindings/*',
        's3:PutObject <StorageArchive.Arn>/bindings/*',
        'dynamodb:GetItem <StorageDeliveries.Arn>',
        'dynamodb:UpdateItem <StorageDeliveries.Arn>',
      ].sort(),
    );
  });

  it('deliver reads an edition and its readers, notes deliveries without deleting any, and mails', () => {
    expect(allowed('DeliverdeliverRole').rights).toEqual(
      [
        ...anyFunction('DeliverdeliverLog'),
        ...[
          'ChangeMessageVisibility',
          'DeleteMessage',
          'GetQueueAttributes',
          'GetQueueUrl',
          'ReceiveMessage',
        ].map(action => `sqs:${action} <DeliverQueueSlices.Arn>`),
        's3:ListBucket <StorageArchive.Arn>',
        's3:GetObject <StorageArchive.Arn>/archive/*',
        's3:GetObject <StorageArchive.Arn>/owners/*',
        's3:GetObject <StorageArchive.Arn>/sealed/*',
        'dynamodb:GetItem <StorageEditions.Arn>',
        'dynamodb:UpdateItem <StorageEditions.Arn>',
        'dynamodb:GetItem <StorageDeliveries.Arn>',
        'dynamodb:UpdateItem <StorageDeliveries.Arn>',
        'dynamodb:DescribeTable <StorageReaders.Arn>',
        'dynamodb:GetItem <StorageReaders.Arn>',
        'dynamodb:Query <StorageReaders.Arn>',
        ...mailing,
        'dynamodb:DescribeTable <StorageEditions.Arn>',
        'dynamodb:DescribeTable <StorageDeliveries.Arn>',
        's3:GetObject <StorageArchive.Arn>/bindings/*',
        's3:GetObject <StorageArchive.Arn>/receipts/*',
        's3:PutObject <StorageArchive.Arn>/bindings/*',
      ].sort(),
    );
  });

  it('the sweep does what publish does, settles deliveries, writes receipts and mails them', () => {
    expect(allowed('SweepsweepRole').rights).toEqual(
      [
        ...anyFunction('SweepsweepLog'),
        's3:ListBucket <StorageContent.Arn>',
        's3:GetObject <StorageContent.Arn>/log/*',
        's3:GetObject <StorageContent.Arn>/articles/*',
        's3:GetObject <StorageContent.Arn>/amendments/*',
        's3:ListBucket <StorageArchive.Arn>',
        ...['sealed', 'archive', 'appearances', 'folded', 'receipts', 'owners', 'seen', 'proofs'].flatMap(
          folder => [
            `s3:GetObject <StorageArchive.Arn>/${folder}/*`,
            `s3:PutObject <StorageArchive.Arn>/${folder}/*`,
          ],
        ),
        's3:GetObject <StorageArchive.Arn>/taken-down/*',
        's3:GetObject <StorageArchive.Arn>/decisions/*',
        ...scheduled.map(name => `scheduler:GetSchedule ${name}`),
        's3:GetObject <StorageArchive.Arn>/site/*',
        's3:PutObject <StorageArchive.Arn>/site/*',
        // What is kept of who was erased, with every version; it reads none.
        's3:DeleteObjectVersion <StorageArchive.Arn>/endings/*',
        's3:ListBucketVersions <StorageArchive.Arn>',
        'dynamodb:GetItem <StorageEditions.Arn>',
        'dynamodb:PutItem <StorageEditions.Arn>',
        'dynamodb:Query <StorageEditions.Arn>',
        'dynamodb:UpdateItem <StorageEditions.Arn>',
        'dynamodb:GetItem <StorageDeliveries.Arn>',
        'dynamodb:Query <StorageDeliveries.Arn>',
        'dynamodb:UpdateItem <StorageDeliveries.Arn>',
        ...publishersReaders,
        'dynamodb:DeleteItem <StorageReaders.Arn>',
        'sqs:SendMessage <DeliverQueueSlices.Arn>',
        'sqs:GetQueueAttributes <DeliverQueueSlices.Arn>',
        'sqs:GetQueueAttributes <FeedbackQueue.Arn>',
        'sqs:GetQueueAttributes <FeedbackDeadLetters.Arn>',
        'ses:GetIdentityVerificationAttributes *',
        ...mailing,
        'dynamodb:DescribeTable <StorageEditions.Arn>',
        'dynamodb:DescribeTable <StorageDeliveries.Arn>',
        's3:GetObject <StorageArchive.Arn>/bindings/*',
        's3:PutObject <StorageArchive.Arn>/bindings/*',
      ].sort(),
    );
  });

  it.each(['DeliverdeliverRole', 'SweepsweepRole', 'SignupsignupRole'])(
    '%s can mail from the configured addresses only',
    role => {
      expect(allowed(role).conditions).toEqual([
        expect.objectContaining({
          actions: ['ses:SendRawEmail'],
          conditions: { StringEquals: { 'ses:FromAddress': [examplePublication.from.address] } },
        }),
      ]);
    },
  );

  it('feedback takes events from its queue and notes them, and can neither list nor mail anybody', () => {
    expect(allowed('FeedbackfeedbackRole').rights).toEqual(
      [
        ...anyFunction('FeedbackfeedbackLog'),
        ...[
          'ChangeMessageVisibility',
          'DeleteMessage',
          'GetQueueAttributes',
          'GetQueueUrl',
          'ReceiveMessage',
        ].map(action => `sqs:${action} <FeedbackQueue.Arn>`),
        'dynamodb:GetItem <StorageDeliveries.Arn>',
        'dynamodb:UpdateItem <StorageDeliveries.Arn>',
        'dynamodb:GetItem <StorageReaders.Arn>',
        'dynamodb:PutItem <StorageReaders.Arn>',
        'dynamodb:UpdateItem <StorageReaders.Arn>',
        's3:PutObject <StorageArchive.Arn>/endings/*',
      ].sort(),
    );
  });

  it('subscriptions makes requests, makes and ends readers by their keys, and can neither list them, nor tell who an address is, nor mail', () => {
    expect(allowed('LinkssubscriptionsRole').rights).toEqual(
      [
        ...anyFunction('LinkssubscriptionsLog'),
        ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map(
          action => `dynamodb:${action} <StorageReaders.Arn>`,
        ),
        's3:PutObject <StorageArchive.Arn>/endings/*',
        's3:GetObject <StorageArchive.Arn>/archive/*/editions.json',
        'sqs:SendMessage <SignUpsRequests.Arn>',
      ].sort(),
    );
  });

  it('signup takes requests from their queue, reads the key of reader ids, and mails; it can list nobody', () => {
    expect(allowed('SignupsignupRole').rights).toEqual(
      [
        ...anyFunction('SignupsignupLog'),
        ...[
          'ChangeMessageVisibility',
          'DeleteMessage',
          'GetQueueAttributes',
          'GetQueueUrl',
          'ReceiveMessage',
        ].map(action => `sqs:${action} <SignUpsRequests.Arn>`),
        's3:ListBucket <StorageContent.Arn>',
        's3:GetObject <StorageContent.Arn>/keys/reader-ids',
        's3:PutObject <StorageContent.Arn>/keys/reader-ids',
        ...['GetItem', 'PutItem', 'UpdateItem'].map(action => `dynamodb:${action} <StorageReaders.Arn>`),
        ...mailing,
      ].sort(),
    );
  });

  it('the role for who adds readers reads and makes the key of their ids, and nothing else', () => {
    expect(allowed('Registrar').rights).toEqual(
      [
        's3:ListBucket <StorageContent.Arn>',
        's3:GetObject <StorageContent.Arn>/keys/reader-ids',
        's3:PutObject <StorageContent.Arn>/keys/reader-ids',
      ].sort(),
    );
    const { Path, AssumeRolePolicyDocument } =
      resources(template, 'AWS::IAM::Role').get('Registrar')?.Properties ?? {};
    expect(Path).toBe('/courant/ids/');
    const [{ Principal }] = AssumeRolePolicyDocument.Statement;
    expect(readable(Principal.AWS)).toBe('arn:<AWS::Partition>:iam::<AWS::AccountId>:root');
  });

  it('only signup has a role that reads the key of reader ids, and only the sweep one that takes endings away', () => {
    const paths = [...resources(template, 'AWS::IAM::Role')].flatMap(([id, { Properties }]) =>
      Properties.Path ? [[id, Properties.Path]] : [],
    );
    expect(Object.fromEntries(paths)).toEqual({
      Registrar: '/courant/ids/',
      SignupsignupRole: '/courant/ids/',
      SweepsweepRole: '/courant/erasing/',
    });
  });

  it('no role of a path that opens more may be taken on by anybody but the function that it is for', () => {
    for (const role of ['SignupsignupRole', 'SweepsweepRole']) {
      const { Statement } =
        resources(template, 'AWS::IAM::Role').get(role)?.Properties.AssumeRolePolicyDocument ?? {};
      expect(Statement.map(({ Principal }: { Principal: object }) => Principal)).toEqual([
        { Service: 'lambda.amazonaws.com' },
      ]);
    }
  });

  it('the scheduler starts publish and puts aside what it could not start, and starts the sweep', () => {
    expect(allowed('TimetableRole').rights).toEqual([
      'lambda:InvokeFunction <PublishpublishFunction.Arn>',
      'sqs:SendMessage <FailedRuns.Arn>',
    ]);
    expect(allowed('SweepScheduleRole').rights).toEqual(['lambda:InvokeFunction <SweepsweepFunction.Arn>']);
  });

  it.each(['TimetableRole', 'SweepScheduleRole'])(
    '%s can be used by schedules of this account alone',
    role => {
      const trust = resources(template, 'AWS::IAM::Role').get(role)?.Properties.AssumeRolePolicyDocument;
      const [{ Principal, Condition }] = trust.Statement;
      expect(Principal).toEqual({ Service: 'scheduler.amazonaws.com' });
      const { 'aws:SourceAccount': account, 'aws:SourceArn': group } = Condition.StringEquals;
      expect(readable(account)).toBe('<AWS::AccountId>');
      expect(readable(group)).toMatch(/:scheduler:<AWS::Region>:<AWS::AccountId>:schedule-group\/default$/);
    },
  );

  it('there are no other roles', () => {
    expect([...resources(template, 'AWS::IAM::Role').keys()].sort()).toEqual([
      'DeliverdeliverRole',
      'FeedbackfeedbackRole',
      'LinkssubscriptionsRole',
      'PublishpublishRole',
      'Registrar',
      'SignupsignupRole',
      'SweepScheduleRole',
      'SweepsweepRole',
      'TimetableRole',
    ]);
  });
});
