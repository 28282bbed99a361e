import { markup, type Html } from './html';

/** What opens with a click: a page shows on a few screens of a phone what there is. */
export const folded = (title: string, content: Html | readonly Html[]): Html =>
	markup`<details class="group"><summary>${title}</summary>\n${content}</details>\n`;
