import type { Fields } from '../odata/fields';

/** `L` = deleted; `S` = blocked, which is undone at any time and deletes nothing; a code of another kind deletes. */
export function isDeleted(row: Fields, codeField: string): boolean {
	const code = row.text(codeField).trim();
	return code !== '' && code !== 'S';
}
