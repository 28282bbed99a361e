import { timingSafeEqual } from 'crypto';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { z } from 'zod/v3';
import { toItem } from '../../shared/items';
import { secretHashOf } from './lifecycle';
import { isKnown, keptIn } from './memory';

const id = z
	.union([z.string(), z.number()])
	.transform(String)
	.pipe(z.string().regex(/^\d{1,20}$/));
const noId = id.nullish().transform((value) => value ?? null);
const word = z.string().min(1).max(100);

/** What Procore delivers, in every format that it publishes: 2.0, 3.0 and 4.0. */
const bodySchema = z.object({
	id: z.union([z.string(), z.number()]).transform(String).pipe(z.string().min(1).max(64)),
	ulid: z.string().min(1).max(64).optional(),
	timestamp: z.string().datetime({ offset: true }),
	event_type: word.optional(),
	reason: word.optional(),
	resource_name: word.optional(),
	resource_type: word.optional(),
	resource_id: id,
	company_id: id,
	project_id: noId,
	user_id: noId,
	metadata: z.object({ source_user_id: noId }).nullish(),
});

/** What an event says, the same for every format. It is a hint: what holds now is read from Procore. */
export interface DeliveredEvent {
	eventId: string;
	/** As Procore writes it: `Purchase Order Contracts`. */
	resource: string;
	resourceId: string;
	/** `create`, `update` or `delete`. */
	eventType: string;
	/** null of what belongs to the company. */
	projectId: string | null;
	companyId: string;
	userId: string | null;
	/** When it happened, ISO 8601. */
	timestamp: string;
}

function eventIn(body: unknown): DeliveredEvent | undefined {
	const read = bodySchema.safeParse(body);
	if (!read.success) return undefined;
	const { data } = read;
	const [resource, eventType] = [data.resource_name ?? data.resource_type, data.event_type ?? data.reason];
	if (resource === undefined || eventType === undefined) return undefined;
	return {
		...{ eventId: data.ulid ?? data.id, resource, resourceId: data.resource_id, eventType },
		...{ projectId: data.project_id, companyId: data.company_id },
		...{ userId: data.metadata?.source_user_id ?? data.user_id, timestamp: data.timestamp },
	};
}

/** Hashes have one length, so that neither length nor content of the secret shows in the time. */
function isSecret(header: unknown, secretHash: string): boolean {
	const [given, kept] = [Buffer.from(secretHashOf(String(header ?? ''))), Buffer.from(secretHash)];
	return given.length === kept.length && timingSafeEqual(given, kept);
}

/** Clocks of n8n and Procore may differ by so much, in ms. */
const tolerance = 10 * 60_000;

function whyIgnored(context: IWebhookFunctions, event: DeliveredEvent, own: string, company: string): string {
	const { maximumAge } = context.getNodeParameter('options', {}) as IDataObject;
	const hours = Number(maximumAge ?? 24) || 24;
	const age = Date.now() - Date.parse(event.timestamp);
	if (event.companyId !== company) return 'It is of another company.';
	if (age > hours * 3_600_000) return `It is older than ${hours} hours.`;
	if (age < -tolerance) return 'It is of the future.';
	return own !== '' && event.userId === own ? 'It is a change of the sync itself.' : '';
}

function refused(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ status: 'refused', message });
	return { noWebhookResponse: true };
}

/**
 * Takes a delivery. Without the secret that the hook was made with it is refused (401), and as anything but an event, too
 * (400). What starts nothing is answered with 200 all the same: Procore would send it again for 12 hours, and what comes
 * behind it would wait.
 */
export async function takeDelivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const data = context.getWorkflowStaticData('node');
	const kept = keptIn(data);
	if (!kept || !isSecret(context.getHeaderData().authorization, kept.secretHash))
		return refused(context, 401, 'The header Authorization is not the one of the hook.');
	const event = eventIn(context.getBodyData());
	if (!event) return refused(context, 400, 'The body is not an event of Procore.');
	const ignored = whyIgnored(context, event, kept.ownUserId, kept.companyId);
	const isAgain = ignored === '' && isKnown(data, `${kept.url} ${kept.secretHash}`, event.eventId);
	if (ignored !== '' || isAgain) {
		const message = isAgain ? 'It has been here before.' : ignored;
		return await Promise.resolve({ webhookResponse: { status: 'ignored', message } });
	}
	return { webhookResponse: { status: 'taken' }, workflowData: [[toItem(event, 0)]] };
}
