import type { DesiredVendor, MatchRule, Outcome, ProcoreVendor, Supplier } from '../../../shared/model';
import { reasoned } from '../reasoned';
import type { ReasonCode } from '../../../shared/reasons';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import type { ValueMap } from '../../lookup/values';
import type { Decisions } from '../../lookup/vendorDecisions';
import { vendorOriginId } from '../../../shared/originId';
import { readVendorMemory } from '../../../shared/vendorMemory';
import { heldDetail } from './candidates';
import { desiredVendor, isBlocked, type VendorSettings } from './desired';
import { ownerOf, type VendorDirectory } from './directory';
import { nearName } from './names';

export const nearDuplicateWords = ['create', 'hold'] as const;
export const blockedSupplierWords = ['ignore', 'create'] as const;

export interface MatchSettings extends VendorSettings {
	/** What a near duplicate name gets: a vendor of its own with a remark, or an exception. */
	nearDuplicates: (typeof nearDuplicateWords)[number];
	/** What a blocked supplier gets that Procore does not know yet. */
	blockedSuppliers: (typeof blockedSupplierWords)[number];
}

export interface MatchInput {
	suppliers: Supplier[];
	directory: VendorDirectory;
	decisions: Decisions;
	values: ValueMap;
	settings: MatchSettings;
}

/** `index` points into the suppliers given. */
export type Matched = { index: number } & ({ desired: DesiredVendor } | { outcome: Outcome });

/**
 * Decides for each supplier which Procore vendor it is: a person's decision, then our origin ID, then exact equality of
 * the name with exactly one vendor that nobody owns, else a new one. Suppliers are taken in SAP's key order, so that of
 * two with one name always the lower number gets the vendor. A supplier given twice counts once, with its last change.
 */
export function matchVendors(input: MatchInput): Matched[] {
	const suppliers = latest(input.suppliers).sort((a, b) => compareSapKeys(a.supplier.supplier, b.supplier.supplier));
	const round = new MatchRound(input);
	for (const { supplier } of suppliers) round.noteOwner(supplier);
	return suppliers
		.map(({ supplier, index }) => ({ index, ...round.decide(supplier) }))
		.sort((a, b) => a.index - b.index);
}

function latest(suppliers: Supplier[]): Array<{ supplier: Supplier; index: number }> {
	const byKey = new Map<string, { supplier: Supplier; index: number }>();
	suppliers.forEach((supplier, index) => {
		const known = byKey.get(supplier.supplier);
		if (!known || known.supplier.changedAt <= supplier.changedAt) byKey.set(supplier.supplier, { supplier, index });
	});
	return [...byKey.values()];
}

type Decided = { desired: DesiredVendor } | { outcome: Outcome };

/** One pass over a batch; remembers which vendors and names are already given away in it. */
class MatchRound {
	private readonly vendorOf = new Map<string, string>();

	private readonly supplierNamed = new Map<string, string>();

	private readonly createdNear = new Map<string, string>();

	constructor(private readonly input: MatchInput) {}

	/** A supplier that has a vendor keeps its name against all that have none, whatever their numbers. */
	noteOwner({ supplier, name }: Supplier): void {
		const own = this.input.directory.byOriginId(vendorOriginId(this.input.settings.system, supplier));
		if (own && !this.supplierNamed.has(name)) this.supplierNamed.set(name, supplier);
	}

	decide(supplier: Supplier): Decided {
		const { directory, decisions, settings } = this.input;
		const own = directory.byOriginId(vendorOriginId(settings.system, supplier.supplier));
		const decision = decisions.of(supplier.supplier);
		if (decision.kind === 'unreadable') return this.hold(supplier, 'decision_unreadable', decision.why);
		if (decision.kind === 'ignore') return this.hold(supplier, 'ignored_by_decision', '');
		if (decision.kind === 'link') return this.linkAsDecided(supplier, decision.vendorId, own);
		if (own) return this.update(supplier, own);
		if (decision.kind === 'create') return this.create(supplier, 'decision', []);
		if (isBlocked(supplier) && settings.blockedSuppliers === 'ignore') return this.leaveBlocked(supplier);
		return this.byName(supplier);
	}

	private linkAsDecided(supplier: Supplier, vendorId: string, own: ProcoreVendor | undefined): Decided {
		const vendor = this.input.directory.byId(vendorId);
		if (!vendor) return this.hold(supplier, 'decision_vendor_missing', `There is no vendor ${vendorId}.`);
		if (own && own !== vendor)
			return this.hold(supplier, 'vendor_linked_elsewhere', `It is linked to vendor ${own.id}, not ${vendorId}.`, [
				own,
				vendor,
			]);
		if (own) return this.update(supplier, own);
		const owner = ownerOf(vendor, this.input.settings.system);
		if (owner === 'other') return this.hold(supplier, 'foreign_origin_id', describe(vendor), [vendor]);
		if (owner === 'us') return this.hold(supplier, 'vendor_taken', describe(vendor), [vendor]);
		return this.link(supplier, vendor, 'decision');
	}

	private byName(supplier: Supplier): Decided {
		const candidates = this.input.directory.named(supplier.name);
		const [vendor, ...more] = candidates;
		const twin = this.supplierNamed.get(supplier.name);
		if (twin !== undefined) return this.hold(supplier, 'duplicate_supplier_name', `Supplier ${twin} comes first.`);
		if (more.length > 0)
			return this.hold(supplier, 'ambiguous_vendor_name', `Vendors ${candidates.map(({ id }) => id).join(', ')}.`);
		if (!vendor) return this.createUnlessDuplicate(supplier);
		const owner = ownerOf(vendor, this.input.settings.system);
		if (owner === 'us')
			return this.hold(
				supplier,
				'duplicate_supplier_name',
				`Vendor ${vendor.id} is supplier ${vendor.origin_code ?? ''}.`,
			);
		if (owner === 'other') return this.hold(supplier, 'foreign_origin_id', describe(vendor));
		return this.link(supplier, vendor, 'exact_name');
	}

	private createUnlessDuplicate(supplier: Supplier): Decided {
		const near = this.input.directory.near(supplier.name);
		const batchTwin = this.createdNear.get(nearName(supplier.name));
		const found = near.map(({ name }) => name);
		const names = [...new Set(batchTwin === undefined ? found : [...found, batchTwin])];
		if (names.length === 0) return this.create(supplier, 'new_name', []);
		const text = `Almost the same name: ${names.map((name) => `"${name}"`).join(', ')}.`;
		return this.input.settings.nearDuplicates === 'hold'
			? this.hold(supplier, 'near_duplicate_vendor', text)
			: this.create(supplier, 'new_name', [text]);
	}

	private update(supplier: Supplier, own: ProcoreVendor): Decided {
		const revived = this.input.settings.deactivateBlocked && readVendorMemory(own.origin_data)?.deactivated === true;
		if (own.is_active === false && isBlocked(supplier)) return this.leaveBlocked(supplier);
		if (own.is_active === false && !revived) return this.hold(supplier, 'vendor_inactive', describe(own), [own]);
		return this.desire(supplier, own, 'origin_id', blockRemarks(supplier));
	}

	private link(supplier: Supplier, vendor: ProcoreVendor, rule: MatchRule): Decided {
		if (vendor.is_active === false) return this.hold(supplier, 'vendor_inactive', describe(vendor), [vendor]);
		const taken = this.vendorOf.get(String(vendor.id));
		if (taken !== undefined)
			return this.hold(supplier, 'duplicate_supplier_name', `Vendor ${vendor.id} goes to supplier ${taken}.`, [vendor]);
		this.vendorOf.set(String(vendor.id), supplier.supplier);
		this.supplierNamed.set(supplier.name, supplier.supplier);
		return this.desire(supplier, vendor, rule, blockRemarks(supplier));
	}

	private create(supplier: Supplier, rule: MatchRule, remarks: string[]): Decided {
		this.supplierNamed.set(supplier.name, supplier.supplier);
		this.createdNear.set(nearName(supplier.name), supplier.name);
		return this.desire(supplier, null, rule, [...remarks, ...blockRemarks(supplier)]);
	}

	private desire(supplier: Supplier, observed: ProcoreVendor | null, rule: MatchRule, remarks: string[]): Decided {
		const { values, settings } = this.input;
		return { desired: desiredVendor({ supplier, observed, rule, remarks }, values, settings) };
	}

	private leaveBlocked(supplier: Supplier): Decided {
		return this.hold(supplier, supplier.blocked.deletion ? 'supplier_deleted' : 'supplier_blocked', '');
	}

	/** With the vendors that it may be: those that the reason is about, of its name or almost, and of its tax number. */
	private hold(supplier: Supplier, reason: ReasonCode, what: string, vendors: ProcoreVendor[] = []): Decided {
		const { directory, settings } = this.input;
		const { system } = settings;
		const alike = [
			...directory.named(supplier.name),
			...directory.near(supplier.name),
			...supplier.taxNumbers.flatMap(({ number }) => directory.ofTaxNumber(number)),
		];
		return {
			outcome: reasoned(
				{
					entity: 'supplier',
					sapKey: supplier.supplier,
					sapChangedAt: supplier.changedAt,
					originId: vendorOriginId(system, supplier.supplier),
					subject: `"${supplier.name}"`,
				},
				reason,
				what,
				heldDetail(supplier, [...vendors, ...alike], system),
			),
		};
	}
}

function describe(vendor: ProcoreVendor): string {
	return vendor.origin_id ? `Vendor ${vendor.id} has the origin ID ${vendor.origin_id}.` : `It is vendor ${vendor.id}.`;
}

function blockRemarks(supplier: Supplier): string[] {
	const blocks = Object.entries(supplier.blocked).flatMap(([kind, on]) => (on ? [kind] : []));
	return blocks.length === 0 ? [] : [`Blocked in SAP: ${blocks.join(', ')}.`];
}
