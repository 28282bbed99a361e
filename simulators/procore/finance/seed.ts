import { InputError } from '../../core/input-error.ts';
import { ensureBudgetLine } from './unbudgeted.ts';
import { numberOf, showNumber } from '../money.ts';
import type { Store } from '../store.ts';
import type {
	ProcoreSeed,
	SimBillingPeriod,
	SimBudgetLine,
	SimContract,
	SimContractLine,
	SimCostCode,
	SimCostType,
	SimWbsCode,
} from '../types.ts';
import { newBudgetLine, newContract, newCostCode, newLine } from './blank.ts';
import { usualCostTypes, usualUoms } from './defaults.ts';
import { keys } from './finance.ts';
import type { StoredContract, StoredCostType, StoredLine, StoredWbsCode } from './records.ts';

function addCostType(store: Store, { origin_id: originId, ...type }: SimCostType): StoredCostType {
	const stored = { ...type, segment_item_id: store.newId(), origin_id: originId ?? null, origin_data: null };
	return store.finance.costTypes.add(stored);
}

export function addUom(store: Store, name: string): void {
	const { uoms } = store.finance;
	if (uoms.byKey(name) === undefined) uoms.add({ id: store.newId(), name, is_standard: true, uom_category_id: 1 });
}

/** The cost code that the full code begins with, if it is there: `03` for `03-310`. */
function parentOf(store: Store, projectId: number, fullCode: string) {
	const at = fullCode.lastIndexOf('-');
	return at < 1 ? undefined : store.finance.costCodes.byKey(keys.costCode(projectId, fullCode.slice(0, at)));
}

function addCostCode(store: Store, code: SimCostCode): void {
	const parent = parentOf(store, code.project_id, code.code);
	store.finance.costCodes.add({
		...newCostCode(store, code.project_id),
		id: code.id,
		code: parent === undefined ? code.code : code.code.slice(parent.full_code.length + 1),
		full_code: code.code,
		name: code.name,
		parent_id: parent?.id ?? null,
		origin_id: code.origin_id ?? null,
		status: code.status ?? 'active',
	});
}

interface Coded {
	cost_code: string;
	cost_type: string;
}

/** @throws InputError when the cost code or the cost type does not exist */
function codesOf(store: Store, projectId: number, { cost_code: code, cost_type: type }: Coded): [number, number] {
	const costCode = store.finance.costCodes.byKey(keys.costCode(projectId, code));
	const costType = store.finance.costTypes.byKey(type);
	if (costCode === undefined || costType === undefined) {
		throw new InputError(`project ${String(projectId)} has no cost code ${code}, or there is no cost type ${type}`);
	}
	return [costCode.id, costType.id];
}

/** @throws InputError when it does not exist */
export function seededWbsCode(store: Store, projectId: number, coded: Coded): StoredWbsCode {
	const found = store.finance.wbsCodes.byKey(keys.wbsCode(...codesOf(store, projectId, coded)));
	if (found === undefined) {
		throw new InputError(`project ${String(projectId)} has no WBS code ${coded.cost_code}.${coded.cost_type}`);
	}
	return found;
}

/** @throws InputError when the cost code or the cost type does not exist */
export function addWbsCode(store: Store, code: SimWbsCode): StoredWbsCode {
	const [costCodeId, costTypeId] = codesOf(store, code.project_id, code);
	return store.finance.wbsCodes.add({
		id: code.id ?? store.newId(),
		project_id: code.project_id,
		cost_code_id: costCodeId,
		cost_type_id: costTypeId,
		segments: code.segments ?? {},
		description: code.description ?? null,
		status: code.status ?? 'active',
		created_at: store.now(),
		updated_at: store.now(),
	});
}

/** @throws InputError when the WBS code does not exist */
export function addSeedLine(store: Store, contract: StoredContract, line: SimContractLine): StoredLine {
	const { cost_code, cost_type, amount, ...given } = line;
	const wbsCode = seededWbsCode(store, contract.project_id, { cost_code, cost_type });
	ensureBudgetLine(store, wbsCode.id);
	const text = (value: string | undefined) => (value === undefined ? null : showNumber(numberOf(value)));
	return store.finance.lines.add({
		...newLine(store, contract),
		id: given.id ?? store.newId(),
		wbs_code_id: wbsCode.id,
		amount: showNumber(numberOf(amount)),
		quantity: text(given.quantity),
		unit_cost: text(given.unit_cost),
		uom: given.uom ?? null,
		description: given.description ?? null,
		extended_type: given.quantity !== undefined && given.unit_cost !== undefined ? 'calculated' : 'manual',
		origin_id: given.origin_id ?? null,
		origin_data: given.origin_data ?? null,
	});
}

/** @throws InputError when a WBS code does not exist */
export function addSeedContract(store: Store, contract: SimContract): StoredContract {
	const { lines = [], id, ...given } = contract;
	const attributes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
	const stored = store.finance.contracts.add({
		...newContract(store, given.project_id),
		id: id ?? store.newId(),
		...attributes,
	});
	for (const line of lines) addSeedLine(store, stored, line);
	return stored;
}

function addPeriod(store: Store, { id, ...period }: SimBillingPeriod): void {
	store.finance.periods.add({
		id: id ?? store.newId(),
		...period,
		position: store.finance.periods.groupSize(period.project_id) + 1,
		created_at: store.now(),
		updated_at: store.now(),
	});
}

function addBudgetLine(store: Store, line: SimBudgetLine): void {
	const wbsCode = seededWbsCode(store, line.project_id, line);
	store.finance.budgetLines.add({
		...newBudgetLine(store, wbsCode),
		...(line.id === undefined ? {} : { id: line.id }),
		original_budget_amount: showNumber(numberOf(line.original_budget_amount)),
	});
}

/**
 * Fills a freshly loaded store with what the company holds beside projects and vendors. Rows of a project that the
 * store does not have are left out.
 * @throws InputError when a row names a cost code, cost type or WBS code that is not there
 */
export function loadSeed(store: Store, seed: ProcoreSeed): void {
	const known = <T extends { project_id: number }>(rows: T[] = []) =>
		rows.filter((row) => store.projects.has(row.project_id));
	for (const name of seed.uoms ?? usualUoms) addUom(store, name);
	for (const code of seed.taxCodes ?? []) store.finance.taxCodes.add({ ...code });
	for (const field of seed.customFields ?? []) store.finance.customFields.add({ ...field });
	for (const type of seed.costTypes ?? usualCostTypes) addCostType(store, type);
	for (const code of known(seed.costCodes)) addCostCode(store, code);
	for (const code of known(seed.wbsCodes)) addWbsCode(store, code);
	for (const line of known(seed.budgetLines)) addBudgetLine(store, line);
	for (const contract of known(seed.contracts)) addSeedContract(store, contract);
	for (const period of known(seed.billingPeriods)) addPeriod(store, period);
}
