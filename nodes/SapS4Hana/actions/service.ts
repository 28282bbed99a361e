import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { invalidParameter } from '../../shared/parameters';
import type { ODataService, ODataVersion } from '../odata/service';

export const servicePath: INodeProperties = {
	displayName: 'Service Path',
	name: 'servicePath',
	type: 'string',
	default: '',
	placeholder: 'e.g. /sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV',
	description: 'Path of the service, where the system has it somewhere else than SAP delivers it',
};

/**
 * The service that the options choose.
 * @throws NodeOperationError when the path is none
 */
export function chosenService(
	context: IExecuteFunctions,
	itemIndex: number,
	options: IDataObject,
	services: Record<ODataVersion, ODataService>,
	ofCredential: ODataVersion,
): ODataService {
	const service = services[options.api === 'V2' || options.api === 'V4' ? options.api : ofCredential];
	const path = pathOf(context, itemIndex, options.servicePath, service.path);
	return path === undefined ? service : { ...service, path };
}

/** A path as it was entered, with one slash before it and none behind; undefined when none was. */
export function pathOf(
	context: IExecuteFunctions,
	itemIndex: number,
	value: unknown,
	example: string,
): string | undefined {
	const path = `/${String(value ?? '').trim()}`.replace(/^\/+/, '/').replace(/(?<!\/)\/+$/, '');
	if (/[?#\\]|\.\./.test(path))
		throw invalidParameter(context, itemIndex, 'Service Path', `Enter the path only, for example ${example}.`);
	return path || undefined;
}
