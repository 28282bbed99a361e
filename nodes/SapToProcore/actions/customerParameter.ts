import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

export const customerProperty: INodeProperties = {
	displayName: 'Customer',
	name: 'customer',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. acme',
	description: 'Name that all rows of this customer carry in the tables',
};

/** @throws NodeOperationError when it is empty: rows without a customer would belong to nobody */
export function customerParameter(context: IExecuteFunctions): string {
	const customer = String(context.getNodeParameter('customer', 0, '')).trim();
	if (customer === '') throw missing(context, 'Customer', 'Fill it in the panel of this node.');
	return customer;
}

export function missing(context: IExecuteFunctions, parameter: string, what: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), `The parameter ${parameter} is empty or unreadable`, {
		description: what,
		failure: { cause: 'configuration-invalid' },
	});
}
