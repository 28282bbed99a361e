import { isDeepStrictEqual } from 'node:util';
import { caseRecipes } from '../../simulators/data/cases.ts';
import { datasetSummary, generateDataset } from '../../simulators/data/dataset.ts';
import { nameSkeleton } from '../../simulators/data/names.ts';
import type { Dataset, DatasetName } from '../../simulators/data/types.ts';

const names: DatasetName[] = ['tour', 'seed'];

describe.each(names)('data set %s', (name) => {
	const data = generateDataset(name);
	const supplierOf = (caseName: keyof typeof caseRecipes, index = 0) => {
		const found = data.cases[caseName];
		const number = found && [found.supplier, ...found.others][index];
		const row = data.sap.suppliers.find((supplier) => supplier.supplier.Supplier === number);
		if (!row) throw new Error(`no supplier for ${String(caseName)}`);
		return row;
	};
	const vendorsNamed = (vendorName: string) => data.procore.vendors.filter((vendor) => vendor.name === vendorName);
	const vendorsLike = (vendorName: string) =>
		data.procore.vendors.filter((vendor) => nameSkeleton(vendor.name) === nameSkeleton(vendorName));

	test('is the same every time', () => {
		expect(isDeepStrictEqual(generateDataset(name), data)).toBe(true);
	});

	test('calls do not share records', () => {
		const other: Dataset = generateDataset(name);
		for (const row of other.sap.suppliers) row.supplier.SupplierName = 'changed';
		for (const vendor of other.procore.vendors) vendor.name = 'changed';
		for (const { header, items } of other.sap.orders) Object.assign(header, { Supplier: items.splice(0).length });
		expect(isDeepStrictEqual(generateDataset(name), data)).toBe(true);
	});

	test('has its size', () => {
		const active = data.procore.projects.filter((project) => project.active);
		expect(data.sap.suppliers).toHaveLength(name === 'tour' ? 60 : 500);
		expect(data.procore.projects).toHaveLength(name === 'tour' ? 17 : 16);
		expect(active).toHaveLength(15);
	});

	test('keys are unique', () => {
		const keys = [
			data.sap.suppliers.map((row) => row.supplier.Supplier),
			data.sap.suppliers.map((row) => row.businessPartner.BusinessPartner),
			data.sap.suppliers.flatMap((row) => row.addresses.map((address) => address.AddressID)),
			data.procore.vendors.map((vendor) => String(vendor.id)),
			data.procore.projects.map((project) => String(project.id)),
		];
		for (const list of keys) expect(new Set(list).size).toBe(list.length);
	});

	test('what SAP stores fits its fields', () => {
		for (const { businessPartner, supplier, addresses, companies } of data.sap.suppliers) {
			expect(supplier.Supplier).toMatch(/^[1-9A-Z][\w-]{0,9}$/);
			expect(businessPartner.BusinessPartner).toMatch(/^[1-9]\d{0,9}$/);
			expect(businessPartner.Supplier).toBe(supplier.Supplier);
			expect(businessPartner.OrganizationBPName1.length).toBeLessThanOrEqual(40);
			expect(businessPartner.OrganizationBPName2.length).toBeLessThanOrEqual(40);
			expect(`${businessPartner.OrganizationBPName1} ${businessPartner.OrganizationBPName2}`.trim()).toBe(
				supplier.SupplierName,
			);
			expect(businessPartner.CreationDate < data.baseDate).toBe(true);
			expect((businessPartner.LastChangeDate ?? '') < data.baseDate).toBe(true);
			expect(companies.length).toBeGreaterThan(0);
			for (const { PostalCode, emails } of addresses) {
				expect(PostalCode).toMatch(/^\d{5,6}$/);
				expect(emails.filter((email) => email.IsDefaultEmailAddress).length).toBe(Math.min(1, emails.length));
			}
		}
	});

	test('no two names are equal or near outside the cases', () => {
		const meant = new Set(Object.values(data.cases).flatMap((found) => [found.supplier, ...found.others]));
		const plain = data.sap.suppliers.filter((row) => !meant.has(row.supplier.Supplier));
		const skeletons = [
			...plain.map((row) => row.supplier.SupplierName),
			...data.procore.vendors.map((v) => v.name),
		].map(nameSkeleton);
		for (const row of plain) {
			const skeleton = nameSkeleton(row.supplier.SupplierName);
			expect(skeletons.filter((other) => other === skeleton)).toHaveLength(1);
		}
		const ofCases = Object.keys(data.cases).map((caseName) => nameSkeleton(supplierOf(caseName).supplier.SupplierName));
		expect(new Set(ofCases).size).toBe(ofCases.length);
	});

	test('has every case, with the vendors it says', () => {
		expect(Object.keys(data.cases)).toEqual(Object.keys(caseRecipes));
		for (const [caseName, found] of Object.entries(data.cases)) {
			const { SupplierName } = supplierOf(caseName).supplier;
			expect(found.note).not.toBe('');
			expect(vendorsLike(SupplierName).map((vendor) => vendor.id)).toEqual(found.vendors);
		}
	});

	test('names in both systems', () => {
		const countOf = (caseName: string) => vendorsNamed(supplierOf(caseName).supplier.SupplierName).length;
		const [exact] = vendorsNamed(supplierOf('exactNameNoOrigin').supplier.SupplierName);
		expect(exact?.origin_id ?? null).toBeNull();
		expect(exact?.is_active).toBe(true);
		expect(countOf('exactNameNoOrigin')).toBe(1);
		expect(countOf('ambiguousName')).toBe(2);
		const [foreign] = vendorsNamed(supplierOf('foreignOrigin').supplier.SupplierName);
		expect(foreign?.origin_id).toBe('sage:vendor:77');
		expect(countOf('foreignOrigin')).toBe(1);
		const [inactive] = vendorsNamed(supplierOf('inactiveVendorSameName').supplier.SupplierName);
		expect(inactive).toMatchObject({ is_active: false });
		expect(inactive?.origin_id ?? null).toBeNull();
		for (const near of ['nearCase', 'nearComma', 'nearLegalForm', 'nearAccents']) {
			expect(countOf(near)).toBe(0);
			expect(data.cases[near]?.vendors).toHaveLength(1);
		}
	});

	test('names in SAP', () => {
		const [lower, higher] = [supplierOf('duplicateSupplierName'), supplierOf('duplicateSupplierName', 1)];
		expect(lower.supplier.SupplierName).toBe(higher.supplier.SupplierName);
		expect(Number(lower.supplier.Supplier)).toBeLessThan(Number(higher.supplier.Supplier));
		expect(supplierOf('apostrophe').supplier.SupplierName).toContain("'");
		expect(supplierOf('ampersand').supplier.SupplierName).toContain('&');
		expect(supplierOf('umlaut').supplier.SupplierName).toMatch(/[äöü]/);
		expect(supplierOf('chinese').supplier.SupplierName).toMatch(/^\p{Script=Han}+$/u);
		expect(supplierOf('longName').supplier.SupplierName).toHaveLength(80);
	});

	test('states and fields', () => {
		expect(supplierOf('postingBlocked').supplier.PostingIsBlocked).toBe(true);
		expect(supplierOf('purchasingBlocked').supplier.PurchasingIsBlocked).toBe(true);
		expect(supplierOf('deletionFlag').supplier.DeletionIndicator).toBe(true);
		const differs = supplierOf('partnerNumberDiffers');
		expect(differs.businessPartner.BusinessPartner).not.toBe(differs.supplier.Supplier);
		expect(supplierOf('shortPartnerNumber').businessPartner.BusinessPartner).toBe('9');
		expect(supplierOf('alphanumericNumber').supplier.Supplier).toMatch(/[A-Z]/);
		expect(supplierOf('neverChanged').businessPartner).toMatchObject({
			LastChangeDate: null,
			LastChangeTime: 'PT00H00M00S',
		});
		expect(supplierOf('regionNotIso').addresses[0]).toMatchObject({ Country: 'DE' });
		expect(supplierOf('regionNotIso').addresses[0]?.Region).toMatch(/^\d\d$/);
		const terms = supplierOf('severalPaymentTerms').companies.map((company) => company.PaymentTerms);
		expect(terms).toHaveLength(2);
		expect(new Set(terms).size).toBe(2);
		expect(supplierOf('noAddress').addresses).toEqual([]);
		const moved = supplierOf('movedAddress').addresses.map((address) => address.ValidityEndDate < data.baseDate);
		expect(moved).toEqual([true, false]);
		expect(supplierOf('noCountry').addresses[0]?.Country).toBe('');
		expect(supplierOf('twoEmails').addresses[0]?.emails.map((email) => email.IsDefaultEmailAddress)).toEqual([
			false,
			true,
		]);
	});

	test('is summed up', () => {
		expect(datasetSummary(data)).toContain(`${String(data.sap.suppliers.length)} suppliers`);
	});
});
