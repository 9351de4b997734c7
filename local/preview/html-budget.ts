/**
 * The HTML part may have this many bytes. Gmail cuts a message off behind about 102 kB of HTML and hides the rest, the leave link
 * among it; what is left is for the tracking of forwarders and the like.
 */
export const htmlBytesAtMost = 90_000;
