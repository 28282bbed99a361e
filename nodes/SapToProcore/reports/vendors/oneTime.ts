import { compared } from '../../../shared/decimal';
import type { LedgerRow } from '../../ledger';
import type { OpenException } from '../exceptions/model';
import { markup, type Html } from '../kit/html';
import { totals } from '../kit/sums';
import { startButton, type Seen } from '../seen';
import { waitsText, type OneTimeParty } from './model';

export const oneTimeKind = 'one_time_supplier';

/** The parties on orders of one-time suppliers that wait, by their names, the largest amount first; filled or not. */
export function oneTimeParties(
	rows: ReadonlyArray<LedgerRow<'values'>>,
	open: readonly OpenException[],
): OneTimeParty[] {
	const waiting = open.filter(({ reason }) => reason === oneTimeKind);
	const named = new Map<string, LedgerRow<'values'>>();
	for (const row of rows) if (row.kind === oneTimeKind && !named.has(row.sap_value)) named.set(row.sap_value, row);
	return [...named.values()]
		.map((row): OneTimeParty => {
			const own = waiting.filter(({ message }) => names(message, row.sap_value));
			return {
				...{ name: row.sap_value, vendorId: row.procore_value, by: row.changed_by },
				documents: own.map(({ entity, sapKey: key }) => ({ entity, key })),
				amounts: totals(own),
			};
		})
		.filter(({ vendorId, documents }) => vendorId === '' || documents.length > 0)
		.sort((a, b) => compared(largest(b), largest(a)) || a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** Whether an exception names the party, and not one whose name goes on behind it. */
function names(message: string, name: string): boolean {
	const text = `on the order ${name}`;
	const parts = message.split(text).slice(1);
	return parts.some((rest) => /^(?:$|[.;,]|\s*(?:;|and \d+ more))/.test(rest));
}

const largest = ({ amounts }: OneTimeParty) =>
	amounts
		.map(({ amount }) => amount.replace('-', ''))
		.reduce((most, amount) => (compared(amount, most) > 0 ? amount : most), '0');

/** A party with the form that says which vendor it is. */
export function partyEntry({ name, vendorId, documents, amounts }: OneTimeParty, id: string, seen: Seen): Html {
	const facts = [vendorId === '' ? '' : `vendor ${vendorId}, with the next run`, waitsText({ documents, amounts })];
	return markup`<details class="group"><summary><strong>${name}</strong> <span class="note">${facts.filter(Boolean).join(' · ')}</span></summary>
<form method="get">
<input type="hidden" name="page" value="vendors">
<input type="hidden" name="party" value="${name}">
<p><label for="party-${id}">Number of its vendor in Procore</label><br>
<input id="party-${id}" name="vendor" inputmode="numeric" pattern="[0-9]*" maxlength="20" required autocomplete="off" value="${vendorId}"></p>
<p><button name="do" value="one-time">Save…</button>${startButton(seen, 'one-time-run', 'Save and run now…')}</p>
</form></details>
`;
}
