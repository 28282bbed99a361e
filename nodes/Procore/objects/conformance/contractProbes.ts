import type { IDataObject } from 'n8n-workflow';
import { CouldNotTell, probe, type Probe } from '../../../shared/conformance';
import { compared, readDecimal } from '../../../shared/decimal';
import { list } from '../../api/paging';
import { contractsPath } from '../contract/record';
import { lineAmount, type Bench } from './bench';
import { changeOrderKind, contractKind } from './sandbox';

export type ProcoreProbe = Probe<Bench>;
export const procoreProbe = probe<Bench, string>;

const isAmount = (value: unknown, amount: string) => {
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return readDecimal(text) !== undefined && compared(text, amount) === 0;
};

const status = procoreProbe({
	id: 'contracts.status',
	assumes: 'A program can set the status of a contract.',
	setting: 'Map orders > Contract Status',
	ask: async (bench) => (await bench.approval()).answer,
	answers: {
		kept: { state: 'confirmed', says: 'It can.' },
		refused: { state: 'different', says: 'Procore refuses it: a workflow controls the status.', value: 'Draft' },
		ignored: {
			state: 'different',
			says: 'Procore takes the request and keeps the status: a workflow controls it.',
			value: 'Draft',
		},
	},
});

const lock = procoreProbe({
	id: 'contracts.lock',
	assumes: 'Lines of an approved contract cannot be changed.',
	ask: async (bench) => {
		const { contract, line } = await bench.approved();
		const body = { ...bench.project, line_item: { amount: lineAmount, description: 'Changed' } };
		const reply = await bench.sandbox.below(contract, {
			...{ task: 'contract.write', method: 'PATCH', path: `line_items/${String(line.id)}`, body },
		});
		return reply.taken ? 'open' : 'locked';
	},
	answers: {
		locked: { state: 'confirmed', says: 'Procore refuses it.' },
		open: { state: 'different', says: 'Procore takes it. The sync reopens the contract all the same.' },
	},
});

const reopening = procoreProbe({
	id: 'contracts.reopening',
	assumes: 'An approved contract without invoices and change orders can be set back to Draft.',
	setting: 'Upsert contracts > On Approved Contract',
	ask: async (bench) => {
		await bench.needsStatus();
		const { made } = await bench.contract();
		await bench.line(made, { amount: lineAmount });
		await bench.setStatus(made, 'Approved');
		const reply = await bench.setStatus(made, 'Draft');
		return reply.taken && reply.body.status === 'Draft' ? 'possible' : 'impossible';
	},
	answers: {
		possible: { state: 'confirmed', says: 'It can.' },
		impossible: { state: 'different', says: 'It stays approved.', value: 'Draft a Change Order' },
	},
});

/** A draft change order of the approved contract, if Procore lets us. */
async function askForChangeOrder(bench: Bench) {
	const { contract } = await bench.approved();
	return await bench.once('change order', async () => {
		const change_order = { contract_id: contract.id, title: bench.sandbox.next(), status: 'draft' };
		return await bench.sandbox.make(changeOrderKind(bench.projectId), { change_order });
	});
}

const changeOrders = procoreProbe({
	id: 'changeOrders.api',
	assumes: 'A change order of an approved contract can be drafted by a program.',
	ask: async (bench) => {
		const asked = await askForChangeOrder(bench);
		if (!('refused' in asked)) return 'taken';
		return asked.refused.status === 403 ? 'forbidden' : 'refused';
	},
	answers: {
		taken: { state: 'confirmed', says: 'It can.' },
		forbidden: {
			state: 'different',
			says: 'Procore forbids it: the project has three tiers of change orders, or the account lacks the permission. Choose nothing with a change order for On Approved Contract.',
		},
		refused: {
			state: 'different',
			says: 'Procore refuses it. Choose nothing with a change order for On Approved Contract.',
		},
	},
});

const changeOrderList = procoreProbe({
	id: 'changeOrders.contract',
	assumes: 'The list of change orders says of which contract they are.',
	ask: async (bench) => {
		const asked = await askForChangeOrder(bench);
		if ('refused' in asked) throw new CouldNotTell('There is no change order; see changeOrders.api.');
		const { task, path } = changeOrderKind(bench.projectId);
		const { contract } = await bench.approved();
		const rows = await list(bench.client, { task, path, query: {} });
		const row = rows.find(({ id }) => String(id) === String(asked.made.id));
		return String(row?.contract_id) === String(contract.id) ? 'named' : 'unnamed';
	},
	answers: {
		named: { state: 'confirmed', says: 'It does.' },
		unnamed: { state: 'different', says: 'It does not. They are read contract by contract.' },
	},
});

const withoutVendor = procoreProbe({
	id: 'contracts.withoutVendor',
	assumes: 'A contract without a vendor can be in Processing.',
	ask: async (bench) => {
		await bench.needsStatus();
		const { made } = await bench.contract({ vendor_id: null });
		return (await bench.setStatus(made, 'Processing')).taken ? 'taken' : 'refused';
	},
	answers: {
		taken: { state: 'confirmed', says: 'It can.' },
		refused: { state: 'different', says: 'It needs a vendor for any status but Draft.' },
	},
});

const vendorOutside = procoreProbe({
	id: 'contracts.vendorOutsideProject',
	assumes: "A contract can name a vendor that is not in the project's directory.",
	ask: async (bench) => {
		const path = `/rest/v1.0/projects/${encodeURIComponent(bench.projectId)}/vendors`;
		const inside = await list(bench.client, { task: 'vendor.read', path, query: {}, perPage: 100 });
		const ids = new Set(inside.map(({ id }) => String(id)));
		const outside = (await bench.vendors()).find((id) => !ids.has(String(id)));
		if (outside === undefined) throw new CouldNotTell("Every vendor that was looked at is in the project's directory.");
		return 'refused' in (await bench.askForContract({ vendor_id: outside })) ? 'refused' : 'taken';
	},
	answers: {
		taken: { state: 'confirmed', says: 'It can.' },
		refused: { state: 'different', says: 'Procore refuses it: vendors have to be added to the project first.' },
	},
});

const duplicateNumber = procoreProbe({
	id: 'contracts.duplicateNumber',
	assumes: 'A contract number is refused when the project has it.',
	ask: async (bench) => {
		const { body } = await bench.contract();
		return 'refused' in (await bench.askForContract({ number: body.number })) ? 'refused' : 'taken';
	},
	answers: {
		refused: { state: 'confirmed', says: 'It is.' },
		taken: { state: 'different', says: 'It is taken twice.' },
	},
});

const syncRows = procoreProbe({
	id: 'sync.rows',
	assumes: 'A sync action takes the good rows and names a bad one by its origin ID, with status 200.',
	ask: async (bench) => {
		const { sandbox } = bench;
		const { body: existing } = await bench.contract();
		const [good, bad] = [sandbox.next(), sandbox.next()];
		const updates = [
			{ origin_id: good, number: good, title: good },
			{ origin_id: bad, number: existing.number, title: bad },
		];
		const request = { task: 'contract.write', path: `${contractsPath}/sync` } as const;
		const reply = await sandbox.sync(request, { ...bench.project, updates });
		if (!reply.taken) return 'whole';
		const { entities, errors } = reply.body as Record<'entities' | 'errors', IDataObject[] | undefined>;
		for (const { id } of entities ?? []) sandbox.keep(contractKind(bench.projectId), id as number);
		const has = (rows: IDataObject[] | undefined, origin: string) => rows?.some((row) => row.origin_id === origin);
		return has(entities, good) && has(errors, bad) ? 'named' : 'otherwise';
	},
	answers: {
		named: { state: 'confirmed', says: 'It does.' },
		whole: { state: 'different', says: 'It refuses all rows for a bad one. They are tried in halves.' },
		otherwise: { state: 'different', says: 'Its answer does not say the rows apart.' },
	},
});

const taxCode = procoreProbe({
	id: 'lines.taxCode',
	assumes: 'A contract line needs no tax code.',
	setting: 'Map orders > Tax Codes',
	ask: async (bench) => {
		const { made } = await bench.contract();
		const reply = await bench.askForLine(made, { amount: lineAmount });
		if (reply.taken) return 'optional';
		if (reply.error.fields.some(({ field }) => /tax/i.test(field))) return 'required';
		throw new CouldNotTell(`Procore refused a plain line for another reason (status ${reply.status}).`);
	},
	answers: {
		optional: { state: 'confirmed', says: 'It needs none.' },
		required: { state: 'different', says: 'Procore refuses a line without one.', value: 'on' },
	},
});

const taxInTotals = procoreProbe({
	id: 'contracts.taxInTotal',
	assumes: 'The total of a contract is the sum of its lines without tax.',
	ask: async (bench) => {
		const query = { company_id: bench.client.companyId };
		const codes = await list(bench.client, { task: 'taxCode.read', path: '/rest/v1.0/tax_codes', query, perPage: 100 });
		const taxing = codes.find(({ archived, rate1 }) => archived !== true && Number(rate1) > 0);
		if (taxing === undefined) throw new CouldNotTell('The company has no tax code with a rate.');
		const { made } = await bench.contract();
		await bench.line(made, { amount: lineAmount, tax_code_id: taxing.id });
		const whole = (await bench.sandbox.read('contract.read', made.path, bench.project)) as IDataObject;
		return isAmount(whole.grand_total, lineAmount) ? 'net' : 'gross';
	},
	answers: {
		net: { state: 'confirmed', says: 'It is.' },
		gross: { state: 'different', says: 'It holds the tax. Totals of contracts with tax codes are not compared.' },
	},
});

const readBack = procoreProbe({
	id: 'lines.amount',
	assumes: 'An amount with two decimals is kept as it is sent.',
	ask: async (bench) => {
		const { made } = await bench.contract();
		const origin = bench.sandbox.next();
		const { id } = await bench.line(made, { amount: lineAmount, origin_id: origin });
		const updates = [{ id, origin_id: origin, amount: '1234.56' }];
		const path = `${made.path}/line_items`;
		const request = { task: 'contract.write', path: `${path}/sync`, query: bench.project } as const;
		const reply = await bench.sandbox.sync(request, { updates });
		if (!reply.taken) throw new CouldNotTell(`Procore refused the amount (status ${reply.status}).`);
		const line = (await bench.sandbox.read('contract.read', `${path}/${String(id)}`, bench.project)) as IDataObject;
		return isAmount(line.amount, '1234.56') ? 'kept' : 'otherwise';
	},
	answers: {
		kept: { state: 'confirmed', says: 'It is.' },
		otherwise: { state: 'different', says: 'Procore took the request and holds another amount.' },
	},
});

const decimals = procoreProbe({
	id: 'lines.decimals',
	assumes: 'An amount with more decimals than the currency has is refused.',
	ask: async (bench) => {
		const { made } = await bench.contract();
		const reply = await bench.askForLine(made, { amount: '1.0005' });
		if (!reply.taken) return 'refused';
		return isAmount(reply.body.amount, '1.0005') ? 'kept' : 'rounded';
	},
	answers: {
		refused: { state: 'confirmed', says: 'It is.' },
		rounded: { state: 'different', says: 'Procore rounds it. The sync never sends one.' },
		kept: { state: 'different', says: 'Procore keeps all decimals. The sync never sends one.' },
	},
});

const rounding = procoreProbe({
	id: 'lines.rounding',
	assumes: 'Quantity times unit cost is rounded half up.',
	ask: async (bench) => {
		const { made } = await bench.contract({ accounting_method: 'unit' });
		const { amount } = await bench.line(made, { quantity: '3', unit_cost: '0.335', extended_type: 'calculated' });
		if (isAmount(amount, '1.01')) return 'up';
		if (isAmount(amount, '1.00')) return 'down';
		throw new CouldNotTell('The currency of the project has not two decimals, or the line was not calculated.');
	},
	answers: {
		up: { state: 'confirmed', says: 'It is.' },
		down: { state: 'different', says: 'It is rounded down or to even.', value: 'Amount' },
	},
	setting: 'Map orders > Line Method',
});

export const contractProbes: readonly ProcoreProbe[] = [
	status,
	taxCode,
	lock,
	reopening,
	changeOrders,
	changeOrderList,
	withoutVendor,
	vendorOutside,
	duplicateNumber,
	syncRows,
	taxInTotals,
	readBack,
	decimals,
	rounding,
];
