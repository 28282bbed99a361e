import { partition } from 'lodash';
import { compared, isZero, negated, subtracted } from '../../../shared/decimal';
import { counted } from '../kit/format';
import { roster } from '../../lookup/roster';
import type { ReportedContract } from './contracts';
import { costCodeFigures, projectFigures } from './costCodes';
import type { ReconciliationInput } from './input';
import { exceptionLookUp, likelyReason, type ExceptionLookUp } from './likely';
import { lineDifferences } from './lines';
import { differenceKinds, type Difference, type DifferenceKind, type ReconciliationReport } from './model';
import { namesOf, type Names } from './names';
import { otherContracts } from './others';
import { currenciesDiffer, type Pair } from './pairs';
import { allTieOut, projectTotals } from './projectTotals';
import { scopeOf } from './scope';

/** Compares what SAP commits to with what Procore holds, order by order, and says why they differ. */
export function reconciliationReport(input: ReconciliationInput): ReconciliationReport {
	const { settings } = input;
	const names = namesOf(input.projects, settings.projectCurrency);
	const lookUp = roster(input.projects);
	const contracts = withLines(input);
	const { pairs, notCompared, unread } = scopeOf(input, contracts, lookUp, names);
	const exceptions = exceptionLookUp(input.exceptions);
	const found = pairs.filter(differs).map((pair) => ({ pair, difference: difference(pair, input, exceptions, names) }));
	const all = found.map((each) => each.difference).sort(largestFirst);
	const [filteredOut, differences] = partition(all, ({ kind }) => kind === 'filtered_out');
	const kinds = new Map(found.map((each) => [each.pair, each.difference.kind]));
	const others = otherContracts(contracts, settings.system, names);
	const projects = projectTotals({ pairs, kinds, others, unread, nameOf: names.nameOf });
	const sent = pairs.filter((pair) => kinds.get(pair) !== 'filtered_out');
	const costCodes = costCodeFigures({ ...input, ...names, pairs: sent, roster: lookUp });
	return {
		report: 'reconciliation',
		customer: input.customer,
		at: input.now,
		counts: {
			orders: ordersIn([...pairs.filter(({ sapAmount }) => !isZero(sapAmount)), ...differences]),
			ordersThatDiffer: ordersIn(differences),
			contracts: pairs.filter(({ contract }) => contract).length,
			differences: differences.length,
			byKind: countByKind(all),
		},
		tiesOut: input.onlyPreviewed ? 'not written' : allTieOut(projects, unread),
		...{ differences, filteredOut },
		projects,
		columns: projectFigures(costCodes),
		costCodes,
		others,
		notCompared,
		gaps: [...(input.onlyPreviewed ? [nothingWritten] : []), ...input.gaps, ...linesNotRead(input, differences)],
	};
}

/** Without it, a Procore without contracts would seem to lack what no run was to bring yet. */
const nothingWritten =
	'Only previews have run: the sync has written nothing to Procore yet, and these figures say nothing of it.';

/** An order may be in several projects. */
const ordersIn = (parts: ReadonlyArray<{ purchaseOrder: string }>) =>
	new Set(parts.map(({ purchaseOrder }) => purchaseOrder)).size;

function linesNotRead({ readsLines = false, wholeContracts }: ReconciliationInput, differences: readonly Difference[]) {
	const read = new Set(wholeContracts.map(({ id }) => id));
	const count = differences.filter(({ contractId }) => contractId !== '' && !read.has(contractId)).length;
	return readsLines && count > 0
		? [
				`The lines of ${counted(count, 'contract')} that differ were not read: their differences are given in total only.`,
			]
		: [];
}

function withLines({ contracts, wholeContracts }: ReconciliationInput): ReportedContract[] {
	const lines = new Map(wholeContracts.map((contract) => [contract.id, contract.line_items]));
	return contracts.map((contract) => ({ ...contract, line_items: lines.get(contract.id) ?? null }));
}

function differs(pair: Pair): boolean {
	if (currenciesDiffer(pair)) return !isZero(pair.sapAmount) || !isZero(pair.procoreAmount);
	return !isZero(subtracted(pair.sapAmount, pair.procoreAmount));
}

function difference(pair: Pair, input: ReconciliationInput, exceptions: ExceptionLookUp, names: Names): Difference {
	const { purchaseOrder, projectId, currency, sapAmount, procoreCurrency, procoreAmount, contract } = pair;
	return {
		...{ purchaseOrder, projectId, project: names.nameOf(projectId) },
		...likelyReason(pair, exceptions, input),
		...{ currency, sapAmount, procoreCurrency, procoreAmount },
		difference: currenciesDiffer(pair) ? '' : subtracted(sapAmount, procoreAmount),
		contractId: contract?.id ?? '',
		lines: lineDifferences(pair, input.settings.system),
	};
}

const magnitude = (amount: string) => (amount.startsWith('-') ? negated(amount) : amount || '0');

const largestFirst = (a: Difference, b: Difference) =>
	compared(magnitude(b.difference), magnitude(a.difference)) ||
	a.purchaseOrder.localeCompare(b.purchaseOrder, 'en', { numeric: true });

function countByKind(differences: readonly Difference[]): Record<DifferenceKind, number> {
	const count = (kind: DifferenceKind) => differences.filter((each) => each.kind === kind).length;
	return Object.fromEntries(differenceKinds.map((kind) => [kind, count(kind)])) as Record<DifferenceKind, number>;
}
