/**
 * The events of SES that Courant listens to: SES's own name of each ▸ the `detail-type` under which it comes over EventBridge.
 */
export const feedbackEvents = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  Reject: 'Email Rejected',
  DeliveryDelay: 'Email Delivery Delayed',
} as const;

/** SES's name of an event that Courant listens to. */
export type FeedbackType = keyof typeof feedbackEvents;

/** What an EventBridge rule passes on: variable ▸ path in the event, and the text in which `<variable>` stands for its value. */
export type InputRule = { paths: Record<string, string>; template: string };

/** Present in every event. Tags are lists of one, because SES allows several of a name. */
const everywhere = {
  messageId: '$.detail.mail.messageId',
  publication: '$.detail.mail.tags.publication[0]',
  edition: '$.detail.mail.tags.edition[0]',
  reader: '$.detail.mail.tags.reader[0]',
  attempt: '$.detail.mail.tags.attempt[0]',
  time: '$.time',
  sent: '$.detail.mail.timestamp',
};
const besides: Partial<Record<FeedbackType, Record<string, string>>> = {
  Bounce: {
    kind: '$.detail.bounce.bounceType',
    detail: '$.detail.bounce.bounceSubType',
    // Of a list of one, since each message has one recipient; beside it stands the address, which stays where it is.
    status: '$.detail.bounce.bouncedRecipients[0].status',
  },
  Complaint: {
    kind: '$.detail.complaint.complaintFeedbackType',
    detail: '$.detail.complaint.complaintSubType',
  },
};

/**
 * What is passed on of an event of a type, and nothing else: ids, tags, times, the kind of a bounce or complaint. Addresses,
 * subject and headers never leave EventBridge. The stack and the embedded SES share it, so what is tried is what is deployed.
 *
 * No variable stands in quotation marks. EventBridge puts them around text itself, and writes `""` for what an event lacks: both were
 * recorded on AWS. What it writes within quotation marks for a lacking value was not, and a list there makes the whole event vanish.
 */
export function inputRule(type: FeedbackType): InputRule {
  const paths = { ...everywhere, ...besides[type] };
  const fields = Object.keys(paths).map(name => `"${name}":<${name}>`);
  return { paths, template: `{"type":"${type}",${fields.join(',')}}` };
}

/** Which events a rule is for: those of one type, of mail under one configuration set. */
export function eventPattern(type: FeedbackType, configurationSet: string) {
  return {
    source: ['aws.ses'],
    detailType: [feedbackEvents[type]],
    detail: { mail: { tags: { 'ses:configuration-set': [configurationSet] } } },
  };
}
