import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { S3Owners } from '../aws/s3/installation/s3-owners.ts';
import { S3Objects } from '../aws/s3/s3-objects.ts';
import { S3ProofMails } from '../aws/s3/s3-proofs.ts';
import { courantProgram } from '../cli/commands/courant-program.ts';
import { openDeployed } from '../cli/installation/open-deployed.ts';
import { openStores } from '../cli/installation/stores.ts';
import { run } from '../cli/program/run.ts';
import { sha256 } from '../core/foundation/hash.ts';
import { type Instant, plusHours } from '../core/foundation/instant.ts';
import type { Readers } from '../core/readers/reader.ts';
import { ownAccessKeyId } from '../local/cloud/http/own-callers.ts';
import { AdjustableClock } from '../local/installation/adjustable-clock.ts';
import { type Local, openLocal } from '../local/installation/open-local.ts';
import { type Answer, assumedRole, describedStack, stubAws } from './cli/stub-aws.ts';
import { exampleTemplate } from './infra/example-app.ts';
import { aFact, anArticleFile } from './support/builders/an-article.ts';
import { arnOf, requestsFor } from './support/policies/calls-as-requests.ts';
import { grantsOf } from './support/policies/grants.ts';
import { account, allowed, type Request, type Statement } from './support/policies/matcher.ts';
import { bucketStatements, roleOf } from './support/policies/template-policies.ts';

const template = exampleTemplate();
const buckets = bucketStatements(template, arnOf);
const registrar = roleOf(template, arnOf, 'Registrar');
const publication = 'china-tech-controls';
const [first, second] = ['2036-01-07', '2036-01-14'] as const;

/** Names of the outputs, as the document writes them, and what has these names here. */
const outputs = {
  ContentBucket: 'content',
  ArchiveBucket: 'archive',
  EditionsTable: 'editions',
  DeliveriesTable: 'deliveries',
  ReadersTable: 'readers',
  PublishFunction: 'courant-publish',
  RegistrarRole: registrar.principal,
  Distribution: 'E1COURANT',
  ArchiveUrl: 'https://digest.example',
  LinksUrl: 'https://links.example',
};
/** What the document calls a thing ▸ how calls name it. */
const places = new Map([
  ['arn:aws:s3:::CONTENT-BUCKET', arnOf('StorageContent')],
  ['arn:aws:s3:::ARCHIVE-BUCKET', arnOf('StorageArchive')],
  ...['Editions', 'Deliveries', 'Readers'].map(
    table =>
      [
        `arn:aws:dynamodb:REGION:ACCOUNT:table/${table.toUpperCase()}-TABLE`,
        arnOf(`Storage${table}`),
      ] as const,
  ),
  ['PUBLISH-FUNCTION', outputs.PublishFunction],
  ['DISTRIBUTION', outputs.Distribution],
  ['REGISTRAR-ROLE', outputs.RegistrarRole],
  ['REGION', 'eu-west-1'],
  ['ACCOUNT', account],
]);

/** The policy of each kind of people, from the document, and that of the role which operators take on. */
const policies = new Map<string, Statement[]>([...policiesOfDocument(), ['registrar', registrar.statements]]);

function policiesOfDocument(): [string, Statement[]][] {
  const text = readFileSync(resolve(import.meta.dirname, '../docs/access.md'), 'utf8');
  return [...text.matchAll(/^## An? (\w+)\n[^#]*?^```json\n([\s\S]*?)^```$/gm)].map(
    ([, kind = '', json = '']) => {
      const filled = [...places].reduce((before, [name, place]) => before.replaceAll(name, place), json);
      expect(filled.match(/\b[A-Z]{3}[A-Z-]*\b/g)).toBeNull();
      const { Version, Statement: statements, ...more } = JSON.parse(filled);
      expect([Version, more]).toEqual(['2012-10-17', {}]);
      return [kind, statements];
    },
  );
}

const asked: { name: string; request: Request }[] = [];
const commands = new Set<string>();
const clock = new AdjustableClock();
let folder = '';
let local: Local;
let elsewhere: Awaited<ReturnType<typeof stubAws>>;
/** Which calls functions make during the command under way: people need no permission for them. */
let ofFunctions: [from: number, to: number] = [0, 0];

/** Somebody asks a service that the embedded cloud does not have. */
function ask(kind: string, action: string, resource: string): void {
  asked.push({ name: kind, request: { principal: principalOf(kind), action, resource } });
}

function principalOf(name: string): string {
  return name === 'registrar' ? registrar.principal : `arn:aws:iam::${account}:user/${name}`;
}

/** Answers for CloudFormation, STS and Lambda, and notes that they were asked. */
async function answerElsewhere(kind: string, path: string, body: string): Promise<Answer> {
  const fields = new URLSearchParams(body);
  const arn = (service: string, named: string) => `arn:aws:${service}:eu-west-1:${account}:${named}`;
  if (fields.get('Action') === 'DescribeStacks') {
    ask(
      kind,
      'cloudformation:DescribeStacks',
      arn('cloudformation', `stack/${fields.get('StackName')}/0a1b`),
    );
    return describedStack(outputs);
  }
  // Nobody needs a permission to ask who they are.
  if (fields.get('Action') === 'GetCallerIdentity')
    return { headers: { 'content-type': 'text/xml' }, body: '<GetCallerIdentityResponse/>' };
  if (fields.get('Action') === 'AssumeRole') {
    ask(kind, 'sts:AssumeRole', fields.get('RoleArn') ?? '');
    return assumedRole(ownAccessKeyId);
  }
  if (path.endsWith('/invalidation')) {
    ask(
      kind,
      'cloudfront:CreateInvalidation',
      `arn:aws:cloudfront::${account}:distribution/${path.split('/')[3]}`,
    );
    return { body: '<Invalidation><Id>I1</Id></Invalidation>' };
  }
  const looked = whatIsLookedAt(path, body);
  if (looked) {
    ask(kind, looked.action, looked.resource);
    return looked.answer;
  }
  const [, name] =
    /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? expect.fail(`asked for ${path}`);
  ask(kind, 'lambda:InvokeFunction', arn('lambda', `function:${name}`));
  const from = local.cloud.calls().length;
  const report = await local.publish(JSON.parse(body));
  ofFunctions = [from, local.cloud.calls().length];
  return { body: JSON.stringify(report) };
}

/** What `courant doctor` asks of services that the embedded cloud does not have. */
function whatIsLookedAt(path: string, body: string) {
  const arn = (service: string, named: string) => `arn:aws:${service}:eu-west-1:${account}:${named}`;
  const last = decodeURIComponent(path.split('?')[0]?.split('/').at(-1) ?? '');
  const json = (value: object) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });
  const xml = (action: string, content: string) => ({
    headers: { 'content-type': 'text/xml' },
    body: `<${action}Response><${action}Result>${content}</${action}Result></${action}Response>`,
  });
  const topic = arn('sns', 'courant-operator');
  const parts = [
    ['AWS::SNS::Topic', topic],
    ['AWS::CloudWatch::Alarm', 'courant-edition-held'],
    ['AWS::SQS::Queue', 'https://sqs.example/1/courant-slices-dead-letters.fifo'],
    ['AWS::Scheduler::Schedule', 'courant_china-tech-controls'],
  ].map(
    ([type, id]) =>
      `<member><ResourceType>${type}</ResourceType><PhysicalResourceId>${id}</PhysicalResourceId></member>`,
  );
  const field = (name: string) => new URLSearchParams(body).get(name) ?? '';
  const named = body.startsWith('{') ? JSON.parse(body) : {};
  if (field('Action') === 'ListStackResources')
    return {
      action: 'cloudformation:ListStackResources',
      resource: arn('cloudformation', `stack/${field('StackName')}/0a1b`),
      answer: xml('ListStackResources', `<StackResourceSummaries>${parts.join('')}</StackResourceSummaries>`),
    };
  if (field('Action') === 'ListSubscriptionsByTopic')
    return {
      action: 'sns:ListSubscriptionsByTopic',
      resource: field('TopicArn'),
      answer: xml('ListSubscriptionsByTopic', '<Subscriptions/>'),
    };
  if (path.startsWith('/v2/email/account'))
    return { action: 'ses:GetAccount', resource: '*', answer: json({ SendQuota: {} }) };
  if (path.startsWith('/v2/email/suppression/'))
    return { action: 'ses:ListSuppressedDestinations', resource: '*', answer: json({}) };
  if (path.startsWith('/v2/email/identities/'))
    return { action: 'ses:GetEmailIdentity', resource: arn('ses', `identity/${last}`), answer: json({}) };
  if (path.startsWith('/schedules/'))
    return {
      action: 'scheduler:GetSchedule',
      resource: arn('scheduler', `schedule/default/${last}`),
      answer: json({ State: 'ENABLED' }),
    };
  if (named.AlarmNames)
    return {
      action: 'cloudwatch:DescribeAlarms',
      resource: arn('cloudwatch', `alarm:${named.AlarmNames[0]}`),
      answer: json({}),
    };
  if (named.QueueUrl)
    return {
      action: 'sqs:GetQueueAttributes',
      resource: arn('sqs', named.QueueUrl.split('/').at(-1)),
      answer: json({ Attributes: {} }),
    };
  if (named.CertificateArn)
    return {
      action: 'acm:DescribeCertificate',
      resource: named.CertificateArn,
      answer: json({ Certificate: {} }),
    };
  return undefined;
}

/** The installation as `courant doctor` is to look at it: with a site, which has a certificate. */
function withSite() {
  const certificateArn = `arn:aws:acm:us-east-1:${account}:certificate/0a`;
  return { ...local.configuration, site: { domain: 'd.news.example', certificateArn, formerDomains: [] } };
}

/** A DNS that has nothing. */
const noNames = {
  ...{ texts: async () => [], mailServers: async () => [] },
  ...{ alias: async () => null, hasAddress: async () => false },
};

let atWork = '';
/** Somebody types a command that works on the deployed stack; what it calls is noted. */
async function type(kind: string, line: string, ...more: string[]): Promise<void> {
  const words = [...line.split(' '), ...more];
  const command = courantProgram.commands.find(({ name }) => `${words.join(' ')} `.startsWith(`${name} `));
  const which = command?.options.includes('publication') ? ['--publication', publication] : [];
  const begun = local.cloud.calls().length;
  [atWork, ofFunctions] = [kind, [0, 0]];
  const errors: string[] = [];
  await run([...words, ...which], courantProgram, {
    print: () => {},
    printError: line => void errors.push(line),
    ...{ columns: undefined, errorColumns: undefined, styled: false },
    names: noNames,
    configuration: async () => (command?.name === 'doctor' ? withSite() : local.configuration),
    open: async () => ({ ...(await openDeployed(local.configuration)), clock }),
  });
  expect(errors, words.join(' ')).toEqual([]);
  commands.add(command?.name ?? '');
  for (const [index, call] of local.cloud.calls().entries()) {
    if (index < begun || (index >= ofFunctions[0] && index < ofFunctions[1])) continue;
    // The one thing that is read under the role; that nothing else is, another test holds.
    const name = call.on.some(on => on.startsWith('content/keys/')) ? 'registrar' : kind;
    for (const request of requestsFor(call, principalOf(name))) asked.push({ name, request });
  }
}

/** An edition is late, held, uncertain, closed; another is held, released, held for its ledger, released and stopped. Facts are filed, corrected, taken back. */
async function work(): Promise<void> {
  const { editions, slices, deliveries, ledger, readers, close } = openStores({
    ...{ contentBucket: 'content', archiveBucket: 'archive' },
    ...{ editionsTable: 'editions', deliveriesTable: 'deliveries', readersTable: 'readers' },
  });
  await file();
  await type('editor', 'facts list --article one');
  await type('editor', 'facts pending');
  for (const address of ['ada@mail.example', 'ben@mail.example', 'ben@mail.example'])
    await type('operator', 'readers add', address);
  await lookAfterReaders(readers);
  await doctor();
  await type('researcher', 'archive list');
  // From here on the schedule counts.
  await local.sweep();
  await decide();
  clock.runFrom('2036-01-10T12:00:00Z' as Instant);
  await type('operator', 'status');
  await type('operator', `release ${first}`);
  const edition = { publication, edition: first };
  await editions.hold(edition, 'AccessDenied: not authorized');
  await type('operator', `release ${first}`);
  const [reader = ''] = (await Array.fromAsync(slices.all(edition))).flatMap(({ readers }) => readers);
  await deliveries.claim({ ...edition, reader }, 'an-attempt', clock.now());
  await deliveries.settle({ ...edition, reader }, 'an-attempt', {
    state: 'uncertain',
    reason: 'TimeoutError',
  });
  // Nobody decides about a claim while a message under it may still arrive.
  clock.runFrom('2036-01-10T13:00:00Z' as Instant);
  await type('operator', `resend ${first} --uncertain`);
  await local.deliver();
  await local.feedback();
  await local.sweep();
  await type('operator', `status ${first}`);
  await type('researcher', 'archive list');
  await type('researcher', `archive get ${first} --to`, join(folder, 'fetched'));
  await type('researcher', 'archive search one');
  await type('researcher', `archive export --from ${first} --to ${first} -o`, join(folder, 'export.zip'));
  await type('researcher', `archive link ${first}`);
  await type('researcher', 'archive verify');
  clock.runFrom('2036-01-15T12:00:00Z' as Instant);
  await editions.open({ publication, edition: second });
  await editions.hold({ publication, edition: second }, 'AccessDenied: not authorized');
  await type('operator', 'publish');
  await type('operator', 'status');
  await type('operator', `release ${second}`);
  // Released, it is bound by the sweep.
  await local.sweep();
  await ledger.setMark({ publication, edition: second }, 'of another time');
  await type('operator', `release ${second} --mail-again --yes`);
  await type('operator', `stop ${second} --yes`);
  await amend();
  await type('editor', 'facts show one.1');
  // As right after an edition, before it is folded in.
  await rm(join(local.cloud.s3.files, 'archive', 'folded'), { recursive: true });
  await type('editor', 'facts show one.1');
  await local.sweep();
  await file('two');
  clock.runFrom('2036-01-22T12:00:00Z' as Instant);
  // What was stopped is closed: the next edition names its receipt.
  await local.deliver();
  await local.sweep();
  await type('operator', 'publish --dry-run');
  // The second time it says what has changed since the first.
  for (const _ of [1, 2])
    await type('editor', 'proof --to-folder', join(folder, 'proof'), '--to', 'ada@mail.example');
  await type('publisher', `archive take-down ${first} --yes --because`, 'a court says so');
  await rm(join(local.cloud.s3.files, 'archive', 'folded'), { recursive: true });
  await rm(join(local.cloud.s3.files, 'archive', 'appearances'), { recursive: true });
  await type('publisher', 'archive rebuild');
  await type('researcher', `archive get ${first} --private --to`, join(folder, 'taken-down'));
  await type('operator', 'publish --dry-run');
  await type('editor', 'facts pending');
  close();
}

/** The queues that it looks at are not those of the embedded cloud. */
async function doctor(): Promise<void> {
  const embedded = process.env.AWS_ENDPOINT_URL_SQS;
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', elsewhere.client.endpoint);
  await type('operator', 'doctor');
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', embedded);
}

/** Editions are left out, and are not. */
async function decide(): Promise<void> {
  await type('operator', 'skip 2036-01-28 --because holidays');
  await type('operator', 'unskip 2036-01-28');
  await type('operator', `pause ${publication} --because holidays`);
  await type('operator', `resume ${publication}`);
}

/** Tables are imported, people shown, removed, erased, and brought back after their mail came back. */
async function lookAfterReaders(readers: Readers): Promise<void> {
  const table = join(folder, 'people.csv');
  const agreed = '2026-01-05,at the fair\n';
  const added = ['cy', 'dee', 'eve'].map(name => `${name}@mail.example,${agreed}`);
  await writeFile(table, `address,agreed,how\n${added.join('')}`);
  const gone = join(folder, 'gone.csv');
  await writeFile(gone, 'address,ended\ncy@mail.example,2026-02-01\nfay@mail.example,2026-02-01\n');
  await type('operator', 'readers import', table, '--apply', '--yes');
  await type('operator', 'readers import', gone, '--ended', '--apply', '--yes');
  await type('operator', 'readers list');
  await type('operator', 'readers count');
  await type('operator', 'readers export --state active');
  await type('operator', 'readers show', 'cy@mail.example');
  await type('operator', 'readers remove', 'dee@mail.example');
  await type('operator', 'readers erase', 'dee@mail.example', '--yes');
  const eve = (await Array.fromAsync(readers.all(publication))).find(({ address }) =>
    address.startsWith('eve'),
  );
  await readers.end(publication, eve?.id ?? '', {
    state: 'bounced',
    at: clock.now(),
    how: 'no such mailbox',
  });
  clock.runFrom(plusHours(clock.now(), 1));
  await type('operator', 'readers lift', 'eve@mail.example', '--because', 'their provider was down');
}

const evidence = 'published words 1 and nothing';

/** Articles are filed, and once more. */
async function file(id = 'one'): Promise<void> {
  const text = '20 November 2026. The Ministry of Examples published words 1 and nothing else.\n';
  const capture = { sha256: sha256(text), characters: text.length };
  const [article, captured] = [join(folder, `${id}.json`), join(folder, `${id}.txt`)];
  await writeFile(captured, text);
  await writeFile(article, JSON.stringify(anArticleFile(id, [aFact(id, 1, { evidence })], { capture })));
  await type('editor', 'facts add', article, '--capture', captured);
  await type('editor', 'facts add', article, '--capture', captured);
}

async function amend(): Promise<void> {
  const corrected = aFact('one', 1, { evidence, statement: { en: 'It is another claim.' } });
  const correction = join(folder, 'correction.json');
  await writeFile(correction, JSON.stringify({ fact: 'one.1', reason: 'So.', corrected }));
  await type('editor', 'facts correct one.1', correction);
  const [missed, publisher] = [join(folder, 'missed.json'), join(folder, 'publisher.json')];
  await writeFile(missed, JSON.stringify({ article: 'one', facts: [aFact('one', 2, { evidence })] }));
  await type('editor', 'facts add --to one', missed);
  const right = { article: 'one', reason: 'So.', corrected: { publisher: 'The Harbour Post' } };
  await writeFile(publisher, JSON.stringify(right));
  await type('editor', 'article correct one', publisher);
  await type('editor', 'facts retract one.1 --reason', 'It is none.');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courant-access-'));
  clock.runFrom('2036-01-02T00:00:00Z' as Instant);
  local = await openLocal({ directory: join(folder, 'data'), now: () => clock.date() });
  elsewhere = await stubAws((path, body) => answerElsewhere(atWork, path, body));
  const notEmbedded = [
    'CLOUDFORMATION',
    'CLOUDFRONT',
    'STS',
    'LAMBDA',
    'SESV2',
    'SNS',
    'ACM',
    'CLOUDWATCH',
    'SCHEDULER',
  ];
  for (const service of notEmbedded) vi.stubEnv(`AWS_ENDPOINT_URL_${service}`, elsewhere.client.endpoint);
  const s3 = new S3Client();
  await new S3Owners(new S3Objects(s3, 'archive')).write(1, {
    ...{ format: 1, stack: 'arn:aws:cloudformation:eu-central-1:1:stack/courant/0a1b', stackName: 'courant' },
    ...{ account: null, region: null, since: clock.now() },
  });
  // Here the sweep lives by the machine's clock, so none went out by itself.
  await new S3ProofMails(new S3Objects(s3, 'archive')).claim({
    ...{ format: 1, publication, edition: second, mail: 1, claimedAt: clock.now(), filed: '', items: [] },
  });
  s3.destroy();
  await work();
}, 300_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await local.stop();
  await elsewhere.stop();
  await rm(folder, { recursive: true });
});

/** What a name asked for and would not be given if it had these statements. */
function refused(name: string, statements: readonly Statement[]): string[] {
  return asked
    .filter(each => each.name === name && !allowed([...statements, ...buckets], each.request))
    .map(({ request }) => `${name}: ${request.action} ${request.resource}`);
}

/** A table, a bucket, or a folder of a bucket, in which manifests stand for themselves: they name all that is sealed. */
function placeOf(resource: string): string {
  const [store = '', folder, ...rest] = resource.replace(/^arn:(?:[^:]*:){4}/, '').split('/');
  const manifest = rest.at(-1) === 'manifest.json' ? ['manifest.json'] : [];
  return [store, ...(folder === undefined ? [] : [folder]), ...manifest].join('/');
}

/** All places on which an action could be called, with a resource of each: whatever calls of its service are on. */
function placesFor(action: string, used: readonly Request[]): Map<string, string> {
  const serviceOf = (each: string) => each.split(':')[0];
  // What is called on everything cannot be allowed on less.
  const isOnAll = used.some(each => each.action === action && each.resource === '*');
  const fitting = used.filter(
    each => serviceOf(each.action) === serviceOf(action) && (!isOnAll || each.resource === '*'),
  );
  return new Map(fitting.map(({ resource }) => [placeOf(resource), resource]));
}

/** To who may not list, S3 answers 403 instead of 404 of what is missing: no key yet. */
const unasked = ['registrar: s3:ListBucket StorageContent'];

describe('the policies of docs/access.md', () => {
  it('are those of four kinds of people, who type every command that needs an account', () => {
    expect([...policies.keys()]).toEqual(['editor', 'operator', 'researcher', 'publisher', 'registrar']);
    const needNone = ['init', 'facts check', 'facts draft'];
    const all = courantProgram.commands.map(({ name }) => name).filter(name => !needNone.includes(name));
    expect([...commands].sort()).toEqual(all.sort());
  });

  it('allow every call, and no policy of a bucket denies it', () => {
    expect(new Set(asked.map(({ name }) => name))).toEqual(new Set(policies.keys()));
    expect([...policies].flatMap(([name, statements]) => refused(name, statements))).toEqual([]);
  });

  it('allow nothing that no command calls', () => {
    const grants = [...policies].flatMap(([name, statements]) => grantsOf(name, statements));
    const unused = grants.filter(
      ({ name, statement }) => !asked.some(each => each.name === name && allowed([statement], each.request)),
    );
    expect(unused.map(({ words }) => words)).toEqual(unasked);
  });

  it('name nothing wider than what is called: no other folder, table or action that anybody uses is among it', () => {
    const used = local.cloud.calls().flatMap(call => requestsFor(call, 'anybody'));
    const among = [...new Set(used.map(({ action }) => action))].flatMap(action =>
      [...placesFor(action, used)].map(([place, resource]) => ({
        ...{ action, resource },
        words: `${action} ${place}`,
      })),
    );
    expect(among.length).toBeGreaterThan(50);
    for (const [name, statements] of policies) {
      const own = asked
        .filter(each => each.name === name)
        .map(({ request: { action, resource } }) => `${name}: ${action} ${placeOf(resource)}`);
      const open = among
        .filter(({ action, resource }) =>
          allowed(statements, { principal: principalOf(name), action, resource }),
        )
        .map(({ words }) => `${name}: ${words}`);
      expect.soft(open.filter(words => ![...own, ...unasked].includes(words))).toEqual([]);
    }
  });

  it('need each of their grants: without it a call is refused', () => {
    for (const [name, statements] of policies) {
      const grants = grantsOf(name, statements);
      for (const { words } of grants.filter(grant => !unasked.includes(grant.words))) {
        const others = grants.filter(grant => grant.words !== words).map(({ statement }) => statement);
        expect.soft(refused(name, others), words).not.toEqual([]);
      }
    }
  });

  it('let nobody but the role have the key of reader ids, whatever else they may do', () => {
    const everything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
    const reads = asked.filter(
      ({ name, request: { action } }) => name === 'registrar' && action === 's3:GetObject',
    );
    expect(reads).not.toEqual([]);
    for (const { request } of reads)
      expect(allowed([everything, ...buckets], { ...request, principal: principalOf('operator') })).toBe(
        false,
      );
  });
});
