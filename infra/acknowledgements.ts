import { Stack, Token, Validations } from 'aws-cdk-lib';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import type { CourantFunction } from './constructs/functions/courant-function.ts';
import type { CourantStack } from './courant-stack.ts';

/** A finding of cdk-nag that we accept: where it was found, and why that is right. */
export type Acknowledgement = { at: IConstruct; id: string; reason: string };

/** Accepts the findings that are listed below, each at the one construct it is about; a new finding stops the synthesis. */
export function acknowledgeFindings(stack: CourantStack): void {
  for (const { at, id, reason } of acknowledgements(stack)) Validations.of(at).acknowledge({ id, reason });
}

/** Every finding that is accepted, with its reason. */
export function acknowledgements(stack: CourantStack): Acknowledgement[] {
  return [
    ...aboutBuckets(stack),
    ...aboutQueues(stack),
    ...aboutFunctions(stack),
    ...aboutPermissions(stack),
    ...aboutSite(stack),
    {
      at: stack.parts.topic.subscription,
      id: 'Serverless::Serverless-SNSRedrivePolicy',
      reason:
        'It mails a person, and SNS tries that for weeks. A dead letter would have to be reported to that person by the same ' +
        'mail. CloudWatch keeps the state of each alarm.',
    },
    {
      at: stack.parts.links.api,
      id: 'AwsSolutions::AwsSolutions-APIG4',
      reason:
        'Readers have no accounts. A link is its own key: 128 random bits, checked by the function, and it opens what its mail ' +
        'was for. The form is for anybody; limits of addresses and of routes hold it.',
    },
  ];
}

function aboutBuckets({ parts: { storage } }: CourantStack): Acknowledgement[] {
  return storage.created.map(at => ({
    at,
    id: 'AwsSolutions::AwsSolutions-S1',
    reason:
      'Only a few functions read these private buckets. What matters is that nothing in them changes: the policy denies ' +
      'changes, and versioning keeps every version. Accounts that need a record of each access have CloudTrail data events.',
  }));
}

function aboutQueues({ failedRuns, parts: { deliver, feedback, signUps } }: CourantStack): Acknowledgement[] {
  const reason = 'It is a dead-letter queue itself: what is in it waits there for an operator.';
  return [
    { at: failedRuns, id: 'AwsSolutions::AwsSolutions-SQS3', reason },
    { at: failedRuns, id: 'Serverless::Serverless-SQSRedrivePolicy', reason },
    { at: deliver.slices.deadLetters, id: 'Serverless::Serverless-SQSRedrivePolicy', reason },
    { at: feedback.deadLetters, id: 'Serverless::Serverless-SQSRedrivePolicy', reason },
    { at: signUps.deadLetters, id: 'Serverless::Serverless-SQSRedrivePolicy', reason },
    ...feedback.rules.map(at => ({
      at,
      id: 'Serverless::Serverless-EventBusDLQ',
      reason:
        'EventBridge would put whole events there, with the addresses that its rule strips. It tries for a day to reach the ' +
        'queue. SES promises no event in any case, so nothing may depend on one.',
    })),
  ];
}

function aboutFunctions({
  parts: { publish, deliver, feedback, sweep, links, signup },
}: CourantStack): Acknowledgement[] {
  const noDeadLetters = 'Serverless::Serverless-LambdaDLQ';
  const ofQueues = [deliver, feedback, signup].map(part => part.function.lambda);
  return [
    {
      at: publish.function.lambda,
      id: noDeadLetters,
      reason: 'Its on-failure destination takes failed runs, and keeps the error beside the event.',
    },
    ...ofQueues.map(at => ({
      at,
      id: noDeadLetters,
      reason: 'Only its queue invokes it; a message that fails goes to the dead-letter queue of that queue.',
    })),
    ...[noDeadLetters, 'Serverless::Serverless-LambdaAsyncFailureDestination'].map(id => ({
      at: sweep.function.lambda,
      id,
      reason: 'The next sweep does all of its work, and an alarm notices when none completes.',
    })),
    {
      at: links.function.lambda,
      id: noDeadLetters,
      reason: 'Only the HTTP API invokes it, and waits: the caller sees the failure.',
    },
    ...ofQueues.map(at => ({
      at,
      id: 'Serverless::Serverless-LambdaEventSourceMappingDestination',
      reason: 'A mapping for SQS cannot have a destination; the queue has a dead-letter queue instead.',
    })),
  ];
}

function aboutSite({ parts: { site } }: CourantStack): Acknowledgement[] {
  if (!site) return [];
  const reasons = {
    CFR1: 'Anybody may read the archive, wherever they are.',
    CFR2: 'It serves files, and passes on links whose pace the HTTP API limits itself: a firewall would protect nothing else.',
    CFR3: 'A log of requests would be a list of who read what; Courant keeps none.',
    CFR4: 'Without a domain of the operator’s own the certificate is CloudFront’s, and so are the versions of TLS that go with it.',
  };
  return Object.entries(reasons).map(([rule, reason]) => ({
    at: site.distribution,
    id: `AwsSolutions::AwsSolutions-${rule}`,
    reason,
  }));
}

function aboutPermissions({
  parts: { storage, publish, deliver, feedback, sweep, links, signup },
}: CourantStack): Acknowledgement[] {
  const tracing = 'X-Ray has no resources to name: its two actions for writing traces exist for * only.';
  const mailing = `${tracing} The same holds for ses:GetSendQuota, which reads the account's pace and what is left of its day.`;
  const publishing = `${mailing} And for ses:GetIdentityVerificationAttributes, which says whether the sender is verified.`;
  return [
    wildcard(links.function, '*', tracing),
    wildcard(feedback.function, '*', tracing),
    ...[deliver, signup].map(part => wildcard(part.function, '*', mailing)),
    ...[publish, sweep].map(part => wildcard(part.function, '*', publishing)),
    ...[deliver, sweep, signup].map(part =>
      wildcard(
        part.function,
        'arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*',
        "In the sandbox SES asks for permission on the recipient's identity too, which nobody can list. The condition on the " +
          "sender's address keeps the role to mail from the configured addresses.",
      ),
    ),
    ...[publish, sweep].flatMap(part => [
      objects(part.function, storage.content, 'log/*'),
      objects(part.function, storage.content, 'articles/*'),
      objects(part.function, storage.content, 'amendments/*'),
      objects(part.function, storage.archive, 'sealed/*'),
      objects(part.function, storage.archive, 'archive/*'),
      objects(part.function, storage.archive, 'appearances/*'),
      objects(part.function, storage.archive, 'folded/*'),
      objects(part.function, storage.archive, 'owners/*'),
      objects(part.function, storage.archive, 'seen/*'),
      objects(part.function, storage.archive, 'taken-down/*'),
      objects(part.function, storage.archive, 'decisions/*'),
      objects(part.function, storage.archive, 'receipts/*'),
      objects(part.function, storage.archive, 'readers-tables/*'),
      objects(part.function, storage.archive, 'bindings/*'),
    ]),
    ...[links, feedback, publish, sweep].map(part => objects(part.function, storage.archive, 'endings/*')),
    objects(sweep.function, storage.archive, 'site/*'),
    objects(sweep.function, storage.archive, 'proofs/*'),
    objects(links.function, storage.archive, 'archive/*/editions.json'),
    ...['archive/*', 'owners/*', 'sealed/*', 'bindings/*', 'receipts/*'].map(keys =>
      objects(deliver.function, storage.archive, keys),
    ),
  ];
}

function objects(to: CourantFunction, bucket: IBucket, pattern: string): Acknowledgement {
  const { defaultChild: created } = bucket.node;
  return wildcard(
    to,
    CfnBucket.isCfnBucket(created)
      ? `<${Stack.of(bucket).getLogicalId(created)}.Arn>/${pattern}`
      : `arn:${partitionOf(bucket)}:s3:::${bucket.bucketName}/${pattern}`,
    'The prefix is the unit of permission here: the keys below it come from dates, ids and hashes.',
  );
}

/** As cdk-nag writes it: where the region is known, so is the partition. */
function partitionOf(construct: IConstruct): string {
  const { partition } = Stack.of(construct);
  return Token.isUnresolved(partition) ? '<AWS::Partition>' : partition;
}

function wildcard(at: CourantFunction, resource: string, reason: string): Acknowledgement {
  return { at: at.role, id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`, reason };
}
