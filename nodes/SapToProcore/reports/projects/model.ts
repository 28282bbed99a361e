import type { ReportHead } from '../head';
import type { Money } from '../kit/format';
import type { Seen } from '../seen';

/** A row of the roster, as a page shows it. */
export interface ProjectRow {
	projectId: string;
	name: string;
	number: string;
	active: boolean;
	syncOn: boolean;
	/** Whether anything of SAP belongs to it. */
	takesAnything: boolean;
	/** SAP projects and internal orders, separated by commas, as the cell has them; so the following two. */
	sapProject: string;
	wbsPrefix: string;
	costCenter: string;
	currency: string;
	/** Exceptions that are open in it. */
	exceptions: number;
	amounts: Money[];
}

/** A document that waits because some of its WBS elements are in no project. */
export interface Homeless extends Money {
	entity: string;
	sapKey: string;
	/** The WBS elements that its exception names and that are in no project. */
	elements: string[];
	/** The exception names all of them, and by now they are in a project. */
	isPlaced: boolean;
}

/** A WBS element that is in no project, and what waits with it. */
export interface HomelessElement {
	wbsElement: string;
	documents: number;
	/** Of the documents as a whole: they may have other elements beside it. */
	amounts: Money[];
}

export interface ProjectsReport extends ReportHead {
	report: 'projects';
	seen: Seen;
	projects: ProjectRow[];
	/** What most waits with comes first. */
	homeless: HomelessElement[];
	/** Documents in no project, and their amounts. */
	documents: number;
	amounts: Money[];
	/** How many the last run has found in no project that have been given one since. */
	placed: number;
}

/** `2201 Riverside Tower`. */
export const projectText = ({ projectId, name }: Pick<ProjectRow, 'projectId' | 'name'>): string =>
	[projectId, name].filter(Boolean).join(' ');
