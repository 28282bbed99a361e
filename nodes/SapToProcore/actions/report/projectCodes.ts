import { z } from 'zod/v3';
import { parsedJson } from '../../../shared/json';
import { projectCodesSchema } from '../../../shared/model';
import type { Ledger } from '../../ledger';
import { costCodeMap, keysOf, rowsToFill } from '../../lookup/costCodes';
import { roster } from '../../lookup/roster';
import type { ProjectCode } from '../../mapping/suggest';
import type { KnownCodes } from '../../reports/mapping/codes';
import type { Source } from './source';

const cells = z.array(z.tuple([z.string(), z.string(), z.string(), z.string()]));

/** The cost codes of projects as they were read last. What nobody can read counts as not read. */
export async function codesOnRecord(ledger: Ledger): Promise<KnownCodes> {
	const known: KnownCodes = new Map();
	for (const row of await ledger.rows('project_codes')) {
		const read = cells.safeParse(parsedJson(row.codes));
		if (!read.success) continue;
		const codes = read.data.map(
			([costCode, costType, costCodeName, costTypeName]): ProjectCode => ({
				...{ costCode, costType, costCodeName, costTypeName },
			}),
		);
		known.set(row.project_id, { readAt: row.read_at, codes });
	}
	return known;
}

/** Keeps the cost codes that were read with this opening of the page; in words what was not read of those asked for. */
export async function keepCodes({ ledger, procore, now }: Source): Promise<string[]> {
	const { rows, gaps } = procore.gathered('codes', projectCodesSchema, 'Cost codes');
	if (rows.length > 0)
		await ledger.upsert(
			'project_codes',
			rows.map(({ projectId, codes }) => ({
				project_id: projectId,
				codes: JSON.stringify(
					codes.map(({ costCode, costType, costCodeName, costTypeName }) => [
						...[costCode, costType, costCodeName, costTypeName],
					]),
				),
				read_at: now,
			})),
		);
	return gaps;
}

/**
 * Projects whose cost codes are read when somebody asks for it: those that something waits in come first, then those that were
 * not read for the longest time, because the quota may end before all are read.
 * @param newerThan ISO 8601; what was read after that is not read again
 */
export async function projectsToRead(ledger: Ledger, newerThan: string): Promise<string[]> {
	const rows = await ledger.rows('projects');
	const projects = roster(rows);
	const map = await ledger.rows('cost_codes');
	const waiting = new Set(
		rowsToFill(map, costCodeMap(map)).flatMap((row) => {
			const found = projects.find({ ...keysOf(row), order: '' });
			return found.kind === 'project' ? [found.row.project_id] : [];
		}),
	);
	const readAt = new Map((await ledger.rows('project_codes')).map((row) => [row.project_id, row.read_at]));
	const ids = rows.filter((row) => row.project_id !== '' && row.active && row.sync_enabled);
	return [...new Set(ids.map((row) => row.project_id))]
		.filter((id) => newerThan === '' || (readAt.get(id) ?? '') <= newerThan)
		.sort(
			(a, b) =>
				Number(waiting.has(b)) - Number(waiting.has(a)) ||
				(readAt.get(a) ?? '').localeCompare(readAt.get(b) ?? '', 'en'),
		);
}
