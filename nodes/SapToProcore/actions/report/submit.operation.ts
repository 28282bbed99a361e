import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { attempt } from '../../../shared/failure';
import { ledgerOf, type Ledger } from '../../ledger';
import { addressOf } from '../../reports/frame';
import { filled, nameField } from '../../reports/forms/fields';
import type { RefusalCode } from '../../reports/forms/refusals';
import { submissionSchema, type Submission } from '../../reports/forms/submission';
import { unsealed, type Offer } from '../../reports/forms/token';
import { isReportName } from '../../reports/names';
import { inputOf, replayOutput } from '../run/replay';
import { formOf } from './forms';
import { claim, forget, settle } from './forms/kept';
import type { Done } from './forms/form';
import { knownSecret } from './forms/secret';

export const description: INodeProperties[] = [];

/**
 * Carries out a form that somebody was shown, once, if it is signed, theirs, and not too old. Input: the item of Report >
 * Read Request, by its output *Form*. One item: `location`, the page that says what came of it, relative to the one that
 * was open; and for Run > Run Replay the replay that was started, if any.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const source = 'the output Form of Report > Read Request';
	const submission = inputOf(this, submissionSchema, 'a form of a page', source);
	const { customer } = submission;
	const told = await attempt(this, async () => await submitted(this, submission));
	const leadingTo = (page: string, query: Record<string, string>) =>
		addressOf(isReportName(page) ? page : 'status', query);
	const refused = (code: RefusalCode) => leadingTo(submission.page, { refused: code });
	// Whoever looks after n8n has to know as well: Run Replay ends as an error by it.
	if ('error' in told) {
		const response = { message: told.error.message };
		return replayOutput(customer, { statusCode: 503, response, location: refused('failed') });
	}
	const { value } = told;
	if ('refusal' in value) return replayOutput(customer, { location: refused(value.refusal) });
	const { page, formId } = value.offer;
	const location = leadingTo(page, { done: formId });
	return replayOutput(customer, { statusCode: 303, ...value.done?.replay, location });
}

/** What came of a form; `done` is missing when it was sent before. */
type Submitted = { refusal: RefusalCode } | { offer: Offer; done?: Done };

async function submitted(
	context: IExecuteFunctions,
	{ customer, page, user, isForeign, fields }: Submission,
): Promise<Submitted> {
	if (isForeign) return { refusal: 'foreign' };
	if (!fields) return { refusal: 'fields' };
	const ledger = ledgerOf(context, customer);
	await ledger.prepare();
	const now = new Date().toISOString();
	const opened = unsealed(fields.token ?? '', await knownSecret(ledger), {
		customer,
		page,
		user,
		now: Date.parse(now),
	});
	if ('refusal' in opened) return opened;
	const { offer } = opened;
	const form = formOf(offer.page, offer.action);
	const given = form && filled([nameField, ...form.fields(now)], fields);
	if (!given) return { refusal: form ? 'fields' : 'forged' };
	const by = user === '' ? (given.name ?? '') : `${given.name ?? ''} (${user})`;
	if (!(await claim(ledger, offer.formId, context.getExecutionId(), by))) return { offer };
	await forget(ledger, now);
	const source = { context, ledger, customer, now };
	const done = await attempt(
		context,
		async () => await form.apply(source, { data: offer.data, fields: given, by, formId: offer.formId }),
	);
	if ('error' in done) {
		await failed(ledger, offer.formId, done.error.message);
		throw done.error;
	}
	await settle(ledger, offer.formId, done.value);
	return { offer, done: done.value };
}

const failed = async (ledger: Ledger, formId: string, message: string) => {
	await settle(ledger, formId, {
		message: `It was started but not finished: ${message} The history shows what was changed.`,
	});
};
