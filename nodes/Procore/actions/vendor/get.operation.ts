import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { vendorLocator } from '../../objects/locators';
import { getVendor, simplifyVendor } from '../../objects/vendor/record';
import { simplify } from '../../../shared/parameters';
import { idOf } from '../parameters';

export const description = updateDisplayOptions({ show: { resource: ['vendor'], operation: ['get'] } }, [
	vendorLocator,
	simplify,
]);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const vendor = await getVendor(client, idOf(context, 'vendorId', 'Vendor', itemIndex));
	return [context.getNodeParameter('simplify', itemIndex) ? simplifyVendor(vendor) : vendor];
}
