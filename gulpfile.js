const { dest, parallel, src } = require('gulp');

// What tsc does not carry over: icons, codex files and output schemas beside their node, and the templates.
const assets = () =>
	src(['nodes/**/*.svg', 'nodes/**/*.node.json', 'nodes/**/__schema__/**/*.json'], { encoding: false }).pipe(
		dest('dist/nodes'),
	);
const workflows = () => src('workflows/*.json', { encoding: false }).pipe(dest('dist/workflows'));

exports.default = parallel(assets, workflows);
