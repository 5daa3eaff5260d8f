import { Uri, type Webview } from 'vscode';

/** The page's frame. All content is made by its script, as text: nothing of a workspace is ever read as HTML. */
export function pageHtml(webview: Webview, assets: Uri): string {
  const script = webview.asWebviewUri(Uri.joinPath(assets, 'webview.js'));
  const style = webview.asWebviewUri(Uri.joinPath(assets, 'webview.css'));
  const nonce = createNonce();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${style}">
  <title>Twelve-Factor Scorecard</title>
</head>
<body>
  <main id="scorecard"></main>
  <p id="news" class="news" role="status" aria-live="polite"></p>
  <script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

/** 128 random bits: a page's script cannot be guessed. */
function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
