export const about = `## Ask why something is, or is not, in Procore

An MCP server with one tool. An assistant that speaks MCP gives it the number of a supplier, an order, a requisition or a project, a cost code or a WBS element, and gets what is on record: where it stands, which rows decided, what is missing and who can bring it.

It reads the tables of the sync and changes nothing. SAP and Procore are not asked.

**Set up**
1. *MCP server*: create a **Bearer Auth** credential and choose it.
2. *Explain document*: the \`customer\` as in the sync.
3. Publish, and give the production URL of *MCP server* and the token to the assistant.

For an agent in n8n, connect *Explain document* to the agent instead of to *MCP server*.

Names from SAP are in the answers as they are: do not give the same assistant tools that could do harm.

Needs the community package n8n-nodes-sap-procore.`;
