import { z } from 'zod/v3';
import { readableKey } from '../../../../shared/entities';
import type { Ledger } from '../../../ledger';
import { onlyPreviewed } from '../../../ledger/previews';
import { markup } from '../../../reports/kit/html';
import { lastOf, uploadAction } from '../../../reports/request';
import { mostDocuments } from '../../../sync/request';
import { documentSchema, pageForm, type Document } from './form';
import { resultOf } from './kept';
import { alsoTaken, chosenText, started } from './started';

/** `do=` of the form, which stands below the result of another one. */
export const runAction = 'run';

/** Pages whose forms release documents, and the actions of those forms. */
const releasing = { mapping: ['map', uploadAction], exceptions: ['approve'] };
type ReleasingPage = keyof typeof releasing;

const pages = Object.keys(releasing) as ReleasingPage[];

/** Sends at once what forms of a page have released, instead of leaving it to the next run. */
export const runReleased = pages.map((page) =>
	pageForm<Document[]>({
		action: runAction,
		page,
		data: z.array(documentSchema).min(1),
		fields: () => [],
		async propose({ ledger }, query) {
			if (await onlyPreviewed(ledger)) return 'Only previews have run: pages start nothing yet.';
			const documents = await releasedBy(ledger, lastOf(query.form), releasing[page]);
			if (documents.length === 0) return 'Nothing waits for it.';
			const first = documents.length < mostDocuments ? '' : 'The first ';
			return {
				title: `${first}${chosenText(documents)} can be sent now`,
				effects: [
					'The sync starts now. It reads these documents from SAP again and sends what can be sent to Procore.',
					alsoTaken(documents),
				],
				about: [markup`<p>${documents.flatMap(({ entity, key }) => readableKey(entity, key) || []).join(', ')}</p>\n`],
				fields: [],
				button: 'Run now',
				data: documents,
			};
		},
		async apply(source, { data }) {
			const done = await started(source, data);
			return done.replay ? done : { ...done, documents: data };
		},
	}),
);

/** What a form has released, and others of the page since the last run has begun: who maps one after the other runs once. */
async function releasedBy(ledger: Ledger, formId: string, actions: readonly string[]): Promise<Document[]> {
	const runs = await ledger.rows('runs');
	const lastRun = runs.reduce((latest, { started_at: at }) => (at > latest ? at : latest), '');
	const forms = await ledger.rows('forms', [{ column: 'offered_at', is: 'gt', value: lastRun }]);
	const ids = forms.filter(({ action }) => actions.includes(action)).map(({ form_id: id }) => id);
	const found = new Map<string, Document>();
	for (const id of new Set([formId, ...ids])) {
		const result = await resultOf(ledger, id);
		const documents = typeof result === 'object' ? (result.documents ?? []) : [];
		for (const each of documents) found.set(JSON.stringify(each), each);
	}
	return [...found.values()].slice(0, mostDocuments);
}
