import { z } from 'zod';
import type { ChangeHandlers } from '../core/changes.ts';
import { InputError } from '../core/input-error.ts';
import { addPeriod } from './billing/period-write.ts';
import { addRequisition } from './billing/requisition-new.ts';
import { removeLine } from './commitments/line-write.ts';
import {
	billingPeriodSchema,
	contractChangeSchema,
	contractLineSchema,
	contractSchema,
	contractStatusSchema,
	customFieldSchema,
	decimalSchema,
	lineChangeSchema,
	requisitionChangeSchema,
	taxCodeSchema,
	wbsCodeChangeSchema,
	wbsCodeSchema,
} from './data-schema.ts';
import { keys } from './finance/finance.ts';
import { budgetChangeStatuses, changeOrderStatuses, requisitionStatuses } from './finance/records.ts';
import type { StoredContract, StoredLine, StoredRequisition } from './finance/records.ts';
import { addSeedContract, addSeedLine, addWbsCode, seededWbsCode } from './finance/seed.ts';
import type { Row, Table } from './finance/table.ts';
import { numberOf, showNumber } from './money.ts';
import type { Store } from './store.ts';
import type { SimContract, SimContractLine, SimCustomField, SimTaxCode, SimWbsCode } from './types.ts';
import { pendingOrderRules, unlinkAnswers } from './types.ts';

const id = z.number().int();

/** What people and other programs do in commitments, work breakdown and change orders; nothing is refused for rules. */
export const financeChangeSchemas = [
	z.object({ do: z.literal('add-contract'), contract: contractSchema }).strict(),
	z.object({ do: z.literal('edit-contract'), id, set: contractChangeSchema }).strict(),
	z.object({ do: z.literal('set-contract-status'), id, status: contractStatusSchema }).strict(),
	z.object({ do: z.literal('delete-contract'), id }).strict(),
	z.object({ do: z.literal('add-line'), contract: id, line: contractLineSchema }).strict(),
	z.object({ do: z.literal('edit-line'), id, set: lineChangeSchema }).strict(),
	z.object({ do: z.literal('delete-line'), id }).strict(),
	z
		.object({
			do: z.literal('bill'),
			contract: id,
			lines: z.array(z.object({ id, amount: decimalSchema }).strict()).min(1),
			status: z.enum(requisitionStatuses).default('approved'),
		})
		.strict(),
	z.object({ do: z.literal('add-wbs-code'), code: wbsCodeSchema }).strict(),
	z.object({ do: z.literal('edit-wbs-code'), id, set: wbsCodeChangeSchema }).strict(),
	z.object({ do: z.literal('add-requisition'), contract: id, set: requisitionChangeSchema.default({}) }).strict(),
	/** Whatever its locks: another integration, or Procore's support. */
	z.object({ do: z.literal('edit-requisition'), id, set: requisitionChangeSchema }).strict(),
	z.object({ do: z.literal('set-requisition-status'), id, status: z.enum(requisitionStatuses) }).strict(),
	/** Another amount of work on an item of a requisition; `id` is the item's. */
	z.object({ do: z.literal('edit-requisition-item'), id, amount: decimalSchema }).strict(),
	z.object({ do: z.literal('add-period'), period: billingPeriodSchema }).strict(),
	z.object({ do: z.literal('set-period-status'), id, status: z.enum(['open', 'closed']) }).strict(),
	z.object({ do: z.literal('set-commitments-admin'), admin: z.boolean() }).strict(),
	z.object({ do: z.literal('add-tax-code'), code: taxCodeSchema }).strict(),
	z.object({ do: z.literal('add-custom-field'), field: customFieldSchema }).strict(),
	/** Whether totals of contracts hold the tax of their lines. */
	z.object({ do: z.literal('set-tax-in-totals'), on: z.boolean() }).strict(),
	z.object({ do: z.literal('set-vendor-required'), required: z.boolean() }).strict(),
	z
		.object({ do: z.literal('set-lock-synced'), locked: z.boolean(), unlink: z.enum(unlinkAnswers).optional() })
		.strict(),
	/** Lists of version 1.1 show the origin data of requisitions, or not. */
	z.object({ do: z.literal('set-list-origin-data'), shown: z.boolean() }).strict(),
	/** The list of change orders says whose they are, or not. */
	z.object({ do: z.literal('set-list-order-contracts'), shown: z.boolean() }).strict(),
	/** The line with this origin id is refused, whatever is sent. */
	z.object({ do: z.literal('refuse-line'), origin_id: z.string(), times: z.number().int().min(1).default(1) }).strict(),
	/** How budgets count and what is shown of them; see the README. */
	z
		.object({
			do: z.literal('set-budget-rules'),
			pendingOrders: z.enum(pendingOrderRules).optional(),
			budgetChangeColumns: z.boolean().optional(),
			ownBudgetViewFirst: z.boolean().optional(),
			changeEventRequired: z.boolean().optional(),
		})
		.strict(),
	z.object({ do: z.literal('set-header-only-requisitions'), on: z.boolean() }).strict(),
	z.object({ do: z.literal('set-budget-change-status'), id, status: z.enum(budgetChangeStatuses) }).strict(),
	z.object({ do: z.literal('edit-budget-line'), id, original_budget_amount: decimalSchema }).strict(),
	z.object({ do: z.literal('busy-direct-cost'), id, times: z.number().int().min(1).default(1) }).strict(),
	z.object({ do: z.literal('set-change-order-status'), id, status: z.enum(changeOrderStatuses) }).strict(),
] as const;

type Command = z.output<(typeof financeChangeSchemas)[number]>;
type CommandOf<K extends Command['do']> = Extract<Command, { do: K }>;

function rowOf<T extends Row>(table: Table<T>, what: string, rowId: number): T {
	const row = table.get(rowId);
	if (row === undefined) throw new InputError(`change: there is no ${what} ${String(rowId)}`);
	return row;
}

const contractOf = (store: Store, contractId: number) => rowOf(store.finance.contracts, 'contract', contractId);
const lineOf = (store: Store, lineId: number) => rowOf(store.finance.lines, 'line', lineId);
const defined = <T extends object>(values: T) =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

function checkFree(store: Store, projectId: number, given: Partial<SimContract>, own?: StoredContract): void {
	const { contracts } = store.finance;
	const number = given.number === undefined ? undefined : contracts.byKey(keys.number(projectId, given.number));
	const origin = given.origin_id ? contracts.byOrigin(given.origin_id) : undefined;
	for (const holder of [number, origin]) {
		if (holder !== undefined && holder !== own) {
			throw new InputError(`change: contract ${String(holder.id)} has this number or origin id already`);
		}
	}
}

function editContract(store: Store, contractId: number, set: Partial<SimContract>): StoredContract {
	const contract = contractOf(store, contractId);
	checkFree(store, contract.project_id, set, contract);
	return store.finance.contracts.update(contract, {
		updated_at: store.now(),
		...(defined(set) as Partial<StoredContract>),
	});
}

function editLine(store: Store, { id: lineId, set }: CommandOf<'edit-line'>): StoredLine {
	const line = lineOf(store, lineId);
	const contract = contractOf(store, line.contract_id);
	const { cost_code, cost_type, ...given } = set;
	const numbers = Object.entries(given).map(([name, value]) => [
		name,
		typeof value === 'string' && ['amount', 'quantity', 'unit_cost'].includes(name)
			? showNumber(numberOf(value))
			: value,
	]);
	const coded = cost_code !== undefined && cost_type !== undefined;
	const code = coded ? seededWbsCode(store, contract.project_id, { cost_code, cost_type }) : undefined;
	store.finance.contracts.update(contract, { updated_at: store.now() });
	return store.finance.lines.update(line, {
		...defined(Object.fromEntries(numbers) as Partial<StoredLine>),
		...(code === undefined ? {} : { wbs_code_id: code.id }),
		updated_at: store.now(),
	});
}

/** Somebody bills these amounts of lines of the contract. */
function bill(store: Store, { contract: contractId, lines, status }: CommandOf<'bill'>) {
	const contract = contractOf(store, contractId);
	for (const line of lines) {
		if (lineOf(store, line.id).contract_id !== contract.id) {
			throw new InputError(`change: line ${String(line.id)} is not of contract ${String(contract.id)}`);
		}
	}
	const { requisitions, items } = store.finance;
	const requisition = requisitions.update(addRequisition(store, contract), { status });
	for (const { id: lineId, amount } of lines) {
		const item = items.byKey(keys.item(requisition.id, lineId));
		if (item !== undefined) item.work_completed_this_period = showNumber(numberOf(amount));
	}
	return requisition;
}

export const financeHandlers: ChangeHandlers<Command, { store: Store }> = {
	'add-contract': ({ store }, { contract }) => {
		checkFree(store, contract.project_id, contract as SimContract);
		return addSeedContract(store, contract as SimContract);
	},
	'edit-contract': ({ store }, command) => editContract(store, command.id, command.set as Partial<SimContract>),
	'set-contract-status': ({ store }, { id: contractId, status }) => editContract(store, contractId, { status }),
	'delete-contract': ({ store }, command) => editContract(store, command.id, { deleted_at: store.now() }),
	'add-line': ({ store }, { contract, line }) =>
		addSeedLine(store, contractOf(store, contract), line as SimContractLine),
	'edit-line': ({ store }, command) => editLine(store, command),
	'delete-line': ({ store }, command) => {
		const line = lineOf(store, command.id);
		removeLine(store, contractOf(store, line.contract_id), line);
	},
	bill: ({ store }, command) => bill(store, command),
	'add-wbs-code': ({ store }, { code }) => addWbsCode(store, code as SimWbsCode),
	'edit-wbs-code': ({ store }, command) =>
		store.finance.wbsCodes.update(rowOf(store.finance.wbsCodes, 'WBS code', command.id), {
			...defined(command.set),
			updated_at: store.now(),
		}),
	'add-requisition': ({ store }, { contract, set }) => {
		const given = { ...(defined(set) as Partial<StoredRequisition>), updated_at: store.now() };
		return store.finance.requisitions.update(addRequisition(store, contractOf(store, contract)), given);
	},
	'edit-requisition': ({ store }, command) =>
		store.finance.requisitions.update(rowOf(store.finance.requisitions, 'requisition', command.id), {
			...(defined(command.set) as Partial<StoredRequisition>),
			updated_at: store.now(),
		}),
	'set-requisition-status': ({ store }, command) =>
		store.finance.requisitions.update(rowOf(store.finance.requisitions, 'requisition', command.id), {
			status: command.status,
			updated_at: store.now(),
		}),
	'edit-requisition-item': ({ store }, { id: itemId, amount }) => {
		const item = rowOf(store.finance.items, 'requisition item', itemId);
		item.work_completed_this_period = showNumber(numberOf(amount));
		const requisition = rowOf(store.finance.requisitions, 'requisition', item.requisition_id);
		return store.finance.requisitions.update(requisition, { updated_at: store.now() });
	},
	'add-period': ({ store }, { period: { project_id: projectId, start_date, end_date, due_date, status } }) =>
		addPeriod(store, projectId, { start_date, end_date, due_date, status }),
	'set-period-status': ({ store }, command) =>
		store.finance.periods.update(rowOf(store.finance.periods, 'billing period', command.id), {
			status: command.status,
			updated_at: store.now(),
		}),
	'set-commitments-admin': ({ store }, { admin }) => {
		store.settings.commitmentsAdmin = admin;
	},
	'add-tax-code': ({ store }, { code }) => store.finance.taxCodes.add(code as SimTaxCode),
	'add-custom-field': ({ store }, { field }) => store.finance.customFields.add(field as SimCustomField),
	'set-tax-in-totals': ({ store }, { on }) => {
		store.settings.taxInTotals = on;
	},
	'set-vendor-required': ({ store }, { required }) => {
		store.settings.vendorRequired = required;
	},
	'set-lock-synced': ({ store }, { locked, unlink }) => {
		store.settings.lockSynced = locked;
		if (unlink !== undefined) store.settings.unlink = unlink;
	},
	'set-list-origin-data': ({ store }, { shown }) => {
		store.settings.listOriginData = shown;
	},
	'set-list-order-contracts': ({ store }, { shown }) => {
		store.settings.listOrderContracts = shown;
	},
	'refuse-line': ({ store }, { origin_id: origin, times }) => {
		store.settings.refusedLines[origin] = times;
	},
	'set-budget-rules': ({ store }, command) => {
		const { pendingOrders, budgetChangeColumns, ownBudgetViewFirst, changeEventRequired } = command;
		const rules = { pendingOrders, budgetChangeColumns, ownBudgetViewFirst, changeEventRequired };
		Object.assign(store.settings, defined(rules));
	},
	'set-header-only-requisitions': ({ store }, { on }) => {
		store.settings.headerOnlyRequisitions = on;
	},
	'set-budget-change-status': ({ store }, command) =>
		store.finance.budgetChanges.update(rowOf(store.finance.budgetChanges, 'budget change', command.id), {
			status: command.status,
			updated_at: store.now(),
		}),
	'edit-budget-line': ({ store }, { id: lineId, original_budget_amount: amount }) =>
		store.finance.budgetLines.update(rowOf(store.finance.budgetLines, 'budget line', lineId), {
			original_budget_amount: showNumber(numberOf(amount)),
		}),
	'busy-direct-cost': ({ store }, { id: costId, times }) => {
		store.settings.busyDirectCosts[costId] = times;
	},
	'set-change-order-status': ({ store }, command) =>
		store.finance.changeOrders.update(rowOf(store.finance.changeOrders, 'change order', command.id), {
			status: command.status,
			updated_at: store.now(),
		}),
};
