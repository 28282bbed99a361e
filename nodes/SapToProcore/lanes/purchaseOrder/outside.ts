import type { ReasonCode } from '../../../shared/reasons';
import { handful, sentence } from '../../../shared/texts';
import { assignedLine, lineName } from './describe';
import type { OrderLine } from './lines';
import type { ProjectLine } from './part';
import type { OrderSettings } from './settings';

/** The lines of an order by what the roster says to them. */
export interface Sorted {
	/** By project ID. */
	projects: Map<string, ProjectLine[]>;
	/** Somebody has to say which project they belong to. */
	undecided: OrderLine[];
	/** No project bears them. */
	outside: OrderLine[];
}

export function sortLines(lines: OrderLine[], { outsideProjects }: Pick<OrderSettings, 'outsideProjects'>): Sorted {
	const sorted: Sorted = { projects: new Map(), undecided: [], outside: [] };
	for (const line of lines) {
		const { project } = line;
		if (project.kind === 'project') {
			const id = project.row.project_id;
			const known = sorted.projects.get(id);
			if (known) known.push({ ...line, project });
			else sorted.projects.set(id, [{ ...line, project }]);
		} else if (project.kind === 'outside' && outsideProjects === 'ignore') sorted.outside.push(line);
		else sorted.undecided.push(line);
	}
	return sorted;
}

/** Why lines are without a project, all of them in one message. */
export function undecidedReason(lines: OrderLine[]): { reason: ReasonCode; what: string } {
	const ambiguous = lines.flatMap((line) =>
		line.project.kind === 'ambiguous' ? [`line ${assignedLine(line)}: ${line.project.rules.join(' and ')}`] : [],
	);
	const unmapped = lines.filter(({ project }) => project.kind !== 'ambiguous').map((line) => assignedLine(line));
	const texts = [
		...(ambiguous.length > 0 ? [sentence(handful(ambiguous, '; '))] : []),
		...(unmapped.length > 0 ? [`No row of the roster fits line ${handful(unmapped, '; ')}.`] : []),
	];
	return { reason: ambiguous.length > 0 ? 'project_ambiguous' : 'unmapped_project', what: texts.join(' ') };
}

/** What a contract says about the lines of its order that it does not have. */
export function leftOutRemarks({ outside }: Sorted, unassigned: string[]): string[] {
	return [
		...(outside.length > 0 ? [`Left out, because it belongs to no project: ${handful(outside.map(lineName))}.`] : []),
		...(unassigned.length > 0 ? [`Left out, because it has no account assignment: item ${handful(unassigned)}.`] : []),
	];
}
