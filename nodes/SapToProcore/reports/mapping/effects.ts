import { groupBy } from 'lodash';
import { sum } from '../../../shared/decimal';
import { inCurrency, totals, type Money } from '../../../shared/money';
import type { BudgetEffect, DocumentEffect, Effect, EffectKind, EffectTotal, Place } from '../../mapping/effects';
import { entityTable, readableKey } from '../../../shared/entities';
import { without } from '../../../shared/without';
import type { Roster } from '../../lookup/roster';
import type { Column } from '../kit/columns';
import { documentsText } from '../kit/documents';
import { counted, moneyTexts } from '../kit/format';
import type { Html } from '../kit/html';
import { table } from '../kit/table';
import { codeText } from '../../lookup/costCodes';

/** What a change of the map does, in sentences, before it is made. What is nothing is said as well. */
export function effectTexts({ released, moved, later, notSent, stopped, budget, documents }: Effect): string[] {
	const total = (kind: EffectKind, { amounts }: EffectTotal, why = '') =>
		totalText(
			documents.filter((each) => each.kind === kind && each.reason === why),
			amounts,
		);
	return [
		released.documents > 0
			? `The next run releases ${total('released', released)} that ${waits(released)} for this.`
			: 'The next run releases 0 documents.',
		moved.documents > 0
			? `${total('moved', moved)} that ${isOrAre(moved)} in Procore already will move there.`
			: '0 documents that are in Procore already will move.',
		...(later.documents > 0
			? [
					`${total('later', later)} will be released or moved later: with Run now after saving, or once SAP changes them.`,
				]
			: []),
		...notSent.map((each) => `Still not sent (${each.title}): ${total('notSent', each, each.reason)}.`),
		...stopped.map((each) => `No longer sent (${each.title}): ${total('stopped', each, each.reason)}.`),
		...budgetTexts(budget),
	];
}

/** What becomes of the plan. */
function budgetTexts(budget: readonly BudgetEffect[]): string[] {
	const set = budget.filter(({ becomes }) => becomes === 'set');
	const left = budget.filter(({ becomes }) => becomes === 'left');
	const missing = budget.length - set.length - left.length;
	return [
		...(set.length > 0
			? [
					`${counted(set.length, 'budget line')} ${set.length === 1 ? 'gets another amount' : 'get other amounts'} of the plan; where the budget is locked, as a budget change.`,
				]
			: []),
		...(left.length > 0
			? [
					`The plan leaves ${counted(left.length, 'budget line')}, ${moneyTexts(totals(left))}: nothing takes that out of Procore, so look at ${left.length === 1 ? 'it' : 'them'} there.`,
				]
			: []),
		...(missing > 0 ? [`${counted(missing, 'budget line')} cannot be set: the project lacks the cost code.`] : []),
	];
}

/** The documents and the budget lines that it is about. */
export const effectTables = (effect: Effect, projects: Roster): Html[] => [
	effectTable(effect, projects),
	...budgetTable(effect, projects),
];

function budgetTable({ budget }: Effect, projects: Roster): Html[] {
	if (budget.length === 0) return [];
	const columns: Array<Column<BudgetEffect>> = [
		{
			key: 'line',
			label: 'Budget line',
			width: 'long',
			value: (each) =>
				[projects.byId(each.projectId)?.project_name || each.projectId, codeText(each)].filter(Boolean).join(' · '),
		},
		{ key: 'before', label: 'Before', kind: 'amount', value: ({ before }) => before },
		{
			key: 'after',
			label: 'After',
			kind: 'amount',
			value: ({ amount, before, becomes }) => (becomes === 'set' ? amount : before),
		},
		{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
	];
	return [table(columns, budget, { empty: '', most: 100 })];
}

/** What lines are of, and their money. */
function totalText(lines: readonly DocumentEffect[], amounts: readonly Money[]): string {
	const documents = documentsText(lines.map(({ entity, sapKey }) => ({ entity, key: sapKey })));
	const money = moneyTexts(amounts);
	return money === '' ? documents : `${documents} (${money})`;
}

const waits = ({ documents }: EffectTotal) => (documents === 1 ? 'waits' : 'wait');
const isOrAre = ({ documents }: EffectTotal) => (documents === 1 ? 'is' : 'are');

const kinds: Record<DocumentEffect['kind'], string> = {
	released: 'released',
	moved: 'moved',
	notSent: 'still not sent',
	stopped: 'no longer sent',
	later: 'with Run now',
};

/** Lines of a document that go the same way. */
interface Lines extends DocumentEffect {
	lines: number;
}

function together(effects: readonly DocumentEffect[]): Lines[] {
	const groups = groupBy(effects, (each) => JSON.stringify(without(each, 'amount')));
	return Object.values(groups).flatMap((all) => {
		const [first] = all;
		if (!first) return [];
		const amount = inCurrency(sum(all.map((each) => each.amount || '0')), first.currency);
		return [{ ...first, amount: first.amount === '' ? '' : amount, lines: all.length }];
	});
}

/** The documents that it is about. */
function effectTable({ documents }: Effect, projects: Roster): Html {
	const placeText = (place: Place | null) =>
		place === null
			? ''
			: [projects.byId(place.projectId)?.project_name || place.projectId, codeText(place)].filter(Boolean).join(' · ');
	const columns: Array<Column<Lines>> = [
		{ key: 'what', label: 'What', value: ({ entity }) => entityTable[entity].noun },
		{ key: 'sap_key', label: 'SAP key', width: 'long', value: ({ entity, sapKey }) => readableKey(entity, sapKey) },
		{ key: 'lines', label: 'Lines', kind: 'count', width: 'short', value: ({ lines }) => lines },
		{ key: 'kind', label: 'Becomes', value: ({ kind }) => kinds[kind] },
		{ key: 'from', label: 'From', value: ({ from }) => placeText(from) },
		{ key: 'to', label: 'To', value: ({ to }) => placeText(to) },
		{ key: 'amount', label: 'Amount', kind: 'amount', value: ({ amount }) => amount },
		{ key: 'currency', label: 'Currency', width: 'short', value: ({ currency }) => currency },
	];
	return table(columns, together(documents), { empty: 'No document is affected.', most: 100 });
}
