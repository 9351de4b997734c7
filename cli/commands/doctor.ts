import { examine } from '../../core/doctor/examine.ts';
import type { AccountLooks } from '../../core/doctor/looks.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { diagnosisObjects, printDiagnosis } from '../doctor/describe-diagnosis.ts';
import { dnsLooks } from '../doctor/dns-looks.ts';
import { lookAround } from '../doctor/look-around.ts';
import { type World, withInstallation } from '../installation/world.ts';
import type { Command } from '../program/command.ts';
import { usageMistake } from '../program/usage-error.ts';

/** `doctor`: what keeps mail from reaching readers, before a deployment and after it. */
export const doctor: Command<World> = {
  name: 'doctor',
  operands: [],
  options: ['json'],
  summary: 'find what keeps mail from reaching readers, before a deployment and after it',
  about: [
    'Courant looks at what AWS and the DNS say: credentials and region, the senders at SES, SPF, DKIM and DMARC, the sandbox, the quota against the readers, ' +
      'the suppression list, the certificate and name of the site, whether alarms reach the operator and which are on, dead letters, schedules, and whether this checkout is what is deployed.',
    'Of each finding it says what was found, why it matters, and what to type. It changes nothing. What it may not look at it names; after a ' +
      'deployment that is a finding too. It ends with 1 when there are findings.',
    'When all is well it proposes termination protection, where that is off.',
  ],
  examples: ['courant doctor', 'courant doctor --json'],
  check: ({ options }) =>
    options.local
      ? [
          usageMistake(
            '--local',
            'no --local: there is nothing of AWS on this machine',
            'leave it out; courant status --local shows how editions are',
          ),
        ]
      : [],
  async run({ options }, world) {
    const configuration = await world.configuration();
    const { openLooks = openAwsLooks, names = dnsLooks() } = world;
    const looks = await openLooks();
    try {
      const facts = await lookAround({
        ...{ configuration, looks, names },
        stack: options.stack ?? configuration.stackName,
        now: (world.clock ?? systemClock).now(),
        inInstallation: work => withInstallation(world, options, work),
      });
      const diagnosis = examine(facts);
      if (options.json) for (const object of diagnosisObjects(diagnosis)) world.print(JSON.stringify(object));
      else printDiagnosis(world, diagnosis);
      return diagnosis.findings.length > 0 ? 1 : 0;
    } finally {
      looks.close();
    }
  },
};

/** The clients of all these services are loaded only when somebody looks. */
async function openAwsLooks(): Promise<AccountLooks> {
  const { AwsAccountLooks } = await import('../../aws/looks/account-looks.ts');
  return new AwsAccountLooks();
}
