import { sum } from '../../../shared/decimal';
import { codePartsIn } from '../../../shared/segments';
import { reasonFor } from '../../../shared/reasons';
import { mappingReasons } from '../../../shared/reasons/mapping';
import type { ExceptionRow } from '../../ledger/rows';
import type { Decided, DecidedDocuments, Placement } from './decided';
import type { EffectInput } from './input';

/** What the tables decide, and only Procore can tell: whether it has the code. */
const codeReasons = ['cost_code_missing', 'wbs_code_missing'];

/** Reasons that go once the tables say something else. */
const tableReasons = new Set(
	[...Object.keys(mappingReasons), 'contract_missing'].filter(
		(reason) => !codeReasons.includes(reason) && reason !== 'tax_code_missing',
	),
);

const keyOf = (entity: string, sapKey: string, projectId: string) => JSON.stringify([entity, sapKey, projectId]);

/**
 * What Procore itself has kept back of documents, as far as the open exceptions and the lists of cost codes tell: it stays
 * back, whatever the tables say.
 */
export class ProcoreSide {
	private readonly exceptions: Map<string, ExceptionRow>;

	private readonly withoutVendor: ReadonlySet<string>;

	private readonly withoutPeriod: ReadonlySet<string>;

	private readonly supplierOf: Map<string, string>;

	constructor(private readonly input: EffectInput) {
		this.exceptions = new Map(input.exceptions.map((row) => [keyOf(row.entity, row.sap_key, row.project_id), row]));
		this.supplierOf = new Map(input.orders.map(({ purchaseOrder, supplier }) => [purchaseOrder, supplier]));
		const noPeriod = input.exceptions.filter(({ reason }) => reason === 'no_billing_period');
		this.withoutPeriod = new Set([...input.withoutBillingPeriod, ...noPeriod.map(({ project_id }) => project_id)]);
		this.withoutVendor = suppliersWithoutVendor(input);
	}

	/** Takes out of what would be sent what is kept back. `before`: what was decided before the change, for what comes after it. */
	keepBack(documents: DecidedDocuments, before?: DecidedDocuments): void {
		for (const decided of documents.all.values()) {
			const parts = new Map<string, Array<[string, Placement]>>();
			for (const [line, placed] of decided.placements) {
				const part = JSON.stringify([placed.projectId, placed.exceptionKey]);
				parts.set(part, [...(parts.get(part) ?? []), [line, placed]]);
			}
			const earlier = before?.all.get(`${decided.entity} ${decided.sapKey}`);
			for (const lines of parts.values()) this.keepPart(decided, lines, before && { decided: earlier });
		}
	}

	private keepPart(
		decided: Decided,
		lines: Array<[string, Placement]>,
		change: { decided: Decided | undefined } | undefined,
	): void {
		const [, first] = lines[0] ?? [];
		if (!first) return;
		const reason = this.reasonOf(decided, lines, first, change);
		if (reason === '') return;
		for (const [line] of lines) decided.placements.delete(line);
		const amount = { amount: sum(lines.map(([, placed]) => placed.amount)), currency: first.currency };
		const message = lines.map(([, { costCode, costType }]) => `${costCode} ${costType}`).join(', ');
		decided.stops.set(first.projectId, { reason, message, amount });
	}

	private reasonOf(
		{ entity, sapKey }: Decided,
		lines: Array<[string, Placement]>,
		{ projectId, exceptionKey }: Placement,
		change: { decided: Decided | undefined } | undefined,
	): string {
		const known = this.exceptions.get(keyOf(entity, exceptionKey, projectId))?.reason ?? '';
		const missing = lines.map(([, placed]) => this.missingCode(placed)).find((reason) => reason !== '') ?? '';
		// What keeps a contract from leaving a project does not keep the order from coming back to it.
		const isAboutIt = !change || entity === 'actual_cost' || change.decided?.stops.get(projectId)?.reason === known;
		if (known !== '' && !tableReasons.has(known) && isAboutIt)
			return change && codeReasons.includes(known) ? missing : known;
		if (!change) return missing;
		if (entity === 'purchase_order' && this.withoutVendor.has(this.supplierOf.get(sapKey) ?? ''))
			return 'vendor_missing';
		const isNew = change.decided?.placements.size === 0;
		if (entity === 'requisition' && isNew && this.withoutPeriod.has(projectId)) return 'no_billing_period';
		return missing;
	}

	private missingCode(placed: Placement): string {
		return missingCode(this.input, placed);
	}
}

/** The reason for which Procore does not take a cost code of a project; `""` = it has it, or nobody knows. */
export function missingCode(
	{ codes: known, next }: Pick<EffectInput, 'codes' | 'next'>,
	{ projectId, costCode, costType }: Pick<Placement, 'projectId' | 'costCode' | 'costType'>,
): string {
	const codes = known.get(projectId);
	if (!codes || costCode === '' || next.createsCodes) return '';
	if (codes.some((each) => each.costCode === costCode && each.costType === costType)) return '';
	const parts = partsOf(costType);
	const own = new Set(codes.flatMap((each) => partsOf(each.costType)));
	const hasAll = codes.some((each) => each.costCode === costCode) && parts.every((part) => own.has(part));
	return hasAll ? 'wbs_code_missing' : 'cost_code_missing';
}

/** Cost type and further segments, one by one. */
function partsOf(costType: string): string[] {
	const parts = codePartsIn(costType);
	if ('fault' in parts) return [costType];
	return [parts.costType, ...parts.further.map((part) => JSON.stringify(part))].filter((part) => part !== '');
}

/** By the exceptions of the suppliers themselves, and of their other orders. */
function suppliersWithoutVendor({ orders, exceptions, withoutVendor }: EffectInput): ReadonlySet<string> {
	const waiting = new Set(
		exceptions.flatMap(({ entity, sap_key, reason }) =>
			entity === 'purchase_order' && reason === 'vendor_missing' ? [sap_key] : [],
		),
	);
	return new Set([
		...withoutVendor,
		...exceptions.flatMap(({ entity, sap_key, reason }) =>
			entity === 'supplier' && reasonFor(reason).status !== 'ignored' ? [sap_key] : [],
		),
		...orders.filter(({ purchaseOrder }) => waiting.has(purchaseOrder)).map(({ supplier }) => supplier),
	]);
}
