import { withPathFirst, withoutNpmVariables } from '../../../tools/bootstrap/env.cjs';

describe('environment of a nested npm', () => {
	it('drops what an outer npm run adds', () => {
		const clean = withoutNpmVariables({
			PATH: '/bin',
			INIT_CWD: '/somewhere',
			npm_lifecycle_event: 'demo',
			npm_config_prefix: '/prefix',
			NPM_CONFIG_DRY_RUN: 'true',
			npm_package_name: 'x',
			gone: undefined,
		});
		expect(clean).toEqual({ PATH: '/bin' });
	});

	it('keeps how to reach the registry', () => {
		const reach = { npm_config_registry: 'https://registry.example', npm_config_https_proxy: 'http://proxy.example' };
		expect(withoutNpmVariables(reach)).toEqual(reach);
	});

	it('puts a folder first in the path, whatever its variable is called', () => {
		expect(withPathFirst({ Path: '/a' }, '/tools', ':')).toEqual({ Path: '/tools:/a' });
		expect(withPathFirst({}, '/tools', ':')).toEqual({ PATH: '/tools' });
	});
});
