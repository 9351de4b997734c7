import { CfnOutput, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import {
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
import { domainOf } from '../../inputs/reserved-domains.ts';
import { type DnsRecord, dnsRecords, mailFromDomain } from './dns-records.ts';

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
    const domains = [...new Set(configuration.publications.map(({ from }) => domainOf(from.address)))];
    for (const [index, domain] of domains.entries()) this.addDomain(domain, `Dns${index + 1}`, configuration);
  }

  private addDomain(domain: string, dns: string, { hostedZone, operator }: Configuration): void {
    const identity = new EmailIdentity(this, domain, {
      identity: Identity.domain(domain),
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
      mailFromDomain: mailFromDomain(domain),
      // Mail without alignment is better than no mail while the records spread.
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    const records = dnsRecords(domain, identity, operator);
    if (hostedZone && liesIn(domain, hostedZone.name)) this.create(records, hostedZone.id, domain);
    else this.show(records, domain, dns);
  }

  private create(records: readonly DnsRecord[], hostedZoneId: string, domain: string): void {
    for (const [index, { type, name, value }] of records.entries()) {
      new CfnRecordSet(this, `Record-${domain}-${index + 1}`, {
        hostedZoneId,
        type,
        name,
        resourceRecords: [type === 'TXT' ? `"${value}"` : value],
        ttl: '1800',
      });
    }
  }

  private show(records: readonly DnsRecord[], domain: string, dns: string): void {
    for (const [index, { type, name, value }] of records.entries()) {
      const output = new CfnOutput(this, `Output-${domain}-${index + 1}`, {
        value: `${name} ${type} ${value}`,
        description: `A DNS record to add for mail from ${domain}.`,
      });
      output.overrideLogicalId(`${dns}Record${index + 1}`);
    }
  }
}

function liesIn(domain: string, zone: string): boolean {
  return domain === zone || domain.endsWith(`.${zone}`);
}
