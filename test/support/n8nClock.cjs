// Preloaded into n8n (`node --require`): n8n's clock goes ahead of the machine's by as many milliseconds as the file in
// SIMULATED_CLOCK_FILE says, so that n8n and the simulators live in the same time when a day goes by in minutes.
// Timers are left alone: they count real time.
const { readFileSync } = require('node:fs');

const file = process.env.SIMULATED_CLOCK_FILE;
const RealDate = Date;
const realNow = RealDate.now.bind(RealDate);
let ahead = 0;
let lookedAt = Number.NEGATIVE_INFINITY;

function now() {
	const real = realNow();
	if (file && real - lookedAt > 20) {
		lookedAt = real;
		try {
			ahead = Number(readFileSync(file, 'utf8')) || 0;
		} catch {
			// It is being written: what it said before still holds.
		}
	}
	return real + ahead;
}

RealDate.now = now;
globalThis.Date = new Proxy(RealDate, {
	construct: (target, values, newTarget) => Reflect.construct(target, values.length > 0 ? values : [now()], newTarget),
	apply: () => new RealDate(now()).toString(),
});
