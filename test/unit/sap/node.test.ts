import { NodeConnectionTypes, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { reasonOf } from '../../../nodes/shared/http';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { errorOf, fakeSap, type FakeAnswer, type FakeOptions } from './fakes';
import { supplierRow } from './rows';

const list = (rows: unknown[], next?: string): FakeAnswer => ({
	body: { d: { results: rows, ...(next ? { __next: next } : {}) } },
});
const suppliers = { resource: 'supplier', operation: 'getAll', returnAll: true };
const run = async (context: IExecuteFunctions) => (await new SapS4Hana().execute.call(context))[0] ?? [];
const numbered = (number: number, changes: IDataObject = {}) =>
	supplierRow({ BusinessPartner: `1${number}`, Supplier: String(number), ...changes });

async function execute(options: FakeOptions) {
	const { context, requests } = fakeSap(options);
	return { items: await run(context), queries: requests.map(({ url }) => new URL(url).searchParams), requests };
}

beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => jest.restoreAllMocks());

describe('the node', () => {
	it('is described as n8n wants it', () => {
		const { description } = new SapS4Hana();
		expect(description).toMatchObject({ name: 'sapS4Hana', usableAsTool: true, inputs: [NodeConnectionTypes.Main] });
	});

	it('sends GET only, with client and language of the credential', async () => {
		const credentials = { sapClient: '100', language: 'DE' };
		const { requests } = await execute({ parameters: suppliers, credentials, answer: () => list([]) });
		expect(requests[0]).toMatchObject({
			method: 'GET',
			headers: { accept: 'application/json', 'sap-client': '100', 'sap-language': 'DE' },
		});
	});

	it('wants an API URL', async () => {
		const { context } = fakeSap({ parameters: suppliers, credentials: { apiUrl: ' ' }, answer: () => list([]) });
		const error = await errorOf(() => run(context));
		expect(error.message).toBe('The SAP S/4HANA credential has no API URL [item 0]');
		expect(reasonOf(error)).toBe('configuration_invalid');
	});

	it('reads once for every input item and pairs the output with it', async () => {
		const items = [{ json: {} }, { json: { a: 1 } }];
		const { items: output } = await execute({ parameters: suppliers, items, answer: () => list([numbered(1)]) });
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});
});

describe('Supplier > Get Many', () => {
	it('asks for suppliers only, without a time filter', async () => {
		const { queries } = await execute({ parameters: suppliers, answer: () => list([]) });
		expect(queries[0]?.get('$filter')).toBe("Supplier ne ''");
		expect(queries[0]?.get('$orderby')).toBe('BusinessPartner');
		expect(queries[0]?.get('$top')).toBe('200');
	});

	it('widens the window to whole days and the overlap', async () => {
		const filters = { changedFrom: '2026-10-01T23:30:00-02:00', changedTo: '2026-10-03T06:00:00Z' };
		const { queries } = await execute({ parameters: { ...suppliers, filters }, answer: () => list([]) });
		const within = (property: string) =>
			`(${property} ge datetime'2026-10-01T00:00:00' and ${property} le datetime'2026-10-04T00:00:00')`;
		expect(queries[0]?.get('$filter')).toBe(
			`(Supplier ne '') and (${within('LastChangeDate')} or ${within('CreationDate')})`,
		);
	});

	it('goes on after the last partner', async () => {
		const options = { pageSize: 2 };
		const { items, queries } = await execute({
			parameters: { ...suppliers, options },
			answer: (_, count) => list(count === 1 ? [numbered(1), numbered(2)] : [numbered(3)]),
		});
		expect(items.map(({ json }) => json.supplier)).toEqual(['1', '2', '3']);
		expect(queries[1]?.get('$filter')).toBe("(Supplier ne '') and (BusinessPartner gt '12')");
	});

	it('reads given numbers in groups of 40, without leading zeros, and tells which SAP does not have', async () => {
		const supplierKeys = Array.from({ length: 81 }, (_, index) => `000${index + 1}`);
		const { items, queries } = await execute({
			parameters: { ...suppliers, filters: { supplierKeys } },
			continueOnFail: true,
			answer: (url) => {
				const asked = [...(url.searchParams.get('$filter') ?? '').matchAll(/Supplier eq '(\d+)'/g)];
				return list(asked.map(([, key]) => numbered(Number(key))).filter(({ Supplier }) => Supplier !== '50'));
			},
		});
		expect(queries).toHaveLength(3);
		expect(items).toHaveLength(81);
		expect(items.at(-1)?.json).toMatchObject({
			error: 'SAP has no supplier 50',
			details: { sapKey: '50', status: 'failed', action: 'none', reason: 'not_found' },
		});
	});

	it('leaves other company codes out after reading, and fills the limit with the right ones', async () => {
		const other = (number: number) => supplierRow({ BusinessPartner: `1${number}` }, { to_SupplierCompany: [] });
		const parameters = { ...suppliers, returnAll: false, limit: 1, filters: { companyCodes: '1710, 9999' } };
		const { items } = await execute({ parameters, answer: () => list([other(1), numbered(2), numbered(3)]) });
		expect(items.map(({ json }) => json.supplier)).toEqual(['2']);
	});

	it('gives the record of SAP when it is not to be simplified', async () => {
		const row = { ...numbered(1), __metadata: { uri: 'x' }, LastChangeDate: 'garbage' };
		const { items } = await execute({
			parameters: { ...suppliers, simplify: false },
			answer: () => list([row]),
		});
		expect(items[0]?.json).toEqual({ ...numbered(1), LastChangeDate: 'garbage' });
	});

	const oneBad = () => list([numbered(1), numbered(2, { LastChangeDate: 'x' }), numbered(3)]);

	it('stops at a supplier that it cannot read', async () => {
		const { context } = fakeSap({ parameters: suppliers, answer: oneBad });
		const error = await errorOf(() => run(context));
		expect(error.message).toBe('Supplier 2 could not be read [item 0]');
		expect(error.context.itemIndex).toBe(0);
	});

	it('goes on past it when told to', async () => {
		const { items } = await execute({ parameters: suppliers, continueOnFail: true, answer: oneBad });
		expect(items.map(({ json }) => json.supplier)).toEqual(['1', undefined, '3']);
		expect(Object.keys(items[1]?.json ?? {})).toEqual(['error', 'details']);
		expect(items[1]?.json.details).toMatchObject({
			sapKey: '2',
			entity: 'supplier',
			status: 'failed',
			action: 'none',
			reason: 'unreadable_document',
			message: 'Supplier 2 could not be read',
		});
	});

	it('keeps what it read when the rest fails, and adds one outcome for the whole', async () => {
		const { items } = await execute({
			parameters: { ...suppliers, options: { pageSize: 1 } },
			continueOnFail: true,
			answer: (_, count) => (count === 1 ? list([numbered(1)]) : { status: 403, body: '' }),
		});
		expect(items).toHaveLength(2);
		expect(items[1]?.json.details).toMatchObject({ sapKey: '', status: 'failed', reason: 'service_not_available' });
		expect(items[1]?.pairedItem).toEqual({ item: 0 });
	});

	it.each([
		['Changed From', { filters: { changedFrom: 'yesterday' } }],
		['Changed To', { filters: { changedTo: '2026-02-30' } }],
		['Page Size', { options: { pageSize: 0 } }],
		['Day Overlap', { options: { dayOverlap: 0.5 } }],
		['Limit', { returnAll: false, limit: 'many' }],
	])('names the parameter that cannot be used: %s', async (name, parameters) => {
		const { context, requests } = fakeSap({ parameters: { ...suppliers, ...parameters }, answer: () => list([]) });
		expect((await errorOf(() => run(context))).message).toBe(`The parameter '${name}' cannot be used [item 0]`);
		expect(requests).toHaveLength(0);
	});

	it('takes dates of expressions as well', async () => {
		const filters = { changedFrom: new Date('2026-10-02T00:00:00Z') };
		const { queries } = await execute({ parameters: { ...suppliers, filters }, answer: () => list([]) });
		expect(queries[0]?.get('$filter')).toContain("LastChangeDate ge datetime'2026-10-01T00:00:00'");
	});
});

describe('Supplier > Get', () => {
	const get = (supplier: unknown) => ({ resource: 'supplier', operation: 'get', supplier });

	it('reads one', async () => {
		const { items, queries } = await execute({ parameters: get(' 007 '), answer: () => list([numbered(7)]) });
		expect(items.map(({ json }) => json.supplier)).toEqual(['7']);
		expect(queries.map((query) => query.get('$filter'))).toEqual(["Supplier eq '7'"]);
	});

	it.each([
		['an unknown number', 'US-X', 'SAP has no supplier US-X [item 0]', 'not_found'],
		['no number', '', "The parameter 'Supplier' cannot be used [item 0]", 'configuration_invalid'],
	])('refuses %s', async (_, supplier, message, reason) => {
		const { context } = fakeSap({ parameters: get(supplier), answer: () => list([]) });
		const error = await errorOf(() => run(context));
		expect([error.message, reasonOf(error)]).toEqual([message, reason]);
	});
});

describe('answers that break off', () => {
	const system = { resource: 'system', operation: 'get' };
	const half = '{"d":{"EntitySets":["A_Bus';
	const whole = { d: { EntitySets: [] } };

	it.each([half, '', 'Bad'])('are asked for again (%j)', async (body) => {
		const { items, requests } = await execute({
			parameters: system,
			answer: (_, count) => ({ body: count < 3 ? body : whole, headers: { date: 'Thu, 01 Oct 2026 06:00:00 GMT' } }),
		});
		expect(requests).toHaveLength(3);
		expect(items[0]?.json).toEqual({
			system: 'S4P',
			now: '2026-10-01T06:00:00.000Z',
			clock: 'sap',
			host: 'sap.example',
		});
	});

	it('are given up after four times', async () => {
		const { context, requests } = fakeSap({ parameters: system, answer: () => ({ body: half }) });
		expect((await errorOf(() => run(context))).message).toMatch(/no OData V2 answer/);
		expect(requests).toHaveLength(4);
	});

	it('are not asked for again when they are a web page', async () => {
		const { context, requests } = fakeSap({ parameters: system, answer: () => ({ body: '<html></html>' }) });
		expect((await errorOf(() => run(context))).message).toMatch(/web page/);
		expect(requests).toHaveLength(1);
	});

	it('use the clock of n8n when SAP sends no date', async () => {
		const { items } = await execute({ parameters: system, answer: () => ({ body: whole, headers: {} }) });
		expect(items[0]?.json).toMatchObject({ clock: 'n8n' });
	});
});
