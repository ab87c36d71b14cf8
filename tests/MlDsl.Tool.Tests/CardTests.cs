using System.Runtime.CompilerServices;
using MlDsl.Training;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl card</c>: what the library writes, with the words of a command line.</summary>
public sealed class CardTests : IDisposable
{
    private static readonly string Model = Path.GetFullPath(Path.Combine(Here(), "../Golden/choice-2.mldsl"));
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TheCardIsWhatTheLibraryWrites()
    {
        CardDocument card = DynamicModel.Load(Model).Document(new()
        {
            Purpose = "Says which",
            Users = ["Ann", "Bob"],
            UseCases = ["tests"],
            Limitations = ["made up"],
            Tradeoffs = ["size"],
            Risks = [new("none", "a look"), new("some")],
            Classification = "public",
        });
        string[] words =
        [
            "--purpose", "Says which", "--user", "Ann", "--user", "Bob", "--use-case", "tests", "--limitation", "made up", "--tradeoff", "size", "--risk", "none = a look", "--risk", "some", "--classification", "public",
        ];
        Assert.Equal(new Answer(0, card.ToMarkdown(), ""), await Card([Model, .. words]));
        Assert.Equal(new Answer(0, card.ToCycloneDx(CycloneDxVersion.V16), ""), await Card([Model, "--format", "cyclonedx", "--spec", "1.6", .. words]));
        Assert.Equal(new Answer(0, "", ""), await Card([Model, "--out", folder["card.cdx.json"], .. words]));
        Assert.Equal(card.ToCycloneDx(), File.ReadAllText(folder["card.cdx.json"]));
    }

    [Fact]
    public async Task WhatCannotBeReadOrWrittenIsNamed()
    {
        Assert.Contains("nowhere.mldsl", (await Card("nowhere.mldsl")).Error, StringComparison.Ordinal);
        Answer answer = await Card(Model, "--out", folder["card.pdf"]);
        Assert.Equal(2, answer.Code);
        Assert.Contains("name the file .md for Markdown, or .json", answer.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await Card(Model, "--out", folder["no/folder/card.md"])).Code);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static async Task<Answer> Card(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int code = await ToolCommand.RunAsync(["card", .. arguments], output, error);
        return new Answer(code, output.ToString(), error.ToString());
    }
}
