import type { IDataObject } from 'n8n-workflow';
import { fingerprint, readOriginData, writeOriginData } from '../../../shared/fingerprint';
import type { DesiredCostCode, OutcomeAction } from '../../../shared/model';
import type { SyncRow } from '../../api/syncAnswer';
import type { Id } from '../wbs/projectCodes';

/** A cost code as Procore lists it, as far as the sync looks at it. */
interface ProcoreCostCode {
	id: Id;
	fullCode: string;
	originId: string;
	originData: string;
}

/** The cost codes of a project. */
export interface CostCodeDirectory {
	byOriginId: Map<string, ProcoreCostCode>;
	byFullCode: Map<string, ProcoreCostCode>;
}

/** What is to be done about a cost code; nothing without a row. */
export interface CostCodePlan {
	action: OutcomeAction;
	/** ID of the cost code in Procore, `""` when there is none yet. */
	procoreId: string;
	fingerprint: string;
	previousFingerprint: string;
	row?: SyncRow;
	remarks: string[];
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

export function costCodeDirectory(rows: IDataObject[]): CostCodeDirectory {
	const codes = rows
		.filter(({ deleted_at }) => !deleted_at)
		.map((row) => ({
			id: row.id as Id,
			fullCode: text(row.full_code) || text(row.code),
			originId: text(row.origin_id),
			originData: text(row.origin_data),
		}));
	return {
		byOriginId: new Map(codes.map((code) => [code.originId, code])),
		byFullCode: new Map(codes.map((code) => [code.fullCode, code])),
	};
}

/** Procore keeps codes in a tree: `03-310` is 310 below 03, where there is a 03. */
function placeOf(code: string, { byFullCode }: CostCodeDirectory): { code: string; parent_id?: Id } {
	for (let at = code.lastIndexOf('-'); at > 0; at = code.lastIndexOf('-', at - 1)) {
		const parent = byFullCode.get(code.slice(0, at));
		if (parent && at + 1 < code.length) return { code: code.slice(at + 1), parent_id: parent.id };
	}
	return { code };
}

/** Compares a cost code with what its project has. A code that people made is good as it is. */
export function planCostCode(desired: DesiredCostCode, directory: CostCodeDirectory): CostCodePlan {
	const { originId, code, name, source } = desired;
	const print = fingerprint({ code, name });
	const origin_data = writeOriginData({ fingerprint: print, changedAt: source.sapChangedAt });
	const ours = directory.byOriginId.get(originId);
	const theirs = directory.byFullCode.get(code);
	const previous = ours ? readOriginData(ours.originData)?.fingerprint : undefined;
	const plan: CostCodePlan = {
		action: 'none',
		procoreId: String((ours ?? theirs)?.id ?? ''),
		fingerprint: print,
		previousFingerprint: previous ?? '',
		remarks: [],
	};
	if (ours && previous === print) return plan;
	if (ours)
		return {
			...plan,
			action: 'update',
			row: { key: originId, body: { id: ours.id, origin_id: originId, origin_data, name } },
		};
	if (theirs) return { ...plan, remarks: ['The project has this cost code already; it is left as it is.'] };
	const body = { origin_id: originId, origin_data, name, ...placeOf(code, directory) };
	return { ...plan, action: 'create', row: { key: originId, body } };
}
