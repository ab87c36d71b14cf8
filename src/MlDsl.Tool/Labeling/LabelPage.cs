using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlDsl.Json;
using MlDsl.Labels;

namespace MlDsl.Tool.Labeling;

/// <summary>
/// A page that asks for labels: one file without a network, worked by keys, that keeps answers in the browser and saves them as the lines that <c>merge</c> takes. Texts of items are data that the script only ever
/// shows as text; a policy in the page lets nothing run but that script, and nothing be sent.
/// </summary>
internal static class LabelPage
{
    /// <summary>The page.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="by">Who labels.</param>
    /// <param name="state">What stands of the labels: answers that the browser still holds and the folder took back are no answers.</param>
    /// <param name="items">What is asked, in this order.</param>
    public static string Of(LabelFolder folder, string by, LabelState state, IReadOnlyList<LabelItem> items)
    {
        string title = $"{folder.Project.Name}: {by}";
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src '{Hash(LabelPageText.Style)}';script-src '{Hash(LabelPageText.Script)}';base-uri 'none';form-action 'none'">
            <title>{WebUtility.HtmlEncode(title)}</title>
            <style>{LabelPageText.Style}</style>
            </head>
            <body>
            <header><h1>{WebUtility.HtmlEncode(title)}</h1><p id="question">{WebUtility.HtmlEncode(folder.Project.Question)}</p>
            <p><progress id="bar" value="0" max="1" aria-label="Labelled items"></progress> <span id="pace"></span></p></header>
            <main>
            <p id="said" role="status" aria-live="polite"></p>
            <section id="item" aria-label="The item" tabindex="-1"></section>
            <form id="answer" aria-label="The answer"></form>
            <p><label for="note">Note</label> <input id="note" autocomplete="off"></p>
            <p class="row"><button type="button" id="back">Back <kbd>&lt;</kbd></button><button type="button" id="later">Later <kbd>&gt;</kbd></button><button type="button" id="unsure">Cannot tell <kbd>~</kbd></button></p>
            <details id="help"><summary>Guidelines <kbd>?</kbd></summary><pre id="guidelines"></pre></details>
            <p class="row"><button type="button" id="save">Save the answers</button> <span id="unsaved"></span></p>
            <noscript><p>This page asks its questions by its own script, which this browser does not run.</p></noscript>
            </main>
            <script type="application/json" id="data">{Data(folder, by, state, items)}</script>
            <script>{LabelPageText.Script}</script>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    // The writer's own escapes leave no '<', '>' or '&' that could end the element.
    private static string Data(LabelFolder folder, string by, LabelState state, IReadOnlyList<LabelItem> items)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            // Answers of another project or annotator are kept apart.
            json.WriteString("key", LabelItem.HashOf([folder.Project.ToJson(), Path.GetFullPath(folder.Path), by]));
            json.WriteString("by", by);
            json.WriteString("task", folder.Project.Task.ToString());
            json.WriteString("guidelines", folder.Guidelines);
            json.WriteString("version", folder.GuidelinesHash);
            if (folder.Project.Minimum is { } least) json.WriteNumber("minimum", least);
            if (folder.Project.Maximum is { } most) json.WriteNumber("maximum", most);
            LabelProjectJson.WriteClasses(json, folder.Project.Classes);
            json.WriteTexts("gone", state.TakenBack.Order(StringComparer.Ordinal));
            json.WriteStartArray("items");
            foreach (LabelItem item in items)
            {
                json.WriteStartObject();
                json.WriteString("id", item.Id);
                json.WriteString("hash", item.Hash);
                json.WriteStartArray("shown");
                foreach (var (name, text) in item.Shown)
                {
                    json.WriteStartArray();
                    json.WriteStringValue(name);
                    json.WriteStringValue(text);
                    json.WriteEndArray();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
