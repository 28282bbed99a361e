import type { IDataObject } from 'n8n-workflow';
import { CouldNotTell } from '../../../shared/conformance';
import { compared, readDecimal, subtracted } from '../../../shared/decimal';
import { list, maxPerPage } from '../../api/paging';
import { standardView } from '../budget/read';
import { requisitionsPath } from '../requisition/record';
import { billedAmount, lineAmount, tooMuch, type Bench } from './bench';
import { procoreProbe, type ProcoreProbe } from './contractProbes';
import { budgetChangeKind } from './sandbox';

const amountOf = (value: unknown): string => {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return readDecimal(text) === undefined ? '0' : text;
};

const subcontractorSov = procoreProbe({
	id: 'contracts.subcontractorSov',
	assumes:
		'The lines of a new contract can be billed, without a schedule of values that the subcontractor has to fill in.',
	setting: 'Map requisitions > Requisitions',
	ask: async (bench) => {
		const { items, line } = await bench.requisition();
		return items.some(({ line_item_id: id }) => String(id) === String(line.id)) ? 'lines' : 'none';
	},
	answers: {
		lines: { state: 'confirmed', says: 'They can.' },
		none: {
			state: 'different',
			says: 'A requisition has no item for them: switch the subcontractor schedule of values off for the project.',
			value: 'Pending Contract',
		},
	},
});

const requisitionItems = procoreProbe({
	id: 'requisitions.items',
	assumes: 'A new requisition takes the amounts that are sent with it.',
	ask: async (bench) => {
		const item = await bench.billedItem();
		return compared(amountOf(item.work_completed_this_period), billedAmount) === 0 ? 'kept' : 'passedOver';
	},
	answers: {
		kept: { state: 'confirmed', says: 'It does.' },
		passedOver: { state: 'different', says: 'It is made without them. They are sent once more.' },
	},
});

const listOriginData = procoreProbe({
	id: 'requisitions.originData',
	assumes: 'The list of requisitions shows their origin_data.',
	ask: async (bench) => {
		const { contract } = await bench.requisition();
		const query = { project_id: bench.projectId, 'filters[commitment_id]': contract.id };
		const rows = await list(bench.client, { task: 'requisition.read', path: requisitionsPath, query, perPage: 100 });
		return rows.some(({ origin_data: data }) => data === bench.sandbox.mark) ? 'shown' : 'hidden';
	},
	answers: {
		shown: { state: 'confirmed', says: 'It does.' },
		hidden: { state: 'different', says: 'It does not. Requisitions are known by contract and invoice number.' },
	},
});

const onDraft = procoreProbe({
	id: 'requisitions.onDraftContract',
	assumes: 'Only an approved contract can be billed.',
	ask: async (bench) => {
		await bench.openPeriod();
		const { made } = await bench.contract();
		return 'refused' in (await bench.askForRequisition(made, {})) ? 'refused' : 'taken';
	},
	answers: {
		refused: { state: 'confirmed', says: 'Procore refuses a requisition of a draft contract.' },
		taken: { state: 'different', says: 'Procore takes a requisition of a draft contract.' },
	},
});

const overbilling = procoreProbe({
	id: 'requisitions.overbilling',
	assumes: 'Procore refuses to bill more than a line is worth.',
	ask: async (bench) => {
		const item = await bench.billedItem();
		const changed = { id: item.id, line_item_id: item.line_item_id, item_type: 'contract_item' };
		const reply = await changeRequisition(bench, { items: [{ ...changed, work_completed_this_period: tooMuch }] });
		return reply.taken ? 'taken' : 'refused';
	},
	answers: {
		refused: { state: 'confirmed', says: 'It does.' },
		taken: { state: 'different', says: 'It takes it: Prevent Overbilling is off.' },
	},
});

async function changeRequisition(bench: Bench, requisition: IDataObject) {
	const { made, contract } = await bench.requisition();
	const body = { ...bench.project, commitment_id: contract.id, requisition };
	return await bench.sandbox.change(made, 'requisition.write', body);
}

const admin = procoreProbe({
	id: 'requisitions.admin',
	assumes: 'The account may set any status of a requisition (commitments admin).',
	ask: async (bench) => ((await changeRequisition(bench, { status: 'revise_and_resubmit' })).taken ? 'any' : 'few'),
	answers: {
		any: { state: 'confirmed', says: 'It may.' },
		few: { state: 'different', says: 'It may not: it needs Admin on the Commitments tool.' },
	},
});

const directCostsTool = procoreProbe({
	id: 'directCosts.tool',
	assumes: 'The Direct Costs tool is on.',
	setting: 'Map costs > Cost Target',
	ask: async (bench) => ((await bench.hasDirectCosts()) ? 'on' : 'off'),
	answers: {
		on: { state: 'confirmed', says: 'It is on.', value: 'Direct Cost' },
		off: { state: 'different', says: 'It is off, or closed to the account.', value: 'Budget Line' },
	},
});

const syncedLock = procoreProbe({
	id: 'directCosts.locked',
	assumes: 'A program may change a direct cost that carries an origin ID.',
	setting: 'Upsert costs > Options > Direct Costs Are Locked for the API',
	ask: async (bench) => {
		const direct_cost = { description: 'Changed by the n8n conformance check' };
		const reply = await bench.sandbox.change(await bench.directCost(), 'directCost.write', { direct_cost });
		return reply.taken ? 'open' : 'locked';
	},
	answers: {
		open: { state: 'confirmed', says: 'It may.', value: 'off' },
		locked: { state: 'different', says: 'Procore refuses it, as it does to people.', value: 'on' },
	},
});

const unlink = procoreProbe({
	id: 'directCosts.unlink',
	assumes: 'An origin ID can be taken away again, by sending null.',
	setting: 'Upsert requisitions > Options > Lock When Approved',
	ask: async (bench) => {
		const made = await bench.directCost();
		const reply = await bench.sandbox.change(made, 'directCost.write', { direct_cost: { origin_id: null } });
		if (!reply.taken) return 'refused';
		const shown = (await bench.sandbox.read('directCost.read', made.path)) as IDataObject;
		return shown.origin_id === null || shown.origin_id === undefined || shown.origin_id === '' ? 'accepted' : 'ignored';
	},
	answers: {
		accepted: { state: 'confirmed', says: 'It can.' },
		refused: { state: 'different', says: 'Procore refuses it: what is locked once stays locked.', value: 'off' },
		ignored: {
			state: 'different',
			says: 'Procore takes the request and keeps it: what is locked once stays locked.',
			value: 'off',
		},
	},
});

const budgetLineCosts = procoreProbe({
	id: 'budgetLines.directCosts',
	assumes: 'direct_costs of a budget line is taken where the Direct Costs tool is off, and only there.',
	ask: async (bench) => {
		const [code] = (await bench.wbsCodes()).free.slice(-1);
		if (code === undefined) throw new CouldNotTell('Every WBS code of the project has a budget line.');
		const line = await bench.budgetLine(code);
		if ('refused' in line)
			throw new CouldNotTell(`Procore refused a budget line of 0 (status ${line.refused.status}).`);
		const body = { ...bench.project, budget_line_item: { direct_costs: 0 } };
		const { taken } = await bench.sandbox.change(line.made, 'budget.write', body);
		const isOn = await bench.hasDirectCosts();
		if (taken === isOn) return taken ? 'alsoOn' : 'never';
		return 'asPublished';
	},
	answers: {
		asPublished: { state: 'confirmed', says: 'It is so.' },
		alsoOn: { state: 'different', says: 'It is taken although the tool is on.' },
		never: { state: 'different', says: 'It is refused although the tool is off.' },
	},
});

/** What a column of the budget row of a code gains by what is done. */
async function gained(bench: Bench, code: unknown, column: string, act: () => Promise<void>): Promise<string> {
	const shown = async () => (await bench.budgetRows()).get(String(code));
	const before = await shown();
	if (before === undefined || !(column in before))
		throw new CouldNotTell(`The budget view has no column ${column} for the line; see budget.view.`);
	await act();
	return subtracted(amountOf((await shown())?.[column]), amountOf(before[column]));
}

const budgetView = procoreProbe({
	id: 'budget.view',
	assumes: "The first budget view of the project is Procore's standard one.",
	ask: async (bench) => {
		const query = { project_id: bench.projectId };
		const request = { task: 'budget.read', path: '/rest/v1.0/budget_views', query, perPage: maxPerPage } as const;
		const names = (await list(bench.client, request)).map(({ name }) => name);
		if (names.length === 0) return 'none';
		if (names[0] === standardView) return 'first';
		return names.includes(standardView) ? 'later' : 'own';
	},
	answers: {
		first: { state: 'confirmed', says: 'It is.' },
		later: { state: 'different', says: 'It is a later one, which is found by its name.' },
		own: { state: 'different', says: 'The project has views of its own only: assign the standard one as well.' },
		none: { state: 'different', says: 'The project has no budget view: assign the standard one.' },
	},
});

const pendingOrders = procoreProbe({
	id: 'budget.pendingOrders',
	assumes: 'A purchase order that is submitted counts as a pending cost.',
	ask: async (bench) => {
		await bench.needsStatus();
		const { made } = await bench.contract();
		await bench.line(made, { amount: lineAmount });
		const difference = await gained(bench, await bench.wbsCode(), 'Pending Cost Changes', async () => {
			await bench.setStatus(made, 'Submitted');
		});
		return compared(difference, lineAmount) === 0 ? 'counted' : 'uncounted';
	},
	answers: {
		counted: { state: 'confirmed', says: 'It does.' },
		uncounted: { state: 'different', says: 'It does not: only Processing does.' },
	},
});

type Adjustment = [type: 'budget_change' | 'change_event', wbsCodeId: unknown, amount: number];

async function askForBudgetChange(bench: Bench, status: string, adjustments: Adjustment[]) {
	const adjustment_line_items = adjustments.map(([type, wbs_code_id, amount], index) => ({
		...{ ref: String(index), adjustment_number: index + 1, type, wbs_code_id, amount, calculation_strategy: 'manual' },
	}));
	const body = { status, title: bench.sandbox.next(), adjustment_line_items } as IDataObject;
	return await bench.sandbox.make(budgetChangeKind(bench.projectId), body);
}

/** Two codes that have a budget line already, so that a change of both adds up to 0 and leaves no line behind. */
async function twoCodes(bench: Bench) {
	await bench.needsLockedBudget();
	const [first, second] = (await bench.wbsCodes()).budgeted;
	if (first === undefined || second === undefined)
		throw new CouldNotTell('The budget shows fewer than two lines; see budget.view.');
	return [first, second] as const;
}

const changeEvent = procoreProbe({
	id: 'budgetChanges.changeEvent',
	assumes: 'A line of type budget_change needs one of type change_event beside it.',
	ask: async (bench) => {
		const [first, second] = await twoCodes(bench);
		const asked = await askForBudgetChange(bench, 'draft', [
			['budget_change', first, 1],
			['budget_change', second, -1],
		]);
		return 'refused' in asked ? 'required' : 'optional';
	},
	answers: {
		required: { state: 'confirmed', says: 'Procore refuses it alone. The sync sends change_event lines only.' },
		optional: { state: 'different', says: 'Procore takes it alone. The sync sends change_event lines only.' },
	},
});

const balance = procoreProbe({
	id: 'budgetChanges.balance',
	assumes: 'A budget change may change the total of the budget.',
	setting: 'Upsert budgets > On Locked Budget',
	ask: async (bench) => {
		const [first] = await twoCodes(bench);
		return 'refused' in (await askForBudgetChange(bench, 'draft', [['change_event', first, 1]])) ? 'balanced' : 'free';
	},
	answers: {
		free: { state: 'confirmed', says: 'It may.' },
		balanced: { state: 'different', says: 'Procore refuses it: its lines have to add up to 0.', value: 'Hold' },
	},
});

const changeColumns = procoreProbe({
	id: 'budgetChanges.columns',
	assumes: 'An approved budget change shows in the standard view.',
	ask: async (bench) => {
		const [first, second] = await twoCodes(bench);
		const difference = await gained(bench, first, 'budget_modifications', async () => {
			const asked = await askForBudgetChange(bench, 'approved', [
				['change_event', first, 1],
				['change_event', second, -1],
			]);
			if ('refused' in asked)
				throw new CouldNotTell(`Procore refused a budget change (status ${asked.refused.status}).`);
		});
		return compared(difference, '1') === 0 ? 'shown' : 'hidden';
	},
	answers: {
		shown: { state: 'confirmed', says: 'It does.' },
		hidden: { state: 'different', says: 'It does not. What changes add is read from the changes themselves.' },
	},
});

export const moneyProbes: readonly ProcoreProbe[] = [
	subcontractorSov,
	requisitionItems,
	listOriginData,
	onDraft,
	overbilling,
	admin,
	directCostsTool,
	syncedLock,
	unlink,
	budgetLineCosts,
	budgetView,
	pendingOrders,
	changeEvent,
	balance,
	changeColumns,
];
