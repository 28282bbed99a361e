import { entityTable, isEntity, readableKey } from '../../../shared/entities';
import { chosenColumns } from './columns';
import type { OpenException } from './model';
import { counted } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { openIn } from '../kit/links';
import { table } from '../kit/table';
import type { Links } from '../links';
import { placesOf } from './hub';

/** How it stands with a run that somebody started for some documents. */
export interface RunState {
	/** Its row; undefined = it has not begun. */
	run: { runId: string; status: string; progress: string; summary: string; message: string } | undefined;
	/** It is about to begin. */
	isStarting: boolean;
	/** What it was started for: `2 documents`. */
	chosen: string;
	/** What it has left in Procore. */
	sent: Array<{ entity: string; sapKey: string; projectId: string; project: string; procoreId: string }>;
	/** Those of their exceptions that are not resolved. */
	left: OpenException[];
}

/** What people read about it, and in how many seconds there may be more to say (0 = never). */
export function runOutcome(message: string, state: RunState, links: Links): { content: Html; refreshSeconds: number } {
	const { run, isStarting } = state;
	const box = (text: string, more: Html = markup``) =>
		markup`<div class="notice" role="status"><p><strong>${message}</strong> ${text}</p>${more}</div>\n`;
	if (!run && isStarting) return { content: box('It is about to begin; this page reloads itself.'), refreshSeconds: 3 };
	if (!run)
		return {
			content: box(
				'It did not begin: while the sync is not published, or Mode in Start is Preview, pages start nothing. If neither is so, its executions in n8n say why. Choose again to try again.',
			),
			refreshSeconds: 0,
		};
	const execution = openIn(links.run(run.runId));
	if (run.status === 'running')
		return {
			content: box(`${run.progress || 'It is running'}; this page reloads itself.`, markup`${execution}`),
			refreshSeconds: 5,
		};
	const more = markup`${nowInProcore(state, links)}${leftOver(state, links)}${execution}`;
	return { content: box(ended(state), more), refreshSeconds: 0 };
}

function ended({ run, chosen, left }: RunState): string {
	const through = `It has ended (${run?.status ?? ''}): of ${chosen}, ${counted(left.length, 'exception')} ${left.length === 1 ? 'is' : 'are'} left.`;
	return [through, run?.summary ?? '', run?.message ?? ''].filter(Boolean).join(' ');
}

/** A run names its documents, at most so many without a click. */
const mostNamed = 5;

function nowInProcore({ sent }: RunState, links: Links): Html {
	const documents = sent.filter(({ entity }) => entity !== 'project');
	const names = documents.map(({ entity, sapKey, projectId, project, procoreId }) => {
		const noun = isEntity(entity) ? entityTable[entity].noun : entity;
		const name = [`${noun} ${readableKey(entity, sapKey)}`, project && `(${project})`].filter(Boolean).join(' ');
		const [place] = links.procore(entity, { projectId, id: procoreId });
		return place ? markup`<a href="${place.address}">${name}</a>` : markup`${name}`;
	});
	if (names.length === 0) return markup`<p>The run has left no document in Procore.</p>\n`;
	const listed = names.slice(0, mostNamed).map((name, index) => markup`${index > 0 ? ', ' : null}${name}`);
	const text = markup`<p>In Procore now: ${listed}${names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''}.</p>\n`;
	if (names.length <= mostNamed) return text;
	return markup`${text}<details><summary>All ${names.length}</summary>\n<ul>\n${names.slice(0, 400).map((name) => markup`<li>${name}</li>\n`)}</ul></details>\n`;
}

const leftOver = ({ left }: RunState, links: Links): Html =>
	left.length === 0
		? markup``
		: markup`<details><summary>What is left</summary>\n${table(chosenColumns, left, { empty: '', most: 100, open: (row) => placesOf(row, links) })}</details>\n`;
