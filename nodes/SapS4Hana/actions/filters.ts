import type { INodeProperties } from 'n8n-workflow';

/** Filters that several resources have; where there is more to say, a resource says it in a description of its own. */
export const changedFrom: INodeProperties = {
	displayName: 'Changed From',
	name: 'changedFrom',
	type: 'dateTime',
	default: '',
	placeholder: 'e.g. 2026-10-01T06:00:00Z',
	description:
		"Only what was created or changed at that time or later. Without an offset the time is in the workflow's time zone.",
};

export const changedTo: INodeProperties = {
	displayName: 'Changed To',
	name: 'changedTo',
	type: 'dateTime',
	default: '',
	placeholder: 'e.g. 2026-10-02T06:00:00Z',
	description:
		"Only what was created or changed at that time or earlier. Without an offset the time is in the workflow's time zone.",
};

export const companyCodes: INodeProperties = {
	displayName: 'Company Codes',
	name: 'companyCodes',
	type: 'string',
	default: '',
	placeholder: 'e.g. 1710, 1010',
	description: 'Only what belongs to these company codes, separated by commas',
};
