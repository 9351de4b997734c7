import { domainOf, liesIn } from './domains.ts';

/** Domains at which the public has mailboxes, of providers that have no variant for each country. */
const single = [
  ...['gmail.com', 'googlemail.com', 'icloud.com', 'me.com', 'mac.com', 'msn.com', 'passport.com'],
  ...[
    'ymail.com',
    'rocketmail.com',
    'aol.com',
    'aim.com',
    'proton.me',
    'protonmail.com',
    'pm.me',
    'mail.com',
  ],
  ...['hey.com', 'fastmail.com', 'fastmail.fm', 'tutanota.com', 'tuta.com', 'tuta.io', 'zohomail.com'],
  ...[
    'qq.com',
    'vip.qq.com',
    'foxmail.com',
    '163.com',
    '126.com',
    'yeah.net',
    '188.com',
    'sina.com',
    'sina.cn',
  ],
  ...['sohu.com', '139.com', '189.cn', 'wo.cn', 'aliyun.com', '21cn.com', 'tom.com', 'naver.com', 'daum.net'],
  ...[
    'hanmail.net',
    'web.de',
    't-online.de',
    'freenet.de',
    'orange.fr',
    'wanadoo.fr',
    'laposte.net',
    'sfr.fr',
  ],
  ...[
    'free.fr',
    'libero.it',
    'virgilio.it',
    'skynet.be',
    'telenet.be',
    'ziggo.nl',
    'kpnmail.nl',
    'planet.nl',
  ],
  ...['btinternet.com', 'comcast.net', 'verizon.net', 'att.net', 'sbcglobal.net', 'bellsouth.net', 'cox.net'],
  ...['bigpond.com', 'rediffmail.com', 'uol.com.br', 'bol.com.br', 'mail.ru', 'bk.ru', 'list.ru', 'inbox.ru'],
  ...['rambler.ru', 'ya.ru', 'ukr.net', 'seznam.cz', 'wp.pl', 'o2.pl', 'onet.pl', 'interia.pl', 'bluewin.ch'],
];

/**
 * Providers of which many countries have their own: the name, then `com`, `net`, a country, or `co` or `com` with a country. Not where
 * a country sells its name to all the world: `live.tv` is somebody else's.
 */
const inCountries =
  /^(yahoo|hotmail|outlook|live|gmx|yandex)\.(com|net|(?!ai|am|cc|co|fm|gg|im|io|ly|me|sh|so|to|tv|vc|ws)[a-z]{2}|com?\.[a-z]{2})$/;

/** The public mail provider whose domain the address has. Nobody but the provider can prove to SES that the domain is theirs. */
export function publicMailProvider(address: string): string | undefined {
  const domain = domainOf(address);
  if (inCountries.test(domain)) return domain;
  return single.find(provider => liesIn(domain, provider));
}
