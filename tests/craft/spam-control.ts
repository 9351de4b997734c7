/** A message that any filter has to catch, in our own words: without it, a filter that judges nothing would pass every test. */
export const spamControl = Buffer.from(
  `From: "WINNER DEPARTMENT" <prize@win.example>
To: reader@mail.example
Subject: CONGRATULATIONS!!! YOU HAVE WON $1,000,000 - ACT NOW!!!
MIME-Version: 1.0
Content-Type: text/html; charset=us-ascii

<html><body bgcolor="#ffffff"><font color="#fffffe" size="1">hidden words hidden words</font>
<p><font size="7" color="red">YOU ARE THE LUCKY WINNER OF ONE MILLION DOLLARS!!!</font></p>
<p>Dear Friend, this is no spam. Click here to claim your prize, 100% free, risk free, money back guarantee. Act now, limited time
only. No credit check. Viagra and Cialis, lowest price. Work from home and earn extra cash.</p>
<a href="http://10.1.2.3/claim"><img src="http://10.1.2.3/prize.gif" width="600" height="400"></a>
<a href="http://10.1.2.3/remove">Click here to be removed</a></body></html>
`.replaceAll('\n', '\r\n'),
  'latin1',
);
