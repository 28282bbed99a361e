import { registerErrors, setRegister } from '../business-register.ts';
import { ProcoreError, notFound, unprocessable } from '../errors.ts';
import type { Call, Operation } from '../operation.ts';
import { companyIdQuery } from '../schema/rules.ts';
import { businessRegisterBody } from '../schema/vendor.ts';
import { showRegister } from '../vendor-view.ts';

const path = '/rest/v1.0/vendors/{id}/business_register';
const general = {
	path,
	tool: 'directory',
	query: companyIdQuery,
	body: businessRegisterBody,
	missingStatus: 422,
} as const;

function save(call: Call): unknown {
	const vendor = call.store.vendor(call.params.id ?? 0);
	const given = call.body.business_register as Record<string, unknown>;
	const errors = registerErrors(given);
	if (Object.keys(errors).length > 0) throw unprocessable(errors);
	setRegister(call.store, vendor, given);
	return vendor.business_register === null ? null : showRegister(vendor.business_register);
}

const hasRegister = (call: Call) => call.store.vendor(call.params.id ?? 0).business_register !== null;

export const businessRegisters: Operation[] = [
	{
		...general,
		method: 'POST',
		handle: (call) => {
			if (hasRegister(call)) throw new ProcoreError(409, 'A Business Register is already associated with the Vendor.');
			return { status: 201, body: save(call) };
		},
	},
	{
		...general,
		method: 'PATCH',
		handle: (call) => {
			if (!hasRegister(call)) throw notFound('Business Register');
			return { status: 200, body: save(call) };
		},
	},
];
