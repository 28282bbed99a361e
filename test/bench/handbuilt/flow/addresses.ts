/** What a consultant types into URLs and headers. */
export interface Addresses {
	sap: string;
	procore: string;
	companyId: string;
}

/** `plain` sends every vendor and line by a request of its own, `sync` uses Procore's sync actions for them. */
export type Variant = 'plain' | 'sync';

export const procoreHeaders = ({ companyId }: Addresses) => ({ 'Procore-Company-Id': companyId });

export const tables = {
	state: 'handbuilt_state',
	log: 'handbuilt_log',
	vendors: 'handbuilt_vendors',
	contracts: 'handbuilt_contracts',
	roster: 'handbuilt_projects',
	costCodes: 'handbuilt_cost_codes',
};

export const workflows = { main: 'handBuiltMain0001', vendor: 'handBuiltVendor01', contract: 'handBuiltContract' };

export const settings = {
	executionOrder: 'v1',
	timezone: 'UTC',
	saveDataErrorExecution: 'all',
	callerPolicy: 'workflowsFromSameOwner',
};
