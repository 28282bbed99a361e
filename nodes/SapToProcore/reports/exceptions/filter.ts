import { isOf } from '../owners';
import { lastOf, type Query } from '../request';
import type { OpenException } from './model';

/** Which exceptions are shown, or meant; `""` = any. */
export interface ExceptionFilter {
	reason: string;
	projectId: string;
	entity: string;
	/** SAP number, or part of what is told about it. */
	find: string;
	/** `people` = somebody has to act, `itself` = it goes on by itself. */
	who: string;
	/** Who looks after the project: addresses separated by commas, or `none`. */
	owner: string;
}

/** The filter in the address of the page. */
export const filterOf = (query: Query): ExceptionFilter => ({
	reason: lastOf(query.reason),
	projectId: lastOf(query.project),
	entity: lastOf(query.entity),
	find: lastOf(query.find),
	who: lastOf(query.who),
	owner: lastOf(query.owner),
});

type Filtered = Pick<
	OpenException,
	'owners' | 'reason' | 'projectId' | 'project' | 'entity' | 'sapKey' | 'title' | 'message'
>;

/** Whether an exception is one that is looked for, whoever has to act. */
export function isMeant(row: Filtered, { reason, projectId, entity, find, owner }: ExceptionFilter): boolean {
	const word = find.toLowerCase();
	return (
		(reason === '' || row.reason === reason) &&
		(projectId === '' || row.projectId === projectId) &&
		(entity === '' || row.entity === entity) &&
		(owner === '' || isOf(row.owners, owner)) &&
		[row.sapKey, row.projectId, row.project, row.title, row.message].some((text) => text.toLowerCase().includes(word))
	);
}

/** Whether whoever has to act is who is looked for. */
export const isFor = ({ byItself }: Pick<OpenException, 'byItself'>, { who }: ExceptionFilter): boolean =>
	who === '' || (who === 'itself') === byItself;
