import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import {
  type CfnEmailIdentity,
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  MailFromBehaviorOnMxFailure,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Configuration } from '../../../core/publication/configuration.ts';
import { bounceDomain, domainOf, isKnown, liesIn } from '../../../core/publication/domains.ts';
import { type DnsRecord, dmarcRecord, identityRecords } from './dns-records.ts';

/** As in `feedbackEvents`. Neither opens nor clicks: to see them, SES would write over the links in the mail. */
const listenedTo = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.DELIVERY_DELAY,
];

/**
 * What SES needs before it sends mail: each sender's domain once, and one configuration set for all mail. The set
 * has a fixed name, so that deliver can have the name before the set exists, also on a cloud whose templates have no SES.
 *
 * An account and region has one identity of a name. A domain that SES knows already, or whose senders' addresses it knows, is
 * named under `identities` and used as it is. What the stack does make outlives it, so the next stack names it there; only a
 * first deployment that fails takes it back, or the second attempt would meet it.
 *
 * If the domain lies in the configured hosted zone, the stack makes its DNS records there. Otherwise the outputs list them, and the
 * operator adds them to the domain's DNS by hand.
 */
export class Sender extends Construct {
  /** Name of the configuration set. */
  readonly configurationSet: string;

  constructor(scope: Construct, id: string, configuration: Configuration) {
    super(scope, id);
    this.configurationSet = Stack.of(this).stackName;
    const set = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: this.configurationSet,
      // The archive is public: a reader whose server has no TLS should rather get the digest over an open line than never.
      tlsPolicy: ConfigurationSetTlsPolicy.OPTIONAL,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      reputationMetrics: true,
    });
    set.addEventDestination('Events', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: [...listenedTo],
    });
    for (const [index, domain] of sendingDomains(configuration).entries()) {
      this.addDomain(domain, `Dns${index + 1}`, configuration);
    }
  }

  private addDomain(domain: string, dns: string, configuration: Configuration): void {
    const { hostedZone, operator, dmarc, identities, publications } = configuration;
    const ofDmarc = dmarcRecord(domain, operator);
    const senders = publications.map(({ from }) => from.address);
    const known = isKnown(domain, identities, senders);
    const zone = hostedZone && liesIn(domain, hostedZone.name) ? hostedZone.id : undefined;
    const makesDmarc = dmarc && zone !== undefined && !known;
    if (!known) {
      const records = identityRecords(domain, this.createIdentity(domain));
      if (zone === undefined) this.show(records, domain, dns);
      else this.create(makesDmarc ? [...records, ofDmarc] : records, zone, domain);
    }
    if (!makesDmarc) this.propose(ofDmarc, domain, dns);
  }

  private createIdentity(domain: string): EmailIdentity {
    const identity = new EmailIdentity(this, domain, {
      identity: Identity.domain(domain),
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
      mailFromDomain: bounceDomain(domain),
      // Mail without alignment is better than no mail while the records spread.
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
      // Events tell what came back. Forwarded, the same would be mailed to the sender's own address, one message a bounce.
      feedbackForwarding: false,
    });
    keep(identity.node.defaultChild as CfnEmailIdentity);
    return identity;
  }

  private create(records: readonly DnsRecord[], hostedZoneId: string, domain: string): void {
    for (const [index, { type, name, value }] of records.entries()) {
      const record = new CfnRecordSet(this, `Record-${domain}-${index + 1}`, {
        hostedZoneId,
        type,
        name,
        resourceRecords: [type === 'TXT' ? `"${value}"` : value],
        ttl: '1800',
      });
      // An identity that is kept without them would soon count as not verified.
      keep(record);
    }
  }

  private show(records: readonly DnsRecord[], domain: string, dns: string): void {
    for (const [index, record] of records.entries()) {
      this.output(
        `${dns}Record${index + 1}`,
        inOneLine(record),
        `A DNS record to add for mail from ${domain}.`,
      );
    }
  }

  /** The command line shows values only, so the condition stands in this one: a domain with two DMARC records has none. */
  private propose(record: DnsRecord, domain: string, dns: string): void {
    this.output(
      `${dns}Dmarc`,
      `only if there is none: ${inOneLine(record)}`,
      `A DNS record to add for mail from ${domain}, unless the domain has one of that name.`,
    );
  }

  private output(name: string, value: string, description: string): void {
    new CfnOutput(this, `Output-${name}`, { value, description }).overrideLogicalId(name);
  }
}

/**
 * Every domain that editions are sealed with, once, in the order of the publications. That of a retired or former sender alone is not
 * among them: the stack that made its identity leaves it in SES when it leaves the template, and could not make it a second time.
 */
function sendingDomains({ publications }: Configuration): string[] {
  return [...new Set(publications.map(({ from }) => domainOf(from.address)))];
}

function keep(resource: CfnEmailIdentity | CfnRecordSet): void {
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
}

function inOneLine({ name, type, value }: DnsRecord): string {
  return `${name} ${type} ${value}`;
}
