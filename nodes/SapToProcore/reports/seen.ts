import { entityLabel, type Entity } from '../../shared/entities';
import { timeText } from './kit/format';
import { markup, type Html } from './kit/html';
import { notice } from './kit/page';
import type { Tone } from './kit/tiles';

/**
 * Who has looked at the documents so far: a run that writes, only a preview, or nobody; and which lanes of those that a page
 * is about were not read to their end.
 */
export type Seen = { unread: readonly Entity[] } & (
	| { by: 'runs' }
	| { by: 'preview'; runId: string; at: string }
	| { by: 'nobody' }
);

/** Of a count of nothing: good only where everything was looked at. */
export const toneOfNone = ({ by, unread }: Seen): Tone => (by !== 'nobody' && unread.length === 0 ? 'good' : 'unknown');

/** A button that starts a run: pages start none until one has written. */
export const startButton = ({ by }: Seen, action: string, label: string): Html | null =>
	by === 'runs' ? markup` <button name="do" value="${action}">${label}</button>` : null;

/** What a page says before a run has written anything, and of what was not read. */
export function seenNotice(seen: Seen): Html[] {
	if (seen.by === 'nobody') return [notice(nobodyYet)];
	if (seen.by === 'runs') return unreadNotice(seen);
	const found = `As the preview of ${timeText(seen.at)} UTC found it: a preview writes nothing to Procore. What you decide here counts from the next run on.`;
	return [notice(found), ...unreadNotice(seen)];
}

/** The same for exceptions, which only a run that writes leaves: without it, a sync that has not written would seem well. */
export function exceptionsNotice(seen: Seen): Html[] {
	if (seen.by !== 'preview') return seenNotice(seen);
	const found = `Only previews have run, and a preview leaves no exceptions. Below is what the preview of ${timeText(seen.at)} UTC would hold and write.`;
	return [notice(found), ...unreadNotice(seen)];
}

const nobodyYet =
	'No run has looked at SAP yet. Press Execute workflow in the sync: its preview writes nothing to Procore, and fills this page.';

const unreadNotice = ({ unread }: Seen): Html[] =>
	unread.length === 0 ? [] : [notice(`Not read to the end yet: ${unread.map(entityLabel).join(', ')}.`)];
