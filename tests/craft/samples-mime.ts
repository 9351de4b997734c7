import { filledUp, inHtml, inRaw, inText } from './break.ts';
import type { Sample } from './sample.ts';

/** Messages whose bytes or headers are wrong in one way. */
export const mimeSamples: Sample[] = [
  ['two alternative parts, text first', inRaw('text/plain', 'text/rtf'), 'its parts are text/rtf, text/html'],
  [
    'two alternative parts, text first',
    inRaw('multipart/alternative', 'multipart/mixed'),
    /^the message is multipart\/mixed/,
  ],
  ['both parts are UTF-8', inRaw('charset=utf-8', 'charset=gb18030'), 'text/plain has the charset "gb18030"'],
  ['both parts are UTF-8', inRaw('=E2=80=99', '=E2=80'), 'text/plain holds bytes that are not UTF-8'],
  ['no control or replacement characters', inText('Sources', '\u0007'), 'text holds a control character'],
  ['no control or replacement characters', inHtml('Sources', '\u0085'), 'html holds a control character'],
  ['no control or replacement characters', inHtml('Sources', 'S\ufffd'), 'html holds U+FFFD'],
  ['lines and bytes that every relay takes', inRaw(/\r\n$/, '\n'), 'a CR or LF stands alone'],
  ['lines and bytes that every relay takes', inRaw('Sources', 'Sour\xe7es'), 'a byte is not 7-bit'],
  [
    'lines and bytes that every relay takes',
    inRaw('\r\nSources', `\r\n${'x'.repeat(70)}Sources`),
    'a line of the body is over 76 bytes',
  ],
  [
    'lines and bytes that every relay takes',
    inRaw('\r\nReply-To', `\r\nX-Long: ${'x'.repeat(1000)}\r\nReply-To`),
    'a line is over 998 bytes',
  ],
  ['HTML that Gmail does not cut off', filledUp('x', 91_000), /^the HTML has 9\d{4} bytes/],
  ['HTML that Gmail does not cut off', filledUp('中', 89_000), /^encoded it has 1\d{5}/],
  ['each header once', inRaw(/\r\nDate: [^\r]*/, ''), 'there is no date'],
  ['each header once', inRaw(/\r\nReply-To: [^\r]*/, line => line + line), 'reply-to stands there twice'],
  ['one reader', inRaw(/<(reader-3@\S+)>/, to => `${to}, other@mail.example`), /^To is .*, other@mail/],
  ['one reader', inRaw('\r\nReply-To', '\r\nBcc: other@mail.example\r\nReply-To'), 'there is a bcc'],
  ['one reader', inRaw(/\r\nTo: [^<]*</, '\r\nTo: Somebody Else <'), 'the name in To is "Somebody Else"'],
  [
    'encoded words',
    inRaw(/\r\nTo: [^<]*</, `\r\nTo: =?UTF-8?B?${btoa('x'.repeat(60))}?= <`),
    /^=\?UTF-8\?B.* has 92 characters$/,
  ],
  ['encoded words', inRaw(/\r\nTo: [^<]*</, '\r\nTo: =?UTF-8?Q?=E8=AF?= <'), /cuts through a character$/],
  ['encoded words', inRaw(/\r\nTo: [^<]*</, '\r\nTo: =?GB2312?Q?x?= <'), /is in GB2312$/],
  ['subject as it was sealed', inRaw('\r\nSubject: ', '\r\nSubject: Re: '), /^the subject is "Re: /],
  ['leaving with one click', inRaw('=One-Click', '=OneClick'), /^List-Unsubscribe-Post is .*OneClick$/],
  ['leaving with one click', inRaw('\r\nList-Unsubscribe-Post', '\r\nX-Post'), 'List-Unsubscribe-Post is '],
  [
    'leave link on one line',
    inRaw('\r\nList-Unsubscribe: ', '\r\nList-Unsubscribe:\r\n '),
    'List-Unsubscribe is folded',
  ],
  ['a list that names itself', inRaw(/<china-tech-controls\./, '<2-china.'), /^list-id is ".*<2-china/],
  ['a list that names itself', inRaw(/^List-ID: "China/m, 'List-ID: "India'), /^list-id names "India/],
  ['lines and bytes that every relay takes', inRaw(/\r\n- /, '\r\n.- '), /^a line begins with "\.- /],
  ['a list that names itself', inRaw('auto-generated', 'no'), 'auto-submitted is "no"'],
  [
    'a list that names itself',
    inRaw('\r\nReply-To', '\r\nFeedback-ID: a:b\r\nReply-To'),
    'feedback-id is "a:b"',
  ],
  ['a list that names itself', inRaw(/\r\nList-Help[^\r]*/, ''), 'list-help is ""'],
  ['a list that names itself', inRaw(/\r\nList-Archive[^\r]*/, ''), 'list-archive is ""'],
  [
    'no address of a reader but in To',
    inText('Sources', 'reader-3 reads this'),
    "the reader's address stands in 2 places",
  ],
];
