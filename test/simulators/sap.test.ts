import { businessPartners, companyCodes, data, type Entity, type SapUnderTest, startSap } from './sap-client.ts';

let sap: SapUnderTest;
beforeEach(async () => {
	sap = await startSap();
});
afterEach(() => sap.server.close());

const number = (caseName: string) => data.cases[caseName]?.supplier ?? '';
const record = (caseName: string) => {
	const found = data.sap.suppliers.find((row) => row.supplier.Supplier === number(caseName));
	if (!found) throw new Error(caseName);
	return found;
};
const partner = (caseName: string) => record(caseName).businessPartner.BusinessPartner;
const padded = (text: string) => (/^\d+$/.test(text) ? text.padStart(10, '0') : text);
const sortedPartners = data.sap.suppliers
	.map((row) => row.businessPartner.BusinessPartner)
	.sort((a, b) => (padded(a) < padded(b) ? -1 : 1));
const keys = (rows: Entity[], name = 'BusinessPartner') => rows.map((row) => row[name]);

describe('V2 entities', () => {
	test('a list: metadata, links, dates, times, initial values', async () => {
		const { results, ...rest } = await sap.list('A_BusinessPartner', {
			$filter: `BusinessPartner eq '${partner('neverChanged')}'`,
		});
		expect(rest).toEqual({});
		const [row] = results;
		const uri = `${sap.server.url}${businessPartners}/A_BusinessPartner('${partner('neverChanged')}')`;
		expect(row).toMatchObject({
			__metadata: { id: uri, uri, type: 'API_BUSINESS_PARTNER.A_BusinessPartnerType' },
			LastChangeDate: null,
			LastChangeTime: 'PT00H00M00S',
			CreationDate: `/Date(${String(Date.parse(record('neverChanged').businessPartner.CreationDate))})/`,
			AcademicTitle: '',
			IsFemale: false,
			BirthDate: null,
			to_Supplier: { __deferred: { uri: `${uri}/to_Supplier` } },
		});
	});

	test('one entity by key, with zeros in front or not, and what it navigates to', async () => {
		const supplier = number('severalPaymentTerms');
		for (const key of [supplier, supplier.padStart(10, '0')]) {
			const { data: body } = await sap.get(`${businessPartners}/A_Supplier('${key}')`);
			expect(body).toMatchObject({ d: { Supplier: supplier } });
		}
		const companies = await sap.list(`A_Supplier('${supplier}')/to_SupplierCompany`);
		expect(keys(companies.results, 'PaymentTerms')).toEqual(['0004', 'NT30']);
		const one = await sap.get(`${businessPartners}/A_SupplierCompany(Supplier='${supplier}',CompanyCode='1710')`);
		expect(one.data).toMatchObject({ d: { CompanyCode: '1710', PaymentTerms: 'NT30' } });
		expect((await sap.get(`${businessPartners}/A_Supplier/$count`)).data).toBe(60);
	});

	test('nested expand and select', async () => {
		const { results } = await sap.list('A_BusinessPartner', {
			$filter: `Supplier eq '${number('twoEmails')}'`,
			$expand: 'to_Supplier/to_SupplierCompany,to_BusinessPartnerAddress/to_EmailAddress,to_BusinessPartnerTax',
			$select:
				'BusinessPartner,to_Supplier/SupplierName,to_Supplier/to_SupplierCompany/PaymentTerms,to_BusinessPartnerAddress/to_EmailAddress/EmailAddress,to_BusinessPartnerAddress/CityName',
		});
		const [row] = results;
		expect(row).toEqual({
			__metadata: expect.anything() as unknown,
			BusinessPartner: partner('twoEmails'),
			to_Supplier: {
				__metadata: expect.anything() as unknown,
				SupplierName: record('twoEmails').supplier.SupplierName,
				to_SupplierCompany: {
					results: record('twoEmails').companies.map((company) => ({
						__metadata: expect.anything() as unknown,
						PaymentTerms: company.PaymentTerms,
					})),
				},
			},
			to_BusinessPartnerAddress: {
				results: [
					expect.objectContaining({
						CityName: record('twoEmails').addresses[0]?.CityName,
						to_EmailAddress: {
							results: [
								expect.objectContaining({ EmailAddress: expect.stringContaining('sales@') as string }),
								expect.objectContaining({ EmailAddress: expect.stringContaining('invoices@') as string }),
							],
						},
					}),
				],
			},
		});
	});

	test('an expanded navigation that $select leaves out is left out', async () => {
		const { results } = await sap.list('A_BusinessPartner', { $top: '1', $expand: 'to_Supplier', $select: 'Supplier' });
		expect(Object.keys(results[0] ?? {})).toEqual(['__metadata', 'Supplier']);
	});

	test('an address that does not exist expands to nothing', async () => {
		const { results } = await sap.list('A_BusinessPartner', {
			$filter: `Supplier eq '${number('noAddress')}'`,
			$expand: 'to_BusinessPartnerAddress',
		});
		expect(results[0]?.to_BusinessPartnerAddress).toEqual({ results: [] });
	});

	test('company codes', async () => {
		const { data: body } = await sap.get(`${companyCodes}/A_CompanyCode`, { $select: 'CompanyCode,Currency' });
		expect(body).toMatchObject({
			d: {
				results: [
					{ CompanyCode: '1010', Currency: 'EUR' },
					{ CompanyCode: '1710', Currency: 'USD' },
					{ CompanyCode: '2810', Currency: 'JPY' },
					{ CompanyCode: '2910', Currency: 'KWD' },
				],
			},
		});
	});

	test('sap-client and sap-language pass, in the query and as headers', async () => {
		const query = { 'sap-client': '100', 'sap-language': 'EN', $top: '1' };
		expect((await sap.list('A_Supplier', query)).results).toHaveLength(1);
		const headers = { 'sap-client': '100', 'sap-language': 'EN' };
		expect((await sap.http.get(`${businessPartners}/A_Supplier?$top=1`, { headers })).status).toBe(200);
	});

	test('$metadata lists the properties', async () => {
		const { data: edmx } = await sap.get(`${businessPartners}/$metadata`);
		expect(edmx).toContain('<Property Name="LastChangeDate" Type="Edm.DateTime" sap:display-format="Date"/>');
	});
});

describe('V2 filters', () => {
	const filtered = async ($filter: string, set = 'A_BusinessPartner') =>
		(await sap.list(set, { $filter, $select: set === 'A_Supplier' ? 'Supplier' : 'BusinessPartner' })).results;

	test('changed or created since a day, as a delta asks', async () => {
		const day = '2026-06-01';
		const wanted = data.sap.suppliers
			.map((row) => row.businessPartner)
			.filter((row) => (row.LastChangeDate ?? '') >= day || row.CreationDate >= day)
			.map((row) => row.BusinessPartner);
		expect(wanted.length).toBeGreaterThan(0);
		const rows = await filtered(
			`(LastChangeDate ge datetime'${day}T00:00:00') or (CreationDate ge datetime'${day}T00:00:00')`,
		);
		expect(keys(rows).sort()).toEqual(wanted.sort());
	});

	test('null is found by eq null only', async () => {
		const never = data.sap.suppliers.filter((row) => row.businessPartner.LastChangeDate === null).length;
		expect(await filtered('LastChangeDate eq null')).toHaveLength(never);
		expect(await filtered("LastChangeDate le datetime'2099-01-01T00:00:00'")).toHaveLength(60 - never);
	});

	test('and binds closer than or, not closer than and', async () => {
		const [a, b] = [partner('umlaut'), partner('chinese')];
		const rows = await filtered(
			`BusinessPartner eq '${a}' or BusinessPartner eq '${b}' and not (BusinessPartner eq '${b}')`,
		);
		expect(keys(rows)).toEqual([a]);
	});

	test('text: quotes doubled, parts, umlauts', async () => {
		const apostrophe = record('apostrophe').supplier.SupplierName.replace("'", "''");
		expect(keys(await filtered(`SupplierName eq '${apostrophe}'`, 'A_Supplier'), 'Supplier')).toEqual([
			number('apostrophe'),
		]);
		expect(await filtered("substringof('Gebrüder',SupplierName)", 'A_Supplier')).toHaveLength(1);
		expect(await filtered("startswith(SupplierName,'Star Framing') eq true", 'A_Supplier')).toHaveLength(1);
		expect(await filtered("endswith(SupplierName,'& Glass, LLC')", 'A_Supplier')).toHaveLength(1);
	});

	test('through a to-one navigation', async () => {
		expect(keys(await filtered('to_Supplier/PurchasingIsBlocked eq true'))).toEqual([partner('purchasingBlocked')]);
	});

	test('numbers in text compare as numbers', async () => {
		expect(await filtered("BusinessPartner gt '9'")).toHaveLength(59);
		expect(await filtered("BusinessPartner lt '10'")).toHaveLength(1);
	});
});

describe('V2 paging', () => {
	const pages = async (first: Record<string, string>) => {
		const sizes: number[] = [];
		const found: unknown[] = [];
		let page = await sap.list('A_BusinessPartner', { $select: 'BusinessPartner', ...first });
		for (;;) {
			sizes.push(page.results.length);
			found.push(...keys(page.results));
			if (page.__next === undefined) return { sizes, found };
			page = (await sap.http.get<{ d: typeof page }>(page.__next)).data.d;
		}
	};

	test('a last page that is full is followed by an empty one', async () => {
		await sap.change({ do: 'page-size', v2: { default: 20 } });
		expect(await pages({})).toEqual({ sizes: [20, 20, 20, 0], found: sortedPartners });
	});

	test('a last page that is not full ends the list', async () => {
		await sap.change({ do: 'page-size', v2: { default: 25 } });
		expect(await pages({ $filter: "BusinessPartner ne ''" })).toEqual({ sizes: [25, 25, 10], found: sortedPartners });
	});

	test('$top is not cut by the default size, only by the largest', async () => {
		await sap.change({ do: 'page-size', v2: { default: 10, max: 30 } });
		expect((await pages({ $top: '25' })).sizes).toEqual([25]);
		expect((await pages({ $top: '30' })).sizes).toEqual([30]);
		expect((await pages({ $top: '45', $skip: '5' })).found).toEqual(sortedPartners.slice(5, 50));
		expect((await pages({ $top: '45' })).sizes).toEqual([30, 15]);
	});

	test('$inlinecount counts all that the filter finds, as text', async () => {
		const page = await sap.list('A_BusinessPartner', { $inlinecount: 'allpages', $top: '2' });
		expect(page.__count).toBe('60');
	});

	test('by key: each page starts behind the last one', async () => {
		const found: unknown[] = [];
		for (let last = ''; ; last = String(found.at(-1))) {
			const { results } = await sap.list('A_BusinessPartner', {
				$filter: `BusinessPartner gt '${last}'`,
				$orderby: 'BusinessPartner',
				$select: 'BusinessPartner',
				$top: '7',
			});
			found.push(...keys(results));
			if (results.length < 7) break;
		}
		expect(found).toEqual(sortedPartners);
		expect(found[0]).toBe('9');
	});

	test('$orderby, descending and by several', async () => {
		const { results } = await sap.list('A_Supplier', {
			$orderby: 'PostingIsBlocked desc,Supplier desc',
			$select: 'Supplier',
		});
		expect(keys(results.slice(0, 2), 'Supplier')).toEqual([number('postingBlocked'), 'US-LEGACY1']);
	});
});

describe('changes from outside', () => {
	const read = async (supplier: string) =>
		(await sap.list('A_BusinessPartner', { $filter: `Supplier eq '${supplier}'`, $expand: 'to_Supplier' })).results[0];

	test('an edit moves the stamp to the clock, unless told otherwise', async () => {
		const supplier = number('neverChanged');
		await sap.change({
			do: 'edit-supplier',
			supplier,
			name: 'Renamed, Inc.',
			set: { supplier: { PostingIsBlocked: true } },
		});
		expect(await read(supplier)).toMatchObject({
			BusinessPartnerFullName: 'Renamed, Inc.',
			LastChangeDate: `/Date(${String(Date.parse('2026-10-02'))})/`,
			to_Supplier: { SupplierName: 'Renamed, Inc.', PostingIsBlocked: true },
		});
		const quiet = number('umlaut');
		const before = await read(quiet);
		await sap.change({ do: 'edit-supplier', supplier: quiet, name: 'Quiet GmbH', stamp: false });
		expect(await read(quiet)).toMatchObject({
			LastChangeDate: before?.LastChangeDate,
			BusinessPartnerName: 'Quiet GmbH',
		});
	});

	test('a late commit is stamped in the past', async () => {
		const supplier = number('umlaut');
		await sap.change({ do: 'late-commit', supplier, at: '2026-09-30T23:59:58Z', address: { CityName: 'Ulm' } });
		expect(await read(supplier)).toMatchObject({
			LastChangeDate: `/Date(${String(Date.parse('2026-09-30'))})/`,
			LastChangeTime: 'PT23H59M58S',
		});
	});

	test('new suppliers and deletion flags', async () => {
		await sap.change({ do: 'create-supplier', number: '200001', name: 'Brand New Builders, LLC' });
		expect(await read('200001')).toMatchObject({
			CreationDate: `/Date(${String(Date.parse('2026-10-02'))})/`,
			LastChangeDate: null,
		});
		expect((await sap.change({ do: 'create-supplier', number: '200001', name: 'Twice' })).status).toBe(400);
		await sap.change({ do: 'flag-for-deletion', supplier: '200001' });
		expect(await read('200001')).toMatchObject({
			IsMarkedForArchiving: true,
			to_Supplier: { DeletionIndicator: true },
		});
	});

	test('a corrupted field shows what it is told to', async () => {
		const where = { BusinessPartner: partner('umlaut') };
		await sap.change({
			do: 'corrupt',
			set: 'A_BusinessPartner',
			where,
			property: 'LastChangeDate',
			value: '/Date(abc)/',
		});
		expect((await read(number('umlaut')))?.LastChangeDate).toBe('/Date(abc)/');
		await sap.change({ do: 'repair' });
		expect((await read(number('umlaut')))?.LastChangeDate).not.toBe('/Date(abc)/');
	});

	test('reset brings everything back', async () => {
		await sap.change({ do: 'edit-supplier', supplier: number('umlaut'), name: 'Gone GmbH' });
		await sap.http.post('/__admin/reset', { pageSize: { default: 3 } });
		await sap.logOn();
		expect(await read(number('umlaut'))).toMatchObject({ BusinessPartnerName: record('umlaut').supplier.SupplierName });
		expect((await sap.list('A_Supplier')).results).toHaveLength(3);
	});

	test('commands that are not known are refused', async () => {
		for (const command of [
			{ do: 'nothing' },
			{ do: 'unlock', extra: 1 },
			{ do: 'flag-for-deletion', supplier: 'none' },
		]) {
			expect((await sap.http.post('/__admin/change', command)).status).toBe(400);
		}
		expect((await sap.http.post('/__admin/reset', { colour: 'red' })).status).toBe(400);
	});
});
