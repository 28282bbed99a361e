import { formLifetime, sealed } from '../../../reports/forms/token';
import { fieldHtml, nameField } from '../../../reports/forms/fields';
import { addressOf } from '../../../reports/frame';
import { timeText } from '../../../reports/kit/format';
import { markup, type Html } from '../../../reports/kit/html';
import { notice, type Page } from '../../../reports/kit/page';
import { lastOf, type ReportRequest } from '../../../reports/request';
import type { ReportName } from '../../../reports/names';
import { formOf } from './index';
import type { FormContext, Proposal } from './form';
import { offer } from './kept';
import { randomText, secretOf } from './secret';

/** The page on which somebody reads what will be done, and confirms it. Nothing is changed yet. */
export async function proposalPage(source: FormContext, page: ReportName, request: ReportRequest): Promise<Page> {
	const { customer, now } = source;
	const action = lastOf(request.query.do);
	const known = formOf(page, action);
	const proposal = known ? await known.propose(source, request.query) : 'This page cannot do that.';
	const subtitle = `${customer} · ${timeText(now)} UTC · nothing has been changed yet`;
	const back = markup`<p><a href="${addressOf(page)}">Back to the page</a></p>\n`;
	if (typeof proposal === 'string' || 'nothing' in proposal) {
		const { nothing, about } = typeof proposal === 'string' ? { nothing: proposal, about: [] } : proposal;
		const sections = about.length > 0 ? [{ title: 'What it is about', content: about }] : [];
		return { title: 'Nothing to do', subtitle, top: [notice(nothing), back], sections };
	}
	const form = await offered(source, { page, action, user: request.user }, proposal);
	return {
		title: proposal.title,
		subtitle,
		top: [markup`<ul>\n${proposal.effects.map((text) => markup`<li>${text}</li>\n`)}</ul>\n`, form],
		sections: [{ title: 'What it is about', content: proposal.about }],
	};
}

/** Where a form stands and who looks at it. */
interface Place {
	page: ReportName;
	action: string;
	/** Who is logged in; `""` = nobody by name. */
	user: string;
}

/**
 * A form that carries out a proposal once it is sent.
 * @param name - of whoever has just given theirs; `""` = it is asked for
 */
export async function offered<D>(
	{ ledger, customer, now }: FormContext,
	{ page, action, user }: Place,
	proposal: Proposal<D>,
	name = '',
): Promise<Html> {
	const formId = randomText();
	const expires = new Date(Date.parse(now) + formLifetime).toISOString();
	const token = sealed({ formId, customer, page, action, user, expires, data: proposal.data }, await secretOf(ledger));
	await offer(ledger, formId, action, now);
	const who = name === '' ? fieldHtml(nameField) : markup`<input type="hidden" name="name" value="${name}">\n`;
	const cancel = name === '' ? markup` <a href="${addressOf(page)}">Cancel</a>` : null;
	return markup`<form method="post" action="${addressOf(page)}">
<input type="hidden" name="token" value="${token}">
${who}${proposal.fields.map(fieldHtml)}<p><button class="main">${proposal.button}</button>${cancel}</p>
</form>
`;
}
