import { definitions } from '../../shared/tables/definitions';
import type { ExplainedRow } from '../../shared/model';

/**
 * The rows that a recorded rule, or the message of an outcome, names: `row 17: glAccount=6300*`, with or without what it
 * results in behind an arrow, and `the row of 2201: sap_project=P-1001` for the roster. Texts of earlier versions that name
 * no row give none. What a row results in may name segments: `03-100 / M; Phase=P`.
 */
export function rowsNamedIn(rule: string): ExplainedRow[] {
	const numbered = [
		...rule.matchAll(/\brow (\d+): ([^;→]*?)(?: → (.+?))?(?=;(?! [^;=:]+=)|→|\.(?:\s|$)| and row \d|$)/gs),
	];
	const ofProjects = [...rule.matchAll(/\bthe row of (\S+): (sap_\w+=[^;]*)/g)];
	return [
		...numbered.map(([, id = '', pattern = '', result = '']) => {
			const inRoster = /^sap_\w+=/.test(pattern);
			return row(inRoster ? 'projects' : 'cost_codes', id, pattern.trim(), result);
		}),
		...ofProjects.map(([, project = '', pattern = '']) => row('projects', '', pattern.trim(), `project ${project}`)),
	];
}

const row = (table: 'projects' | 'cost_codes', id: string, pattern: string, result: string): ExplainedRow => ({
	table: definitions[table].name,
	id,
	pattern,
	result: result.trim(),
	basis: 'recorded',
});
