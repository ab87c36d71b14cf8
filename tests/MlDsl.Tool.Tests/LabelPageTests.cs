using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MlDsl.Labels;

namespace MlDsl.Tool.Tests;

/// <summary>The page that asks for labels: one file whose policy allows its own script and nothing else, and texts that stay texts.</summary>
public sealed partial class LabelPageTests : IDisposable
{
    private const string Hostile = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> & ' \u2028";
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task HostileTextsAreData()
    {
        string page = await Page(Hostile);
        // The data and the script, and no third.
        Assert.Equal(["</script>", "</script>"], EndOfScript().Matches(page).Select(static m => m.Value));
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        JsonElement data = Data(page);
        Assert.Equal(Hostile, data.GetProperty("items")[0].GetProperty("shown")[0][1].GetString());
        Assert.Equal(Hostile, data.GetProperty("by").GetString());
        Assert.Contains("<h1>project: &lt;/script&gt;&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePolicyNamesTheScriptAndTheStyleAndNothingElse()
    {
        string page = await Page("plain");
        string policy = Policy().Match(page).Groups[1].Value;
        string script = Between(page, "<script>", "</script>"), style = Between(page, "<style>", "</style>");
        Assert.Equal($"default-src 'none';style-src '{Hash(style)}';script-src '{Hash(script)}';base-uri 'none';form-action 'none'", policy);
        Assert.DoesNotMatch(Address(), page);
        Assert.DoesNotContain('\r', page);
    }

    [Fact]
    public async Task ThePageHasWhatIsLeftForTheAnnotator()
    {
        await Page("plain");
        LabelFolder project = LabelFolder.Open(folder["project"]);
        project.Append(LabelEvent.New(LabelEventKind.Label, "1", "plain") with { Values = ["spam"] });
        Answer one = await Label("page", folder["project"], folder["page.html"], "--by", "plain", "--most", "1");
        Assert.StartsWith("1 items of 2; ", one.Output, StringComparison.Ordinal);
        JsonElement data = Data(File.ReadAllText(folder["page.html"]));
        JsonElement item = Assert.Single(data.GetProperty("items").EnumerateArray());
        Assert.Equal(new LabelAssignment(project).Open(project.Read(), "plain").First().Id, item.GetProperty("id").GetString());
        Assert.Equal(project.Items.Find(item.GetProperty("id").GetString()!)!.Hash, item.GetProperty("hash").GetString());
        Assert.Equal(project.GuidelinesHash, data.GetProperty("version").GetString());
        project.Append(LabelEvent.New(LabelEventKind.Unsure, "2", "plain"), LabelEvent.New(LabelEventKind.Label, "3", "plain") with { Values = ["fine"] });
        Assert.Contains("nothing is left for 'plain' to label", (await Label("page", folder["project"], folder["page.html"], "--by", "plain")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePageKnowsWhatTheFolderTookBack()
    {
        await Page("plain");
        LabelFolder project = LabelFolder.Open(folder["project"]);
        LabelEvent said = LabelEvent.New(LabelEventKind.Label, "1", "plain") with { Values = ["spam"], Hash = project.Items.Find("1")!.Hash };
        project.Append(said, LabelEvent.New(LabelEventKind.Undo, "1", "plain") with { Undoes = said.Id });
        await Label("page", folder["project"], folder["page.html"], "--by", "plain");
        JsonElement data = Data(File.ReadAllText(folder["page.html"]));
        // A browser that still holds the answer asks again.
        Assert.Equal(said.Id, Assert.Single(data.GetProperty("gone").EnumerateArray()).GetString());
        Assert.Contains("1", data.GetProperty("items").EnumerateArray().Select(static item => item.GetProperty("id").GetString()));
    }

    private async Task<string> Page(string by)
    {
        folder.Write("items.csv", $"id,text\n1,\"{Hostile}\"\n2,\"{Hostile}2\"\n3,\"{Hostile}3\"\n");
        Assert.Equal("", (await Label("init", folder["project"], "--items", folder["items.csv"], "--id", "id", "--class", "spam", "--class", "fine", "--question", Hostile)).Error);
        string queue = folder.Write("queue.jsonl", "{\"id\":\"1\",\"score\":1,\"reason\":\"first\"}\n");
        Assert.Equal("", (await Label("page", folder["project"], folder["page.html"], "--by", by, "--queue", queue)).Error);
        return File.ReadAllText(folder["page.html"]);
    }

    private static JsonElement Data(string page)
    {
        using JsonDocument data = JsonDocument.Parse(Between(page, "id=\"data\">", "</script>"));
        return data.RootElement.Clone();
    }

    private static string Between(string page, string from, string to)
    {
        int start = page.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return page[start..page.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static async Task<Answer> Label(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new();
        int code = await ToolCommand.RunAsync(["label", .. arguments], output, error);
        return new Answer(code, output.ToString(), error.ToString());
    }

    [GeneratedRegex("</script[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex EndOfScript();

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("https?:|(src|href)\\s*=\\s*[\"']", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
