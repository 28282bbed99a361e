import type { ReportHead } from '../head';

/**
 * Why an order differs, as far as it can be told: `not_sent` = a run has yet to send it;
 * `filtered_out` = a step of the workflow keeps it out of Procore; `waiting`, `held`, `failed` = the
 * sync keeps it back, with the reason it gave; `edited`, `deleted` = somebody did that in Procore; `rounding` = no more than
 * a minor unit a line; `tax` = Procore's total has the tax of the lines in it; `currency` = the amounts are in different currencies; `not_in_sap` = Procore has a contract of ours
 * for an order that SAP does not list.
 */
export const differenceKinds = [
	'not_sent',
	'filtered_out',
	'waiting',
	'held',
	'failed',
	'edited',
	'deleted',
	'rounding',
	'tax',
	'currency',
	'not_in_sap',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** A line that differs. `note` says what is special about it, `""` = only its amount differs. */
export interface LineDifference {
	/** Item and account assignment in SAP, `10/1`; `""` = SAP does not have it. */
	line: string;
	description: string;
	costCode: string;
	sapAmount: string;
	procoreAmount: string;
	difference: string;
	note: string;
}

/**
 * An order (its part in one project) whose amount in SAP is another than in Procore. `difference` is SAP − Procore, `""`
 * where the currencies differ. `projectId` is `""` for lines that no project is known for.
 */
export interface Difference {
	purchaseOrder: string;
	projectId: string;
	project: string;
	kind: DifferenceKind;
	/** Code and title of the reason that the sync gave, `""` = it gave none. */
	reason: string;
	title: string;
	/** What to do about it. */
	advice: string;
	currency: string;
	sapAmount: string;
	procoreCurrency: string;
	procoreAmount: string;
	difference: string;
	contractId: string;
	/** Lines that differ; [] also when they were not read. */
	lines: LineDifference[];
}

/** `yes` = whatever was read agrees, or differs for a reason that is known; `not read` = nothing is said about the rest. */
export type TiesOut = 'yes' | 'no' | 'not read';

/** Of the whole: `not written` = only previews have run, so that there is nothing of the sync to compare. */
export type Verdict = TiesOut | 'not written';

/**
 * What lies between SAP and Procore: `unexplained` = the next run should have brought it;
 * `filtered` = a step of the workflow keeps it out; `held` = the sync keeps it back for
 * somebody, or could not send it; `waiting` = it goes on by itself; `people` = somebody changed or deleted it in Procore;
 * `other` = rounding, tax, another currency, an order that SAP does not list.
 */
export const gapGroups = ['unexplained', 'filtered', 'held', 'waiting', 'people', 'other'] as const;
export type GapGroup = (typeof gapGroups)[number];

/** Which of them a kind of difference belongs to. */
export const groupOfKind: Record<DifferenceKind, GapGroup> = {
	not_sent: 'unexplained',
	filtered_out: 'filtered',
	held: 'held',
	failed: 'held',
	waiting: 'waiting',
	edited: 'people',
	deleted: 'people',
	rounding: 'other',
	tax: 'other',
	currency: 'other',
	not_in_sap: 'other',
};

/**
 * Amounts of one project in one currency: `sap` − `explained` − `unexplained` = `procore`, to the cent. All are `""` for a
 * project that could not be read.
 */
export interface ProjectTotals {
	projectId: string;
	project: string;
	currency: string;
	orders: number;
	sap: string;
	procore: string;
	/** Differences for which the sync, or a person, has given a reason. */
	explained: string;
	/** The others. */
	unexplained: string;
	/** What both are made of: less each of these, SAP is what Procore holds. */
	gaps: Record<GapGroup, string>;
	/** Contracts in Procore that did not come from SAP; they are not in `procore`. */
	others: string;
	tiesOut: TiesOut;
}

/**
 * The two sides of each column of the budget: SAP's plan and the budget (approved changes included), orders and committed
 * costs, costs that no contract covers and direct costs, costs on orders and what was invoiced.
 */
export const columnSides = [
	'sapPlan',
	'procoreBudget',
	'sapOrders',
	'procoreCommitted',
	'sapOthers',
	'procoreDirect',
	'sapOnOrders',
	'procoreInvoiced',
] as const;
export type Side = (typeof columnSides)[number];

/** The columns of the budget; of those that agree, both sides should be the same. */
export const budgetColumns = [
	{ title: 'Budget', about: 'plan', sap: 'sapPlan', procore: 'procoreBudget', agrees: true },
	{ title: 'Committed', about: 'orders', sap: 'sapOrders', procore: 'procoreCommitted', agrees: true },
	{ title: 'Direct', about: 'other costs', sap: 'sapOthers', procore: 'procoreDirect', agrees: true },
	{ title: 'Invoiced', about: 'costs on orders', sap: 'sapOnOrders', procore: 'procoreInvoiced', agrees: false },
] as const satisfies ReadonlyArray<{ title: string; about: string; sap: Side; procore: Side; agrees: boolean }>;

/** Amounts in `currency`; `""` = not read, or not shown by the budget view. */
export type ColumnFigures = Record<Side, string> & { projectId: string; project: string; currency: string };

/** What a project holds on both sides. */
export type ProjectFigures = ColumnFigures;

/** What one cost code of a project holds on both sides. */
export interface CostCodeFigures extends ColumnFigures {
	costCode: string;
	costType: string;
}

/** A contract in Procore that no order of SAP stands behind, by its own number. */
export interface OtherContract {
	projectId: string;
	contractId: string;
	project: string;
	number: string;
	title: string;
	status: string;
	amount: string;
	currency: string;
	/** Origin ID of the integration it belongs to, `""` = entered by hand. */
	originId: string;
}

/** Orders that were not compared, and why. */
export interface NotCompared {
	projectId: string;
	project: string;
	why: string;
	orders: number;
	amount: string;
	currency: string;
}

export interface ReconciliationReport extends ReportHead {
	report: 'reconciliation';
	counts: {
		orders: number;
		ordersThatDiffer: number;
		contracts: number;
		differences: number;
		byKind: Record<DifferenceKind, number>;
	};
	/** Whether every project ties out. */
	tiesOut: Verdict;
	differences: Difference[];
	/** Orders that a step of the workflow has left out, and that have not changed since: no differences, if the step is right. */
	filteredOut: Difference[];
	projects: ProjectTotals[];
	/** By column of the budget, of each project and of each of its cost codes. */
	columns: ProjectFigures[];
	costCodes: CostCodeFigures[];
	others: OtherContract[];
	notCompared: NotCompared[];
	gaps: string[];
}
