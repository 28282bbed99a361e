import { z } from 'zod/v3';
import { makeEdits } from '../../../ledger/changes';
import { withoutZeros } from '../../../lookup/keys';
import { counted, moneyTexts } from '../../../reports/kit/format';
import { lastOf } from '../../../reports/request';
import { oneTimeKind } from '../../../reports/vendors/oneTime';
import { mostDocuments } from '../../../sync/request';
import { vendorsOnRecord } from '../vendors';
import { conflictText } from './conflict';
import { pageForm, type AnyForm } from './form';
import { alsoTaken, documentsSchema, started } from './started';

const named = z.object({
	name: z.string().min(1),
	/** The cell as it was, and as it is to be. */
	seen: z.string(),
	vendorId: z.string().min(1),
	/** What the sync is started for; none = the next run does it. */
	documents: documentsSchema,
});

/** Says which vendor the party on orders of a one-time supplier is; with `runs`, the sync takes them up at once. */
const nameVendor = (action: string, runs: boolean): AnyForm =>
	pageForm<z.infer<typeof named>>({
		action,
		page: 'vendors',
		data: named,
		fields: () => [],
		async propose({ ledger, now }, query) {
			const name = lastOf(query.party);
			const party = (await vendorsOnRecord(ledger, now)).oneTime.find((each) => each.name === name);
			if (!party) return 'No order waits for that name now. Choose one on the page.';
			const given = lastOf(query.vendor);
			if (!/^\d{1,20}$/.test(given))
				return 'That is not a Procore vendor. Enter the number in the address of the vendor page in Procore.';
			const vendorId = withoutZeros(given);
			if (vendorId === party.vendorId) return `"${name}" is vendor ${vendorId} already.`;
			const values = await ledger.rows('values', [{ column: 'kind', value: oneTimeKind }]);
			const others = values.filter((row) => row.procore_value === vendorId && row.sap_value !== name);
			const waiting = [counted(party.documents.length, 'document'), moneyTexts(party.amounts)].filter(Boolean);
			const documents = runs ? party.documents.slice(0, mostDocuments) : [];
			if (runs && documents.length === 0) return `No order waits for "${name}": save it without a run.`;
			return {
				title: `"${name}" on orders: vendor ${vendorId}`,
				effects: [
					`Orders of a one-time supplier with the name "${name}" become contracts with vendor ${vendorId}, those that come later, too. The vendor itself is not changed.`,
					...others.map(
						(row) => `Vendor ${vendorId} is "${row.sap_value}" as well: make sure that both are one company.`,
					),
					party.documents.length === 0
						? 'No order waits for it now.'
						: `What waits for it goes to Procore then: ${waiting.join(', ')}.`,
					'Nobody has looked the number up in Procore: make sure of it. If Procore does not have it, the orders go on waiting.',
					runs
						? `The sync starts now, for ${counted(documents.length, 'document')}. ${alsoTaken(documents)}`
						: 'The next run does it.',
				],
				about: [],
				fields: [],
				button: runs ? 'Save and run now' : 'Save',
				data: { name, seen: party.vendorId, vendorId, documents },
			};
		},
		async apply(source, { data: { name, seen, vendorId, documents }, by, formId }) {
			const { ledger, now } = source;
			const summary = `"${name}" on orders: vendor ${vendorId}`;
			const edit = {
				table: 'values',
				key: { kind: oneTimeKind, sap_value: name },
				seen: { procore_value: seen },
				cells: { procore_value: vendorId },
			} as const;
			const [result] = await makeEdits(ledger, [edit], { by, at: now, formId, summary });
			if (result !== 'made') return { message: `Nothing was saved.${conflictText([name])}` };
			if (documents.length === 0) return { message: `Saved: ${summary}.` };
			const run = await started(source, documents);
			return { ...run, message: `Saved: ${summary}. ${run.message}` };
		},
	});

export const oneTimeForms = [nameVendor('one-time', false), nameVendor('one-time-run', true)];
