import { demoOptions, usage } from '../../../demo/options';

describe('options of npm run demo', () => {
	it('refuse an unknown option, data set, number of runs and port', () => {
		expect(() => demoOptions(['--limits'])).toThrow("Unknown option '--limits'");
		expect(() => demoOptions(['--no-limits=yes'])).toThrow('--no-limits');
		expect(() => demoOptions(['--dataset', 'huge'])).toThrow('--dataset takes tour or seed, not "huge"');
		expect(() => demoOptions(['--runs', '0'])).toThrow('--runs takes a whole number from 1 to 100, not "0"');
		expect(() => demoOptions(['--port', '5678x'])).toThrow('not "5678x"');
	});

	it('are one run of tour with the limits of Procore, and n8n left open', () => {
		expect(demoOptions([])).toMatchObject({ once: false, runs: 1, dataset: 'tour', limits: true, port: 5678 });
	});

	it('switch the limits off, and the help says why one might', () => {
		expect(demoOptions(['--dataset', 'seed', '--no-limits'])).toMatchObject({ dataset: 'seed', limits: false });
		expect(demoOptions(['--help'])).toBe('help');
		expect(usage).toMatch(/--no-limits[^]*600 requests an hour[^]*seed takes hours/);
	});
});
