import { markup } from '../../shared/html';
import type { Alert, Severity } from './describe';

/** A message as a mail program and as a chat show it. */
export interface Presented {
	/** A page of its own for an HTML mail; everything that comes from outside is text in it. */
	html: string;
	/** Title and text for the field `text` of a chat's webhook (Slack, Mattermost, Rocket.Chat). */
	chat: string;
}

const colors: Record<Severity, string> = { error: '#b91c1c', warning: '#b45309', info: '#15803d' };

export function presented(alert: Alert): Presented {
	return { html: htmlOf(alert), chat: `*${forChat(alert.title)}*\n${forChat(alert.text)}` };
}

/** Styles stand at each element: mail programs leave style sheets out. */
function htmlOf({ title, text, severity }: Alert): string {
	const [reason = '', ...more] = text.split('\n');
	const paragraphs = more.map((line) => markup`<p style="margin:0 0 8px">${line}</p>\n`);
	return markup`<!doctype html>
<html lang="en"><body style="margin:0;padding:16px;font:15px/1.5 system-ui,sans-serif;color:#1f2937;background:#ffffff">
<div style="max-width:640px;border-left:6px solid ${colors[severity]};padding:4px 16px;overflow-wrap:anywhere">
<p style="margin:0;color:${colors[severity]};font-size:13px;text-transform:uppercase">${severity}</p>
<h1 style="margin:0 0 12px;font-size:19px">${title}</h1>
<p style="margin:0 0 12px;font-weight:600">${reason}</p>
${paragraphs}</div>
</body></html>
`.toString();
}

/** A chat takes these for mentions, links and its own markup: a name in SAP must not call a whole channel. */
const forChat = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
