import type { Refusal } from './token';

export type RefusalCode = Refusal | 'fields' | 'failed';

/** What a page says above its content when a form was not carried out. */
export const refusals: Record<RefusalCode, string> = {
	forged: 'Nothing was changed: the form did not come from this page. Open the page and choose again.',
	foreign:
		'Nothing was changed: the form was sent from another site or by another user. Open the page and choose again.',
	expired: 'Nothing was changed: the form was open for more than an hour. Choose again.',
	fields: 'Nothing was changed: something was not filled in, or was too long. Go back, or choose again.',
	failed:
		'It could not be done, because n8n could not use its tables. Try again in a few minutes. The history of changes says whether anything was changed.',
};
