import { formLifetime, sealed } from '../../../reports/forms/token';
import { fieldHtml, nameField } from '../../../reports/forms/fields';
import { addressOf } from '../../../reports/frame';
import { timeText } from '../../../reports/kit/format';
import { markup } from '../../../reports/kit/html';
import { notice, type Page } from '../../../reports/kit/page';
import { lastOf, type ReportRequest } from '../../../reports/request';
import type { ReportName } from '../../../reports/names';
import { formOf } from './index';
import type { FormContext } from './form';
import { offer } from './kept';
import { randomText, secretOf } from './secret';

/** The page on which somebody reads what will be done, and confirms it. Nothing is changed yet. */
export async function proposalPage(source: FormContext, page: ReportName, request: ReportRequest): Promise<Page> {
	const { ledger, customer, now } = source;
	const action = lastOf(request.query.do);
	const form = formOf(page, action);
	const proposal = form ? await form.propose(source, request.query) : 'This page cannot do that.';
	const subtitle = `${customer} · ${timeText(now)} UTC · nothing has been changed yet`;
	const back = markup`<p><a href="${addressOf(page)}">Back to the page</a></p>\n`;
	if (typeof proposal === 'string')
		return { title: 'Nothing to do', subtitle, top: [notice(proposal), back], sections: [] };
	const formId = randomText();
	const expires = new Date(Date.parse(now) + formLifetime).toISOString();
	const token = sealed(
		{ formId, customer, page, action, user: request.user, expires, data: proposal.data },
		await secretOf(ledger),
	);
	await offer(ledger, formId, action, now);
	const fields = [nameField, ...proposal.fields].map(fieldHtml);
	return {
		title: proposal.title,
		subtitle,
		top: [
			markup`<ul>\n${proposal.effects.map((text) => markup`<li>${text}</li>\n`)}</ul>\n`,
			markup`<form method="post" action="${addressOf(page)}">\n<input type="hidden" name="token" value="${token}">\n${fields}<p><button class="main">${proposal.button}</button> <a href="${addressOf(page)}">Cancel</a></p>\n</form>\n`,
		],
		sections: [{ title: 'What it is about', content: proposal.about }],
	};
}
