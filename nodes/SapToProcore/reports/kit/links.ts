import { markup, type Html } from './html';

/** A place to look at something: what people read, and its whole address. */
export interface Link {
	text: string;
	address: string;
}

/** Links one behind the other: `SAP · Procore`. */
export const linkList = (links: readonly Link[]): Html[] =>
	links.map(({ text, address }, index) => markup`${index > 0 ? ' · ' : null}<a href="${address}">${text}</a>`);

/** Links after what they are about; nothing where there are none. */
export const openIn = (links: readonly Link[]): Html | null =>
	links.length === 0 ? null : markup`<p class="note">Open in ${linkList(links)}</p>\n`;
