import type { SimAnswer } from '../core/types.ts';

/** 401 as SAP's web server gives it: an HTML page, whatever was asked for. A wrong password and a locked user look alike. */
export function logonRefused(): SimAnswer {
	return {
		status: 401,
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'www-authenticate': 'Basic realm="SAP NetWeaver Application Server [S4P/100]"',
		},
		body: '<!DOCTYPE html><html><head><title>Logon Error Message</title></head><body><h1>Logon failed</h1><p>No logon possible: name or password is incorrect.</p></body></html>',
	};
}

/** 403 of the web server for a path whose ICF node is switched off. */
export function serviceNotActive(): SimAnswer {
	return {
		status: 403,
		headers: { 'content-type': 'text/html; charset=utf-8' },
		body: '<!DOCTYPE html><html><head><title>Service cannot be reached</title></head><body><h1>403 Forbidden</h1></body></html>',
	};
}
