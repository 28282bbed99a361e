import type { LedgerRow } from '../../ledger';
import type { Candidate, HeldDetail } from '../../lanes/supplier/candidates';
import { history } from '../forms/history';
import { addressOf } from '../frame';
import type { Column } from '../kit/columns';
import { supplierText } from '../kit/documents';
import { counted, daysBetween, grouped, moneyTexts, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { openIn } from '../kit/links';
import type { Page } from '../kit/page';
import { totals } from '../kit/sums';
import { table } from '../kit/table';
import { tiles } from '../kit/tiles';
import type { Links } from '../links';
import { startButton, seenNotice, toneOfNone, type Seen } from '../seen';
import { alikeText, refusalOf } from './candidates';
import { partyEntry } from './oneTime';
import { decisionText, waitsText, type HeldSupplier, type PlannedVendor, type VendorsReport } from './model';

/** Suppliers that are shown at once: what most waits for comes first, the others follow as these are decided. */
const mostShown = 100;
/** Those that stand on the page; the others open with a click. */
const mostOpen = 12;

/** Suppliers that wait for somebody's word, each with its candidates and a form to decide. */
export function vendorsPage(report: VendorsReport, changes: ReadonlyArray<LedgerRow<'changes'>>, links: Links): Page {
	const { seen, toDecide, decided, oneTime, planned, at } = report;
	const entries = toDecide.slice(0, mostShown).map((each, index) => entry(each, { id: `a${index}`, at, seen, links }));
	const ours = changes
		.filter(({ table_name: name }) => ['sap_procore_vendors', 'sap_procore_values'].includes(name))
		.sort((a, b) => (a.at < b.at ? -1 : 1));
	return {
		title: 'Vendors',
		subtitle: `${report.customer} · ${timeText(at)} UTC`,
		top: [
			...seenNotice(seen),
			tiles([
				{
					label: 'Suppliers to decide on',
					value: grouped(String(toDecide.length)),
					tone: toDecide.length > 0 ? 'warn' : toneOfNone(seen),
				},
				{ label: 'Waits for them', value: waitingText(toDecide) || '0' },
				{ label: 'Decided', value: grouped(String(decided.length)), note: waitingText(decided) },
			]),
		],
		sections: [
			{
				title: 'Suppliers to decide on',
				about: 'The largest amount that waits first. Nothing is linked or created before you confirm it.',
				content: [
					...(toDecide.length === 0 ? [markup`<p class="empty">None.</p>`] : []),
					...entries.slice(0, mostOpen),
					...folded(entries.slice(mostOpen)),
					...more(toDecide.length - mostShown),
				],
			},
			{
				title: 'Decided',
				about: 'The next run does it. What is left out of Procore stays here as long as documents wait for it.',
				content: decidedContent(report, links),
			},
			...(oneTime.length > 0
				? [
						{
							title: 'One-time suppliers',
							about:
								'By the name on the order. Each gets the one vendor that you name; without one its orders are held.',
							content: oneTime.slice(0, mostShown).map((party, index) => partyEntry(party, String(index), seen)),
						},
					]
				: []),
			...(planned.length > 0
				? [
						{
							title: 'What the preview would write',
							about: plannedText(planned),
							content: [
								markup`<details><summary>${counted(planned.length, 'supplier')}</summary>\n${plannedTable(planned, links)}</details>\n`,
							],
						},
					]
				: []),
			{ title: 'Changes made on this page', content: [history(ours, 'vendors')] },
		],
	};
}

/** `Link 3 suppliers to vendors that are there, create 52 vendors.` */
function plannedText(planned: readonly PlannedVendor[]): string {
	const count = (action: string) => planned.filter((each) => each.action === action).length;
	const parts = [
		count('link') > 0 ? `link ${counted(count('link'), 'supplier')} to a vendor that is there` : '',
		count('update') > 0 ? `change ${counted(count('update'), 'vendor')}` : '',
		count('create') > 0 ? `create ${counted(count('create'), 'vendor')}` : '',
	].filter(Boolean);
	return `It would ${parts.join(', ')}.`;
}

export const plannedColumns: Array<Column<PlannedVendor>> = [
	{ key: 'supplier', label: 'Supplier', width: 'medium', value: ({ supplier }) => supplier },
	{ key: 'name', label: 'Name', width: 'long', value: ({ name }) => name },
	{
		key: 'action',
		label: 'Would',
		width: 'medium',
		value: ({ action, vendorId }) => [action, vendorId && 'vendor', vendorId].filter(Boolean).join(' '),
	},
	{ key: 'remarks', label: 'Remarks', value: ({ remarks }) => remarks.join(' ') },
];

const plannedTable = (planned: readonly PlannedVendor[], links: Links): Html =>
	table(plannedColumns, planned, {
		empty: '',
		most: mostShown,
		open: ({ supplier, vendorId }) => [
			...links.sap('supplier', supplier),
			...links.procore('supplier', { projectId: '', id: vendorId }),
		],
	});

const waitingText = (all: readonly HeldSupplier[]) => moneyTexts(totals(all.flatMap(({ amounts }) => amounts)));

const folded = (entries: readonly Html[], label = 'more'): Html[] =>
	entries.length === 0
		? []
		: [markup`<details><summary>${grouped(String(entries.length))} ${label}</summary>\n${entries}</details>\n`];

const more = (count: number): Html[] =>
	count <= 0
		? []
		: [
				markup`<p class="empty">${grouped(String(count))} more in the <a href="${addressOf('vendors', { format: 'xlsx' })}">file</a>.</p>`,
			];

const decidedColumns: Array<Column<HeldSupplier>> = [
	{ key: 'supplier', label: 'Supplier', width: 'long', value: supplierText },
	{ key: 'decision', label: 'Decision', value: ({ decided }) => (decided ? decisionText(decided) : '') },
	{ key: 'by', label: 'By', value: ({ decided }) => decided?.by ?? '' },
	{ key: 'waits', label: 'Waits for it', value: waitsText },
];

function decidedContent({ decided, at, seen }: VendorsReport, links: Links): Html[] {
	if (decided.length === 0) return [markup`<p class="empty">None.</p>`];
	const choose = {
		field: 'supplier',
		value: ({ supplier }: HeldSupplier) => supplier,
		label: ({ supplier }: HeldSupplier) => `Choose ${supplier}`,
	};
	const open = ({ supplier, decided: made }: HeldSupplier) => [
		...links.sap('supplier', supplier),
		...links.procore('supplier', { projectId: '', id: made?.vendorId ?? '' }),
	];
	return [
		markup`<form method="get">\n<input type="hidden" name="page" value="vendors">\n${table(decidedColumns, decided, { empty: '', most: mostShown, choose, open })}<p>${startButton(seen, 'run', 'Run now…')}</p>\n</form>\n`,
		...folded(
			decided.slice(0, mostShown).map((each, index) => entry(each, { id: `b${index}`, at, seen, links })),
			'to decide again',
		),
	];
}

interface Entry {
	/** Tells its fields from those of the others. */
	id: string;
	/** Now, ISO 8601. */
	at: string;
	seen: Seen;
	links: Links;
}

function entry(held: HeldSupplier, { id, at, seen, links }: Entry): Html {
	const days = daysBetween(held.since, at);
	const facts = [
		held.title || 'no run has it on record',
		waitsText(held),
		held.since === '' ? '' : days > 0 ? counted(days, 'day') : 'new today',
	];
	return markup`<details class="group"><summary><strong>${supplierText(held)}</strong> <span class="note">${facts.filter(Boolean).join(' · ')}</span></summary>
${[held.message, held.advice].filter(Boolean).map((text) => markup`<p>${text}</p>\n`)}<form method="get">
<input type="hidden" name="page" value="vendors">
<input type="hidden" name="supplier" value="${held.supplier}">
${compared(held, links)}<fieldset><legend>Decision on supplier ${held.supplier}</legend>
${(held.detail?.candidates ?? []).filter((each) => refusalOf(each, held.supplier) === '').map((each) => radio(`link:${each.id}`, linkText(each)))}<label><input type="radio" name="choice" value="other" required> Link another vendor, with the number</label> <input name="vendor" aria-label="Number of another vendor for supplier ${held.supplier}" id="vendor-${id}" inputmode="numeric" pattern="[0-9]*" maxlength="20" autocomplete="off"><br>
${radio('create', 'Create a vendor of its own')}${radio('ignore', 'Ignore: leave it out of Procore')}</fieldset>
<p><button name="do" value="decide">Save…</button>${startButton(seen, 'decide-run', 'Save and run now…')}</p>
</form></details>
`;
}

const linkText = (each: Candidate) => `Link vendor ${each.id} "${each.name}": ${alikeText(each)}`;

const radio = (value: string, text: string): Html =>
	markup`<label><input type="radio" name="choice" value="${value}" required> ${text}</label><br>\n`;

/** One side of the comparison. */
interface Side {
	what: string;
	/** `""` = it is the supplier. */
	vendorId: string;
	name: string;
	address: string;
	phone: string;
	taxNumber: string;
	speaks: string;
}

const sideColumns: Array<Column<Side>> = [
	{ key: 'what', label: 'Whose', value: ({ what }) => what },
	{ key: 'name', label: 'Name', value: ({ name }) => name },
	{ key: 'tax_number', label: 'Tax number', value: ({ taxNumber }) => taxNumber },
	{ key: 'address', label: 'Address', width: 'long', value: ({ address }) => address },
	{ key: 'phone', label: 'Phone', value: ({ phone }) => phone },
	{ key: 'speaks', label: 'What speaks for it', width: 'long', value: ({ speaks }) => speaks },
];

/** The supplier and its candidates below each other, column by column. */
function compared({ supplier, detail, runId }: HeldSupplier, links: Links): Html {
	const inSap = links.sap('supplier', supplier);
	if (!detail)
		return markup`${openIn(inSap)}<p class="note">What Procore has is not on record yet: a run that meets the supplier puts it there.</p>\n`;
	return table(sideColumns, sidesOf(supplier, detail), {
		empty: '',
		open: ({ vendorId }) =>
			vendorId === '' ? [...inSap, ...links.run(runId)] : links.procore('supplier', { projectId: '', id: vendorId }),
	});
}

const sidesOf = (supplier: string, { party, candidates }: HeldDetail): Side[] => [
	{ ...party, what: `SAP: supplier ${supplier}`, vendorId: '', speaks: '' },
	...candidates.map((each) => ({
		...each,
		vendorId: each.id,
		what: `Procore: vendor ${each.id}${each.active ? '' : ', inactive'}`,
		speaks: [alikeText(each), refusalOf(each, supplier)].filter(Boolean).join('; but '),
	})),
];
