import { forecast } from '../delivery/sending/forecast.ts';
import { counted } from '../foundation/counts.ts';
import { secondsBetween } from '../foundation/instant.ts';
import { aboutText } from '../foundation/time-words/durations.ts';
import type { Facts, SendingState } from './facts.ts';
import { examined, type Finding, type Report, together } from './finding.ts';

/** Who is at work, and where. */
export function examineAccess({ caller, region }: Facts): Report {
  const found: Finding[] = [];
  if ('unseen' in region)
    found.push({
      id: 'region',
      found: `No region is set: ${region.unseen}`,
      why: 'Everything of Courant stands in one region, and nothing can be looked at before it is known.',
      todo: ['Set AWS_REGION, such as eu-central-1.'],
    });
  if ('seen' in region && 'unseen' in caller)
    found.push({
      id: 'credentials',
      found: `AWS does not take the credentials: ${caller.unseen}`,
      why: 'Without them nothing can be deployed or looked at.',
      todo: [
        'Set AWS_PROFILE, or sign in (aws sso login), as for npx cdk deploy.',
        'aws sts get-caller-identity',
      ],
    });
  const notes =
    'seen' in caller && 'seen' in region ? [`You are ${caller.seen.arn}, in ${region.seen}.`] : [];
  return { findings: found, unseen: [], notes };
}

/** What SES lets the account send, and how long the next edition takes. */
export function examineSending(facts: Facts): Report {
  return together([
    examined('the account at SES', facts.sending, stateFindings),
    examined(
      'the readers against the quota',
      facts.audience,
      audience => quota(audience, facts),
      audience => times(audience, facts),
    ),
  ]);
}

function stateFindings({ production, enabled, enforcement }: SendingState): Finding[] {
  const found: Finding[] = [];
  if (!enabled || enforcement !== 'HEALTHY')
    found.push({
      id: 'sending-paused',
      found: enabled
        ? `SES looks into this account: it is in ${enforcement}.`
        : 'SES sends nothing for this account: sending is off.',
      why: 'While it is so, editions are held or soon will be.',
      todo: [
        'Read what AWS wrote to the account, and answer it in the SES console (Reputation).',
        'aws sesv2 get-account',
      ],
      article: 'repairing-the-cause-of-a-hold',
    });
  if (!production)
    found.push({
      id: 'sandbox',
      found: 'The account is in the sandbox of SES.',
      why: 'It mails 200 messages a day, to verified addresses only: an edition is held at the first reader who is not.',
      todo: ['Ask for production access in the SES console (Account dashboard, Request production access).'],
      article: 'quota-and-sandbox',
    });
  return found;
}

type Audience = readonly { publication: string; readers: number }[];

/** The sandbox is a finding of its own, and its quota goes with it. */
function quota(audience: Audience, { sending, now }: Facts): Finding[] {
  if ('unseen' in sending || !sending.seen.production) return [];
  const { allowance } = sending.seen;
  return audience.flatMap(({ publication, readers }): Finding[] => {
    const { after } = forecast(readers, { ...allowance, left: allowance.perDay }, now);
    if (after === 0) return [];
    return [
      {
        id: 'quota',
        found: `${publication} has ${counted(readers, 'reader')}, and SES takes ${counted(allowance.perDay, 'message')} in 24 hours.`,
        why: `An edition reaches ${counted(after, 'reader')} a day or more after the first ones.`,
        todo: [
          'Ask for a higher daily quota in the SES console (Account dashboard, Request limit increase).',
        ],
        article: 'quota-and-sandbox',
      },
    ];
  });
}

function times(audience: Audience, { sending, now }: Facts): string[] {
  if ('unseen' in sending) return [];
  const { allowance } = sending.seen;
  return audience.map(({ publication, readers }) => {
    const seconds = secondsBetween(now, forecast(readers, allowance, now).by);
    return `An edition of ${publication} to ${counted(readers, 'reader')} takes ${aboutText(seconds)}, at ${allowance.perSecond} messages a second.`;
  });
}

/** Readers to whom SES mails nothing, although they are readers. */
export function examineSuppression({ audience }: Facts): Report {
  return examined('readers on the suppression list of SES', audience, seen =>
    seen.flatMap(({ publication, suppressed }): Finding[] => {
      const [first] = suppressed;
      if (first === undefined) return [];
      const shown = suppressed.slice(0, 5).join(', ');
      return [
        {
          id: 'suppressed-readers',
          found: `${publication} has ${counted(suppressed.length, 'active reader')} on the suppression list of SES: ${shown}${suppressed.length > 5 ? ' …' : ''}`,
          why: 'SES takes a message to such an address and mails it to nobody: each edition counts them as bounced.',
          todo: [
            'Take off the list who asks for it, once their mailbox works; remove the others.',
            `aws sesv2 delete-suppressed-destination --email-address ${first}`,
            `courant readers remove ${first} --publication ${publication}`,
          ],
        },
      ];
    }),
  );
}
