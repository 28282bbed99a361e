import { addressOf } from '../frame';
import { counted, timeText } from '../kit/format';
import { markup } from '../kit/html';
import type { Page } from '../kit/page';
import { checkParameter } from '../request';

interface Checking {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	/** Projects whose tools are checked; 0 = no run has found any yet. */
	projects: number;
}

/** What a browser shows until both systems have been checked. */
export function checkingPage({ customer, now, projects }: Checking): Page {
	const next = addressOf('readiness', { [checkParameter]: 'now' });
	const tools = projects > 0 ? `the tools of ${counted(projects, 'project')}` : 'the tools of its projects';
	return {
		title: 'Readiness of SAP and Procore',
		subtitle: `${customer} · ${timeText(now)} UTC`,
		next,
		top: [
			markup`<p class="verdict">Both systems are being checked. The result opens here by itself.</p>
<ul>
<li>SAP: the log-on, each service with its fields, orders and suppliers</li>
<li>Procore: the log-on, the Company Directory, ${tools}, and the vendors</li>
</ul>
<p>With many projects this takes half a minute or more, because Procore limits how many requests it answers in ten seconds. Nothing is changed in either system. If nothing happens, press <a href="${next}">Check now</a>.</p>
`,
		],
		sections: [],
	};
}
