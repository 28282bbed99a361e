import type { SupplierSpec } from './supplier-spec.ts';
import type { VendorSeed } from './vendors.ts';

/** An awkward situation: the suppliers SAP has for it and the vendors Procore has. */
export interface CaseRecipe {
	note: string;
	/** In ascending order of supplier number. */
	suppliers: { name: string; spec?: Partial<SupplierSpec> }[];
	vendors?: VendorSeed[];
}

const one = (note: string, name: string, spec: Partial<SupplierSpec> = {}, vendors: VendorSeed[] = []): CaseRecipe => ({
	note,
	suppliers: [{ name, spec }],
	vendors,
});

/** Every data set holds all of these. Names are invented. */
export const caseRecipes: Record<string, CaseRecipe> = {
	exactNameNoOrigin: one(
		'One Procore vendor has exactly this name and no origin ID.',
		'Cascade Ridge Concrete, Inc.',
		{},
		[{ name: 'Cascade Ridge Concrete, Inc.' }],
	),
	ambiguousName: one('Two Procore vendors have exactly this name.', 'Summit Peak Electric, LLC', {}, [
		{ name: 'Summit Peak Electric, LLC', city: 'Denver' },
		{ name: 'Summit Peak Electric, LLC', city: 'Boulder' },
	]),
	foreignOrigin: one(
		'The only Procore vendor of this name belongs to another integration.',
		'Blue Mesa Plumbing Co.',
		{},
		[{ name: 'Blue Mesa Plumbing Co.', origin_id: 'sage:vendor:77', origin_code: '77' }],
	),
	duplicateSupplierName: {
		note: 'Two SAP suppliers have exactly the same name; Procore has neither.',
		suppliers: [{ name: 'Iron Gate Fencing, Inc.' }, { name: 'Iron Gate Fencing, Inc.' }],
	},
	nearCase: one('Procore has the name in capitals.', 'Keystone Masonry Group, Inc.', {}, [
		{ name: 'KEYSTONE MASONRY GROUP, INC.' },
	]),
	nearComma: one('Procore has the name without the comma.', 'Red Canyon Drywall, Inc.', {}, [
		{ name: 'Red Canyon Drywall Inc.' },
	]),
	nearLegalForm: one('Procore has the name without the legal form.', 'Star Framing, LLC', {}, [
		{ name: 'Star Framing' },
	]),
	nearAccents: one('Procore has the name without accents.', 'Bétons du Mont-Doré SARL', { origin: 'FR' }, [
		{ name: 'Betons du Mont-Dore SARL' },
	]),
	inactiveVendorSameName: one('The only Procore vendor of this name is inactive.', 'Tall Pines Roofing Corp.', {}, [
		{ name: 'Tall Pines Roofing Corp.', is_active: false },
	]),
	apostrophe: one('The name holds an apostrophe, which OData literals double.', "O'Brien & Sons Excavating Co."),
	ampersand: one('The name holds an ampersand, which URLs encode.', 'Lone Star Door & Glass, LLC'),
	umlaut: one('The name holds umlauts.', 'Gebrüder Jäger Tiefbau GmbH', { origin: 'DE' }),
	chinese: one('The name is Chinese.', '苏州长桥钢结构安装有限公司', { origin: 'CN' }),
	postingBlocked: one('Blocked for posting.', 'Prairie Wind HVAC, LLC', { postingBlocked: true }),
	purchasingBlocked: one('Blocked for purchasing.', 'Copper Basin Insulation, Inc.', { purchasingBlocked: true }),
	deletionFlag: one('Flagged for deletion.', 'Old Mill Cabinetry Co.', { deletionFlag: true }),
	partnerNumberDiffers: one('The business partner number is not the supplier number.', 'Granite Pass Site Work, LLC', {
		partner: '11900001',
	}),
	shortPartnerNumber: one(
		'A migrated partner whose number sorts before longer ones as a number, after them as text.',
		'Nine Springs Paving Co.',
		{ partner: '9' },
	),
	alphanumericNumber: one('A supplier number with letters.', 'Harbor Light Steel, LLC', {
		number: 'US-LEGACY1',
		partner: '11900002',
	}),
	neverChanged: one('Never changed since it was created.', 'Silver Birch Flooring, Inc.', { changedDaysAgo: null }),
	regionNotIso: one('The region is a number of SAP, not an ISO 3166-2 code.', 'Neckar Stahlhandel GmbH', {
		origin: 'DE',
	}),
	severalPaymentTerms: one('Each company code has terms of its own.', 'Transatlantic Crane Rental, Inc.', {
		terms: { '1010': '0004', '1710': 'NT30' },
	}),
	longName: one(
		'80 characters, all that SAP allows.',
		'Great Basin Consolidated Infrastructure and Heavy Civil Construction Group, Inc.',
	),
	noAddress: one('No address, so no e-mail or phone either.', 'Rolling Hills Surveying, LLC', { address: 'none' }),
	noCountry: one('An address without a country.', 'Border Town Trucking Co.', { address: 'noCountry' }),
	movedAddress: one('Two addresses; the first is no longer valid.', 'Quarry Hill Stone, LLC', { address: 'moved' }),
	twoEmails: one('Two e-mail addresses; the second is the default.', 'Maple Grove Millwork, Inc.', { emails: 2 }),
};
