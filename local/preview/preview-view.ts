import type { Colours } from './fixed-colours.ts';
import type { Part } from './preview-edition.ts';

/** What the preview can show, by the name that stands in its address. */
export const shows = {
  message: { title: 'Message', part: 'html', frame: true },
  bare: { title: 'Without styles', part: 'html', frame: true },
  text: { title: 'Text part', part: 'text', frame: false },
  source: { title: 'HTML source', part: 'html', frame: false },
  mime: { title: 'MIME source', part: 'mime', frame: false },
  page: { title: 'Web page', part: 'page', frame: true },
  archive: { title: 'All editions', part: 'archive', frame: true },
  leave: { title: 'Leave page', part: 'leave', frame: true },
} as const satisfies Record<string, { title: string; part: Part; frame: boolean }>;
/** Name of something that the preview can show. */
export type Show = keyof typeof shows;

/** Widths of the frame, in CSS pixels: a message is 600 wide at most, so a desktop's is enough to show what is beside it. */
export const widths = {
  desktop: { title: 'Desktop', pixels: 760 },
  phone: { title: 'Phone', pixels: 375 },
} as const;

/** What is chosen. It stands in the address, so that it stays when the page is loaded again. */
export type View = { publication: string; show: Show; width: keyof typeof widths; colours: Colours };

/** Reads a view from an address; what is missing or unknown there is as it is at first: the message at full width, light. */
export function viewOf(
  query: Readonly<Record<string, string | undefined>>,
  publications: readonly string[],
  first: string | null,
): View {
  const known = publications.find(id => id === query.publication);
  return {
    publication: known ?? first ?? publications[0] ?? '',
    show: query.show !== undefined && Object.hasOwn(shows, query.show) ? (query.show as Show) : 'message',
    width: query.width === 'phone' ? 'phone' : 'desktop',
    colours: query.colours === 'dark' ? 'dark' : 'light',
  };
}

/** The address of a view, on the page of the preview, wherever that is. */
export function addressOf(view: View): string {
  return `?${new URLSearchParams(view)}`;
}

/** The address of what its frame holds; another one after each change of the files. */
export function frameAddressOf({ publication, show, colours }: View, build: string): string {
  return `/frame/${publication}/${show}?${new URLSearchParams({ colours, build })}`;
}
