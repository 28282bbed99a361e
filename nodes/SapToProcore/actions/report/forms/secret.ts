import { randomBytes } from 'node:crypto';
import type { Ledger } from '../../../ledger';

/** `entity` of the row of the table state that keeps what forms are signed with. */
const pagesEntity = 'pages';

/** A text that nobody can guess. */
export const randomText = (): string => randomBytes(24).toString('base64url');

const known = async (ledger: Ledger) => {
	const rows = await ledger.rows('state', [{ column: 'entity', value: pagesEntity }]);
	// Two pages that are opened at once may both make one: the first counts.
	return rows.map(({ secret }) => secret).find((secret) => secret !== '');
};

/** What forms of a customer are signed with; made when the first one is shown. */
export async function secretOf(ledger: Ledger): Promise<string> {
	const found = await known(ledger);
	if (found !== undefined) return found;
	await ledger.insert('state', [{ entity: pagesEntity, secret: randomText() }]);
	return (await known(ledger)) ?? '';
}

/** The same, without making one: a form that was sent has been signed before. `""` = there is none. */
export const knownSecret = async (ledger: Ledger): Promise<string> => (await known(ledger)) ?? '';
