import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod/v3';
import { parsedJson } from '../../../shared/json';

/** How long a form that was shown can be sent, milliseconds. */
export const formLifetime = 3_600_000;

/**
 * What somebody was shown, and is done as it was shown once they send it: nothing of it is taken from the browser without
 * the signature.
 */
export const offerSchema = z.object({
	formId: z.string().min(1),
	customer: z.string(),
	page: z.string(),
	action: z.string(),
	/** Who was logged in; `""` = nobody by name. */
	user: z.string(),
	/** ISO 8601. */
	expires: z.string(),
	/** The rows and values that were announced, by the action. */
	data: z.unknown(),
});
export type Offer = z.infer<typeof offerSchema>;

/** Why a form is not carried out. */
export type Refusal = 'forged' | 'foreign' | 'expired';

/** An offer as text that only who knows the secret can make. */
export function sealed(offer: Offer, secret: string): string {
	const content = Buffer.from(JSON.stringify(offer), 'utf8').toString('base64url');
	return `${content}.${signature(content, secret)}`;
}

/** The offer in a text, if it was sealed with the secret, for this customer, page and user, and is not too old. */
export function unsealed(
	token: string,
	secret: string,
	{ customer, page, user, now }: { customer: string; page: string; user: string; now: number },
): { offer: Offer } | { refusal: Refusal } {
	const [content = '', signed = '', ...more] = token.split('.');
	if (secret === '' || more.length > 0 || !isSame(signed, signature(content, secret))) return { refusal: 'forged' };
	const read = offerSchema.safeParse(parsedJson(Buffer.from(content, 'base64url').toString('utf8')));
	if (!read.success) return { refusal: 'forged' };
	const offer = read.data;
	if (offer.customer !== customer || offer.page !== page || offer.user !== user) return { refusal: 'foreign' };
	return Date.parse(offer.expires) > now ? { offer } : { refusal: 'expired' };
}

const signature = (content: string, secret: string) => createHmac('sha256', secret).update(content).digest('base64url');

/** Takes the same time wherever two texts differ, so that nobody can guess a signature letter by letter. */
function isSame(one: string, other: string): boolean {
	const [a, b] = [Buffer.from(one), Buffer.from(other)];
	return a.length === b.length && timingSafeEqual(a, b);
}
