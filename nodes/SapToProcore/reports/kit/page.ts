import { markup, type Html } from './html';
import { style } from './style';

export interface Section {
	title: string;
	/** One sentence under the title, `""` = none. */
	about?: string;
	content: readonly Html[];
}

export interface Page {
	title: string;
	/** Whose report it is and of when. */
	subtitle: string;
	/** Before all sections: tiles, notices. */
	top: readonly Html[];
	sections: readonly Section[];
	/** Opens itself anew after so many seconds: something is under way. */
	refreshSeconds?: number;
	/** The page that follows by itself and takes long to be made: a browser shows this one until it has it. */
	next?: string;
}

/**
 * A page that loads nothing but itself. Its policy forbids scripts and everything that would have to be loaded, whatever a
 * name in it may look like. Without a head it has no links and no forms either: it can be sent, kept and opened without a
 * network.
 */
export function page({ title, subtitle, top, sections, refreshSeconds, next }: Page, head?: Html): string {
	const turn = next ? `1; url=${next}` : refreshSeconds;
	const refresh = head && turn ? markup`<meta http-equiv="refresh" content="${turn}">\n` : null;
	const text = markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${refresh}<link rel="icon" href="data:,">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
${head}<main id="content">
<h1>${title}</h1>
<p class="sub">${subtitle}</p>
${top}${sections.map(section)}<footer>Times are in UTC. Made by SAP to Procore from data of the two systems and of the tables in n8n.</footer>
</main>
</body>
</html>
`;
	return text.toString();
}

function section({ title, about, content }: Section): Html {
	const below = about ? markup`<p class="sub">${about}</p>\n` : null;
	return markup`<section>\n<h2>${title}</h2>\n${below}${content}</section>\n`;
}

/** A sentence that must not be overlooked. */
export const notice = (text: string) => markup`<p class="notice">${text}</p>\n`;
