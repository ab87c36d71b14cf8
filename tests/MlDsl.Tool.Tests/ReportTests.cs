using System.Runtime.CompilerServices;
using System.Text.Json;
using MlDsl.Reports;
using MlDsl.Training;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl report</c>: the library's page and JSON, and refusals of a command line.</summary>
public sealed class ReportTests : IDisposable
{
    private static readonly string Model = Path.GetFullPath(Path.Combine(Here(), "../Golden/choice-2.mldsl"));
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ThePageIsTheLibrarys()
    {
        Answer answer = await CodeFolder.Run("report", Model, folder["page.html"], "--purpose", "<For> tests");
        Report expected = DynamicModel.Load(Model).Report("<For> tests");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal($"{expected.Title}: {folder["page.html"]}", answer.Output.Trim());
        Assert.Equal(expected.ToHtml(), File.ReadAllText(folder["page.html"]));
        Assert.Contains("&lt;For&gt; tests", expected.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JsonHasTheSameFiguresAndWritesNoPageUnlessNamed()
    {
        Answer answer = await CodeFolder.Run("report", Model, "--json");
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        using JsonDocument said = JsonDocument.Parse(answer.Output);
        Assert.Equal(DynamicModel.Load(Model).Card.Trainer, said.RootElement.GetProperty("sections").GetProperty("model").GetProperty("facts").GetProperty("trainer").GetString());
        Assert.False(File.Exists("choice-2.html"));
        Answer both = await CodeFolder.Run("report", Model, folder["page.html"], "--json");
        Assert.Equal(answer.Output, both.Output);
        Assert.True(File.Exists(folder["page.html"]));
    }

    // One verb's answer is the other's question.
    [Fact]
    public async Task ThePageShowsWhatACheckFound()
    {
        string rows = folder.Write("rows.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 200).Select(static i => FormattableString.Invariant($"{i * 37 % 101},{(i % 2) + (i * 0.001)},{i % 2}\n"))));
        string said = folder.Write("check.json", (await CodeFolder.Run("check", rows, "--label", "y", "--json")).Output);
        Assert.NotEmpty(CheckFindings.Read(said).Findings);
        Answer answer = await CodeFolder.Run("report", Model, folder["page.html"], "--check", said);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.Equal(DynamicModel.Load(Model).Report(check: CheckFindings.Read(said)).ToHtml(), File.ReadAllText(folder["page.html"]));
        Answer refused = await CodeFolder.Run("report", Model, folder["other.html"], "--check", folder.Write("other.json", "{}"));
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("is not what 'mldsl check --json' says: there is no string 'file'", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["other.html"]));
    }

    // A name of a file that a stranger sent does not steer the terminal.
    [Fact]
    public async Task ANameWithControlCharactersIsShownByThem()
    {
        ModelParts parts = ModelFile.Read(File.ReadAllBytes(Model), "the file");
        string file = folder["named.mldsl"];
        File.WriteAllBytes(file, ModelWriter.Write(parts with { Card = parts.Card with { Name = "a\u001b[2Jb" } }).File);
        Answer answer = await CodeFolder.Run("report", file, folder["page.html"]);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.StartsWith("a<U+001B>[2Jb ", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatCannotBeReadOrWrittenIsNamed()
    {
        string file = folder.Write("no.mldsl", "no model");
        foreach (string[] asked in new string[][] { ["report", file, folder["a.html"]], ["report", folder["absent.mldsl"]], ["report", Model, Path.Combine(folder["nowhere"], "a.html")], ["report", file, file] })
        {
            Answer answer = await CodeFolder.Run(asked);
            Assert.Equal((2, ""), (answer.Code, answer.Output));
            Assert.StartsWith("mldsl: ", answer.Error, StringComparison.Ordinal);
        }
        Assert.Contains("is the model itself", (await CodeFolder.Run("report", file, file)).Error, StringComparison.Ordinal);
        Assert.Equal("no model", File.ReadAllText(file));
        Assert.False(File.Exists(folder["a.html"]));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
