import { presented } from '../../../nodes/SapToProcore/sync/presented';

describe('a message as mail and chat show it', () => {
	const hostile = '<script>alert("x")</script> <!channel> & \'=cmd|calc\'';
	const shown = presented({ title: hostile, text: `${hostile}\nhttps://n8n.example/231`, severity: 'error' });

	it('holds no markup that came from outside', () => {
		expect(shown.html).not.toMatch(/<script|<!channel/);
		expect(shown.html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
		expect(shown.chat).not.toMatch(/<script|<!channel/);
		expect(shown.chat).toContain('&lt;!channel&gt; &amp;');
	});

	it.each([
		['error', '#b91c1c'],
		['warning', '#b45309'],
		['info', '#15803d'],
	] as const)('has the color of %s', (severity, color) => {
		expect(presented({ title: 'T', text: 'x', severity }).html.split(color)).toHaveLength(3);
	});

	it('gives the mail every line of the text', () => {
		expect(shown.html.match(/<p /g)).toHaveLength(3);
		expect(shown.html).toContain('https://n8n.example/231');
	});
});
