import { type App, CfnResource, Stack } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Configuration } from '../core/publication/configuration.ts';
import { Alarms } from './constructs/alarms/alarms.ts';
import { SendPathDashboard } from './constructs/alarms/dashboard.ts';
import { OperatorTopic } from './constructs/alarms/operator-topic.ts';
import { Deliver } from './constructs/functions/deliver.ts';
import { FailedRuns } from './constructs/functions/failed-runs.ts';
import { Feedback } from './constructs/functions/feedback.ts';
import { Links } from './constructs/functions/links.ts';
import { Publish } from './constructs/functions/publish.ts';
import { RegistrarRole } from './constructs/functions/registrar-role.ts';
import { Signup, signupTimeout } from './constructs/functions/signup.ts';
import { SignUpQueue } from './constructs/functions/signup-queue.ts';
import { Sweep } from './constructs/functions/sweep.ts';
import { Timetable } from './constructs/functions/timetable.ts';
import { ReservedAddressRule } from './constructs/mail/reserved-address-rule.ts';
import { Sender } from './constructs/mail/sender.ts';
import { Site } from './constructs/site/site.ts';
import { Storage } from './constructs/storage/storage.ts';
import type { FunctionName } from './inputs/bundle.ts';
import { addOutputs, type Parts } from './outputs.ts';

/** What a deployment is made of. */
export type CourantStackProps = {
  configuration: Configuration;
  /** The code of each function; the app bundles it, tests need not. */
  code: (name: FunctionName) => Code;
  /** Where it is deployed; undefined where that is not known before it is. */
  region?: string | undefined;
};

/**
 * All of Courant in one stack, so that a bare `cdk deploy` works. Termination protection, which the configuration sets once it
 * stands, keeps anybody from deleting it by mistake; its two buckets and three tables outlive it in any case. A new stack adopts what
 * an old one left once the configuration names it.
 */
export class CourantStack extends Stack {
  readonly parts: Parts;
  readonly failedRuns: FailedRuns;
  readonly timetable: Timetable;

  constructor(app: App, id: string, { configuration, code, region }: CourantStackProps) {
    super(app, id, {
      stackName: configuration.stackName,
      // No account: the command line takes that of the credentials, and the template is the same for all of them.
      ...(region !== undefined && { env: { region } }),
      description: 'Courant: publishes scheduled, sourced reports.',
      terminationProtection: configuration.terminationProtection,
    });
    const logRetention = configuration.settings.logRetentionDays;
    new ReservedAddressRule(this, 'ReservedAddresses', configuration);
    const storage = new Storage(this, 'Storage', configuration.adopt);
    this.failedRuns = new FailedRuns(this, 'FailedRuns');
    const { configurationSet } = new Sender(this, 'Sender', configuration);
    const signUps = new SignUpQueue(this, 'SignUps', signupTimeout);
    const links = new Links(this, 'Links', {
      code: code('subscriptions'),
      logRetention,
      storage,
      requests: signUps.queue,
    });
    const site = this.addSite(configuration, storage, links);
    const linksUrl = configuration.site && site ? site.url : links.url;
    const mail = { configuration, configurationSet };
    const deliver = new Deliver(this, 'Deliver', { code: code('deliver'), logRetention, storage, ...mail });
    const feedback = new Feedback(this, 'Feedback', {
      code: code('feedback'),
      logRetention,
      storage,
      configurationSet,
    });
    const signup = new Signup(this, 'Signup', {
      ...{ code: code('signup'), logRetention, storage, requests: signUps, linksUrl },
      ...mail,
    });
    const publishing = {
      storage,
      sliceQueue: deliver.slices.queue,
      linksUrl,
      archiveUrl: configuration.publicArchive ? site?.url : undefined,
    };
    const publish = new Publish(this, 'Publish', {
      code: code('publish'),
      logRetention,
      failedRuns: this.failedRuns,
      ...publishing,
    });
    const sweep = new Sweep(this, 'Sweep', {
      code: code('sweep'),
      logRetention,
      feedback,
      publications: configuration.publications,
      ...publishing,
      ...mail,
    });
    this.timetable = new Timetable(this, 'Timetable', {
      publications: configuration.publications,
      publish: publish.function.lambda,
      failedRuns: this.failedRuns,
    });
    const topic = new OperatorTopic(this, 'OperatorTopic', configuration.operator);
    const parts = {
      storage,
      registrar: new RegistrarRole(this, 'Registrar', storage),
      site,
      publish,
      deliver,
      feedback,
      sweep,
      links,
      signUps,
      signup,
      configurationSet,
      topic,
    };
    this.parts = { ...parts, dashboard: this.watch(parts, configuration) };
    addOutputs(this, this.parts, configuration);
    this.startLast();
  }

  /**
   * Lets every schedule wait for all else, and the sweep's, which runs as soon as it is there, for the others too. Otherwise the sweep
   * or an edition could run on half a stack, and write into stores that a failed first deployment is about to take back: a bucket
   * that holds something cannot be.
   */
  private startLast(): void {
    const all = this.node.findAll().filter(CfnResource.isCfnResource);
    const ofSweep = this.parts.sweep.node.findAll();
    const turnOf = (one: CfnResource) =>
      Number(isSchedule(one)) + Number(isSchedule(one) && ofSweep.includes(one));
    for (const schedule of all.filter(isSchedule))
      for (const other of all) if (turnOf(other) < turnOf(schedule)) schedule.addResourceDependency(other);
  }

  /** Undefined where nothing would be served: the archive is private, and there is no domain for the links. */
  private addSite(configuration: Configuration, { archive }: Storage, links: Links): Site | undefined {
    if (!configuration.publicArchive && !configuration.site) return undefined;
    // Its id keeps the distribution, and so the address that CloudFront gave it, of stacks that had none of their own.
    const site = new Site(this, 'PublicArchive', { ...configuration, archive, api: links.api });
    if (configuration.publicArchive) links.showArchive(site.url);
    return site;
  }

  /** Adds the alarms, and the dashboard that the operator then looks at. */
  private watch(
    parts: Omit<Parts, 'dashboard'>,
    { runbook }: Pick<Configuration, 'runbook'>,
  ): SendPathDashboard {
    const { publish, deliver, feedback, sweep, links, signUps, signup, configurationSet, topic } = parts;
    const functions = {
      publish: publish.function,
      deliver: deliver.function,
      feedback: feedback.function,
      sweep: sweep.function,
      subscriptions: links.function,
      signup: signup.function,
    };
    const deadLetters = {
      failedRuns: this.failedRuns,
      deadSlices: deliver.slices.deadLetters,
      deadFeedback: feedback.deadLetters,
      deadSignUps: signUps.deadLetters,
    };
    const { all: alarms } = new Alarms(this, 'Alarms', {
      topic,
      runbook,
      functions,
      api: links.api,
      ...deadLetters,
    });
    return new SendPathDashboard(this, 'SendPath', {
      alarms,
      runbook,
      functions,
      queues: { slices: deliver.slices.queue, feedback: feedback.queue, signUps: signUps.queue },
      deadLetters,
      configurationSet,
      api: links.api,
    });
  }
}

function isSchedule(resource: CfnResource): boolean {
  return resource.cfnResourceType === CfnSchedule.CFN_RESOURCE_TYPE_NAME;
}
