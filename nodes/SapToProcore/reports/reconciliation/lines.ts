import { isZero, subtracted, sum } from '../../../shared/decimal';
import { isOwnOriginId } from '../../../shared/originId';
import { codeText } from '../../lookup/costCodes';
import { inCurrency } from '../kit/sums';
import type { ProcoreLine } from './contracts';
import type { LineDifference } from './model';
import { currenciesDiffer, type Pair } from './pairs';
import type { SapLine } from './sapSide';

/** The WBS code of a line; one with a sub job or segments as Procore writes it, whole. */
function lineCodeText({ cost_code: code, line_item_type: type, wbs_code: wbsCode }: ProcoreLine): string {
	const [costCode, costType] = [code?.full_code ?? '', type?.code ?? ''];
	const flatCode = wbsCode?.flat_code ?? '';
	const isWhole = flatCode.length <= `${costCode}.${costType}`.length;
	return isWhole ? codeText({ costCode, costType }) : flatCode;
}

/** The lines of an order that differ; together they make up the difference. [] when the contract's lines were not read. */
export function lineDifferences(pair: Pair, system: string): LineDifference[] {
	const { part, contract } = pair;
	const held = contract?.line_items;
	if (!held || currenciesDiffer(pair)) return [];
	const sapLines = part?.lines ?? [];
	const wanted = new Map(sapLines.map((line) => [line.originId, line]));
	const matched = new Map(
		held.flatMap((line) => (wanted.has(line.origin_id) ? [[line.origin_id, line] as const] : [])),
	);
	const strangers = held.filter((line) => matched.get(line.origin_id) !== line);
	const differences = [
		...sapLines.map((line) => ofSap(line, matched.get(line.originId), pair)),
		...strangers.map((line) => onlyInProcore(line, system, pair)),
		changeOrders(contract.approved_change_orders, pair),
	];
	return differences.filter(({ difference }) => !isZero(difference));
}

function ofSap(line: SapLine, held: ProcoreLine | undefined, { currency }: Pair): LineDifference {
	const procoreAmount = held?.amount ?? '0';
	return {
		line: line.line,
		description: line.description,
		costCode: codeText(line),
		...amounts(line.amount, procoreAmount, currency),
		note: held ? '' : 'Not in Procore',
	};
}

function onlyInProcore(line: ProcoreLine, system: string, { currency }: Pair): LineDifference {
	const ours = isOwnOriginId(line.origin_id, system, 'poi');
	return {
		line: '',
		description: line.description,
		costCode: lineCodeText(line),
		...amounts('0', line.amount, currency),
		note: ours ? 'No longer in SAP' : 'Added in Procore',
	};
}

function changeOrders(approved: string, { currency }: Pair): LineDifference {
	return {
		line: '',
		description: 'Approved change orders',
		costCode: '',
		...amounts('0', approved, currency),
		note: 'In Procore beside the lines',
	};
}

function amounts(sap: string, procore: string, currency: string) {
	const [sapAmount, procoreAmount] = [inCurrency(sap, currency), inCurrency(procore, currency)];
	return { sapAmount, procoreAmount, difference: subtracted(sapAmount, procoreAmount) };
}

export const sumOfLines = (lines: readonly LineDifference[]) => sum(lines.map(({ difference }) => difference));
