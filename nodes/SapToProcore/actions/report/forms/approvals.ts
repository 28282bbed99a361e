import { z } from 'zod/v3';
import { isEntity } from '../../../../shared/entities';
import { openApprovals } from '../../../ledger/approvals';
import { makeEdits, type Edit } from '../../../ledger/changes';
import {
	approvalColumns,
	approvalsOf,
	isMeantApproval,
	type WaitingApproval,
} from '../../../reports/exceptions/approvals';
import { filterOf } from '../../../reports/exceptions/filter';
import { counted, grouped, moneyTexts } from '../../../reports/kit/format';
import { totals } from '../../../reports/kit/sums';
import { table } from '../../../reports/kit/table';
import { lastOf, type Query } from '../../../reports/request';
import { mostDocuments } from '../../../sync/request';
import { conflictText } from './conflict';
import { pageForm, type Document, type Done, type FormContext, type Proposal, type Sent } from './form';

const chosenSchema = z.array(
	z.object({ entity: z.string(), key: z.string(), originId: z.string(), plan: z.string(), runId: z.string() }),
);
type Chosen = z.infer<typeof chosenSchema>;

/** The changes that were chosen on the page: one by one, or all that the filter means, as far as they still wait. */
async function chosen({ ledger }: FormContext, query: Query): Promise<{ rows: WaitingApproval[]; limit: string[] }> {
	const { waiting } = approvalsOf(await openApprovals(ledger), await ledger.rows('projects'));
	const ids = new Set(query.row ?? []);
	const filter = filterOf(query);
	const all = waiting.filter((row) => (lastOf(query.all) === '1' ? isMeantApproval(row, filter) : ids.has(row.id)));
	const left = all.length - mostDocuments;
	return {
		rows: all.slice(0, mostDocuments),
		limit: left > 0 ? [`${grouped(String(left))} more can be chosen afterwards: a form takes ${mostDocuments}.`] : [],
	};
}

interface Decision {
	action: 'approve' | 'leave';
	state: 'approved' | 'left';
	/** Goes on with how many. */
	title: string;
	effects: readonly string[];
	button: string;
	/** Of what was done. */
	verb: string;
}

const decisions: Decision[] = [
	{
		action: 'approve',
		state: 'approved',
		title: 'Approve',
		effects: [
			'The next run carries this out, or one that you start afterwards.',
			'The approval is good for exactly what is shown here, once. If SAP or Procore changes before it is carried out, it is asked again.',
		],
		button: 'Approve',
		verb: 'Approved',
	},
	{
		action: 'leave',
		state: 'left',
		title: 'Leave as it is:',
		effects: [
			'Nothing of this is written to Procore, which then differs from SAP. The next run settles the exceptions.',
			'It is asked again once the document changes in SAP.',
		],
		button: 'Leave as it is',
		verb: 'Left as it is',
	},
];

const decision = ({ action, state, title, effects, button, verb }: Decision) =>
	pageForm<Chosen>({
		action,
		page: 'exceptions',
		data: chosenSchema,
		fields: () => [],
		async propose(source, query): Promise<Proposal<Chosen> | string> {
			const { rows, limit } = await chosen(source, query);
			if (rows.length === 0) return 'Nothing is chosen that still waits to be approved. Choose changes on the page.';
			return {
				title: `${title} ${counted(rows.length, 'change')}, ${moneyTexts(totals(rows))}`,
				effects: [...effects, ...limit],
				about: [table(approvalColumns, rows, { empty: '', most: mostDocuments })],
				fields: [],
				button,
				data: rows.map(({ entity, sapKey, originId, plan, runId }) => ({
					...{ entity, key: sapKey, originId, plan, runId },
				})),
			};
		},
		async apply(source, sent): Promise<Done> {
			const { made, lost } = await decided(source, sent, state, verb);
			const message = `${verb}: ${counted(made.length, 'change')}.${conflictText(lost.map(({ key }) => key))}`;
			return state === 'approved' && made.length > 0 ? { message, documents: documentsOf(made) } : { message };
		},
	});

/** Decides on what still waits, as it was announced: of two people the first one does. */
async function decided(
	{ ledger, now }: FormContext,
	{ data, by, formId }: Sent<Chosen>,
	state: Decision['state'],
	verb: string,
): Promise<{ made: Chosen; lost: Chosen }> {
	const edits = data.map(
		({ originId, plan, runId }): Edit => ({
			table: 'approvals',
			key: { origin_id: originId, plan, run_id: runId },
			seen: { state: 'waiting' },
			cells: { state },
		}),
	);
	const summary = `${verb}: ${counted(data.length, 'change')}`;
	const results = await makeEdits(ledger, edits, { by, at: now, formId, summary });
	const are = (result: string) => data.filter((_, index) => results[index] === result);
	return { made: are('made'), lost: are('conflict') };
}

const documentsOf = (rows: Chosen): Document[] => {
	const sent = rows.filter(({ entity }) => isEntity(entity)).map(({ entity, key }): Document => ({ entity, key }));
	return [...new Map(sent.map((each) => [JSON.stringify(each), each])).values()];
};

export const approvalForms = decisions.map(decision);
