import type { Explanation } from '../../shared/model';
import { explain, keyOfDocument, readSearch, type LastRun, type SapAnswer } from '../explain';
import type { Ledger } from '../ledger';
import { readFacts } from './explanationFacts';
import { lanesOf, lastSettings, orderSettingsOf } from './report/lastSettings';

/**
 * Explains a word by what the tables have, and by what SAP has said.
 * @param answer undefined = SAP was not asked
 */
export async function explained(ledger: Ledger, search: string, answer: SapAnswer | undefined): Promise<Explanation> {
	const now = new Date();
	const { keys } = readSearch(search);
	// Documents that nobody has asked for need no mapping.
	const sap = answer && {
		...answer,
		documents: answer.documents.filter((document) => keys.includes(keyOfDocument(document))),
	};
	const facts = await readFacts(ledger, keys, sap);
	const asksForRun = facts.whole.size > 0;
	return explain({
		...{ customer: ledger.customer, now: now.toISOString(), search, facts, sap },
		lastRun: asksForRun ? await lastRunOf(ledger, now.getTime()) : undefined,
	});
}

async function lastRunOf(ledger: Ledger, now: number): Promise<LastRun | undefined> {
	const settings = await lastSettings(ledger, now);
	// The system ID is part of identities only, and of what would be decided none is told.
	return settings && { lanes: lanesOf(settings), orders: orderSettingsOf(settings, '') };
}
