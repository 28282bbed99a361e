import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { subtitleOfChoices } from '../shared/subtitle';
import { takeDelivery } from './trigger/delivery';
import { companyEvents, projectEvents } from './trigger/events';
import { createHooks, deleteHooks, hooksExist } from './trigger/lifecycle';
import { properties } from './trigger/properties';

/** Starts a workflow on events of Procore, by hooks that it makes and removes. */
export class ProcoreTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Procore Trigger',
		name: 'procoreTrigger',
		icon: { light: 'file:procore.svg', dark: 'file:procore.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: subtitleOfChoices('events', [...companyEvents, ...projectEvents]),
		description: 'Starts the workflow when something changes in Procore, such as a contract or a vendor',
		defaults: { name: 'Procore Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'procoreOAuth2Api', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'procore' }],
		properties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await hooksExist(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await createHooks(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await deleteHooks(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await takeDelivery(this);
	}
}
