import { nameParts, type Origin } from '../../data/names.ts';
import { supplierSpec } from '../../data/plain-suppliers.ts';
import type { SapSupplier } from '../../data/sap-types.ts';
import { buildSupplier } from '../../data/suppliers.ts';
import { InputError } from '../../core/input-error.ts';
import { type SapState, supplierOf } from '../state.ts';

export interface SupplierEdit {
	supplier: string;
	name?: string;
	set?: Partial<Record<keyof SapSupplier, unknown>>;
	address?: Record<string, unknown>;
}

/**
 * Edits a supplier as a clerk would, stamp of the partner included.
 *
 * @param stamp ISO 8601 UTC of the change; false leaves the stamp alone, as programs do that write past the application
 * @throws InputError when there is no such supplier, or no address to edit
 */
export function editSupplier(edit: SupplierEdit, state: SapState, stamp: string | false): SapSupplier {
	const record = supplierOf(state, edit.supplier);
	const { businessPartner, supplier, ...lists } = edit.set ?? {};
	if (stamp !== false) Object.assign(record.businessPartner, changedAt(stamp));
	if (edit.name !== undefined) rename(record, edit.name);
	Object.assign(record.businessPartner, businessPartner);
	Object.assign(record.supplier, supplier);
	Object.assign(record, lists);
	if (edit.address) {
		const [first] = record.addresses;
		if (!first) throw new InputError(`Supplier ${edit.supplier} has no address`);
		Object.assign(first, edit.address);
	}
	return record;
}

/**
 * Adds a supplier: a whole record as it is, or number and name with everything else made up.
 * @throws InputError when the number is taken
 */
export function addSupplier(
	given: SapSupplier | { number: string; name: string; origin?: Origin },
	state: SapState,
	createdAt?: string,
): SapSupplier {
	const record = 'businessPartner' in given ? structuredClone(given) : madeUp(given);
	const { Supplier } = record.supplier;
	const { BusinessPartner } = record.businessPartner;
	const taken = (other: SapSupplier) =>
		other.supplier.Supplier === Supplier || other.businessPartner.BusinessPartner === BusinessPartner;
	if (state.data.suppliers.some(taken))
		throw new InputError(`Supplier ${Supplier} or partner ${BusinessPartner} exists`);
	if (createdAt !== undefined) {
		const { day, time } = dayAndTime(createdAt);
		record.supplier.CreationDate = day;
		Object.assign(record.businessPartner, { CreationDate: day, CreationTime: time });
	}
	state.data.suppliers.push(record);
	return record;
}

function madeUp({ number, name, origin = 'US' }: { number: string; name: string; origin?: Origin }): SapSupplier {
	nameParts(checkedName(name));
	return buildSupplier(supplierSpec(0, name, { number, partner: number, origin, changedDaysAgo: null }));
}

function rename(record: SapSupplier, name: string): void {
	const [OrganizationBPName1, OrganizationBPName2] = nameParts(checkedName(name));
	Object.assign(record.businessPartner, {
		BusinessPartnerFullName: name,
		BusinessPartnerName: name,
		OrganizationBPName1,
		OrganizationBPName2,
	});
	Object.assign(record.supplier, { SupplierName: name, SupplierFullName: name });
}

function checkedName(name: string): string {
	try {
		nameParts(name);
	} catch (error) {
		throw new InputError(error instanceof Error ? error.message : 'bad name');
	}
	return name;
}

function changedAt(stamp: string) {
	const { day, time } = dayAndTime(stamp);
	return { LastChangeDate: day, LastChangeTime: time, LastChangedByUser: 'BUYER01' };
}

/** Day and time of day of a moment, in UTC: the system's own time zone here. */
function dayAndTime(stamp: string): { day: string; time: string } {
	const ms = Date.parse(stamp);
	if (Number.isNaN(ms)) throw new InputError(`"${stamp}" is not an ISO 8601 date-time`);
	const iso = new Date(ms).toISOString();
	return { day: iso.slice(0, 10), time: `PT${iso.slice(11, 13)}H${iso.slice(14, 16)}M${iso.slice(17, 19)}S` };
}
