export const about = `## Does your SAP, and your Procore, do what the sync counts on?

The documentation of both leaves things open: what is locked, who may set a status, how lists are cut. This workflow finds them out and recommends settings.

**SAP is only read. In Procore, throw-away records are made in one project and removed again.**

**Set up**
1. *Check SAP*: choose the credential.
2. *Check Procore*: choose the credential of a **sandbox**, and a project that nobody works in, with an open billing period and a locked budget of two lines. Anywhere but in Procore's own sandboxes, type the project's name into *Confirm Project*.
3. **Execute workflow**. It takes about three minutes and 170 requests.

*Make report* says what was found and gives it as a file. It names no records, numbers, amounts or hosts, so that it can be sent to the makers of the nodes.

Deactivate *Check SAP* or *Check Procore* to look at one system only.

Needs the community package n8n-nodes-sap-procore.`;
