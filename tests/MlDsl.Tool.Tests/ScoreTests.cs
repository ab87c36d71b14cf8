using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MlDsl.Training;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl score</c>: what the library writes, with exit codes, progress and refusals of a command line.</summary>
public sealed class ScoreTests : IDisposable
{
    private const string Rows = "Amount,Shop,id\n1,a,x\n2,b,y\n3,c,z\n", Bad = "Amount,Shop,id\n1,a,x\nmuch,b,y\n3,c,z\n";
    private static readonly string Model = Path.GetFullPath(Path.Combine(Here(), "../Golden/choice-2.mldsl"));
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("out.csv")]
    [InlineData("out.jsonl")]
    public async Task TheOutputIsWhatTheLibraryWrites(string name)
    {
        string input = folder.Write("in.csv", Rows), expected = folder[$"expected{Path.GetExtension(name)}"];
        FileScoringResult result = DynamicModel.Load(Model).ScoreFile(input, expected, new() { Keep = ["id"] });
        Answer answer = await Score(input, folder[name], "--keep", "id", "--threads", "2");
        Assert.Equal((0, File.ReadAllText(expected)), (answer.Code, File.ReadAllText(folder[name])));
        Assert.StartsWith($"3 of 3 rows scored by golden-choice/", answer.Output, StringComparison.Ordinal);
        Assert.Equal("100 %: 3 rows", answer.Error.Trim());
        Assert.Equal(3, result.Rows);
    }

    [Fact]
    public async Task BadRowsAreSetAsideAndSaidByTheExitCode()
    {
        string input = folder.Write("in.csv", Bad);
        Answer answer = await Score(input, folder["out.csv"], "--rejects", folder["bad.jsonl"], "--json", "--quiet");
        Assert.Equal((1, ""), (answer.Code, answer.Error));
        using JsonDocument said = JsonDocument.Parse(answer.Output);
        JsonElement root = said.RootElement;
        Assert.Equal((3, 1, 0), (root.GetProperty("rows").GetInt32(), root.GetProperty("rejected").GetInt32(), root.GetProperty("resumed_rows").GetInt32()));
        Assert.Equal((input, folder["out.csv"], folder["bad.jsonl"]), (root.GetProperty("input").GetString(), root.GetProperty("output").GetString(), root.GetProperty("rejects").GetString()));
        Assert.Equal(new FileInfo(folder["out.csv"]).Length, root.GetProperty("output_bytes").GetInt64());
        Assert.Equal(64, root.GetProperty("output_sha256").GetString()!.Length);
        using JsonDocument aside = JsonDocument.Parse(File.ReadAllText(folder["bad.jsonl"]));
        Assert.Equal((3, "much,b,y"), (aside.RootElement.GetProperty("line").GetInt32(), aside.RootElement.GetProperty("row").GetString()));
    }

    [Fact]
    public async Task AWholeOutputIsLeftAndAnotherModelsIsNot()
    {
        string input = folder.Write("in.csv", Rows), other = Path.Combine(Path.GetDirectoryName(Model)!, "price-2.mldsl");
        Assert.Equal(0, (await Score(input, folder["out.csv"])).Code);
        Answer again = await Score(input, folder["out.csv"]);
        Assert.Equal(0, again.Code);
        Assert.EndsWith("; 3 rows were done before", again.Output.TrimEnd(), StringComparison.Ordinal);
        Answer altered = await Score(input, folder["out.csv"], "--keep", "id");
        Assert.Equal(2, altered.Code);
        Assert.Contains("was written with other options", altered.Error, StringComparison.Ordinal);
        Assert.EndsWith("or begin anew with --replace", altered.Error.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(0, (await Score(input, folder["out.csv"], "--keep", "id", "--replace")).Code);
        Assert.Equal(2, (await CodeFolder.Run("score", other, input, folder["out.csv"])).Code);
    }

    [Fact]
    public async Task EveryWayOfWritingRowsIsRead()
    {
        Assert.Equal(0, (await Score(folder.Write("plain.csv", "Amount,Shop\n1.5,a\n2,b\n"), folder["plain.out.csv"])).Code);
        string input = folder.Write("in.txt", "Amount;Shop\n1,5;a\n2,0;b\n");
        Assert.Equal(0, (await Score(input, folder["out.txt"], "--separator", ";", "--decimal-comma", "--input-format", "csv", "--output-format", "csv")).Code);
        string tabs = folder.Write("tabs.csv", "Amount\tShop\n1.5\ta\n2\tb\n");
        Assert.Equal(0, (await Score(tabs, folder["tabs.out.csv"], "--separator", "tab")).Code);
        string json = folder.Write("in.jsonl", "{\"Amount\":1.5,\"Shop\":\"a\",\"more\":1}\n{\"Amount\":2,\"Shop\":\"b\"}\n");
        Assert.Equal(0, (await Score(json, folder["json.out.csv"], "--ignore-unknown")).Code);
        string[] expected = Predictions("plain.out.csv");
        foreach (string other in (string[])["out.txt", "tabs.out.csv", "json.out.csv"]) Assert.Equal(expected, Predictions(other));
        Answer refused = await Score(json, folder["refused.csv"]);
        Assert.Contains("'more' is no column", refused.Error, StringComparison.Ordinal);

        string gaps = folder.Write("gaps.csv", "Amount,Shop\nn/a,a\n");
        Assert.Contains("gaps.csv, line 2", (await Score(gaps, folder["gaps.out.csv"])).Error, StringComparison.Ordinal);
        Answer missing = await Score(gaps, folder["known.out.csv"], "--missing", "n/a");
        Assert.Contains("'Amount'", missing.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score MODEL in.csv", "'mldsl score --help' lists the options")]
    [InlineData("score MODEL in.csv out.csv --threads none", "--threads 'none' is no number of threads; it is 1 or more")]
    [InlineData("score MODEL in.csv out.csv --threads 0", "--threads '0' is no number of threads")]
    [InlineData("score MODEL in.csv out.csv --separator ;;", "--separator ';;' is no separator; it is one character, or 'tab'")]
    [InlineData("score MODEL in.csv out.csv --separator \"", "--separator must not be a quote")]
    [InlineData("score MODEL in.csv out.csv --input-format xml", "'xml'")]
    [InlineData("score MODEL in.csv out.xml", ".jsonl or .ndjson, or set --output-format")]
    [InlineData("score MODEL in.csv in.csv", "would be read and written")]
    [InlineData("score MODEL in.csv out.csv --keep label", "--keep must not name 'label'")]
    [InlineData("score MODEL in.csv out.csv --keep id --keep id", "--keep must name each column once")]
    [InlineData("score MODEL gone.csv out.csv", "gone.csv' does not exist")]
    [InlineData("score gone.mldsl in.csv out.csv", "gone.mldsl")]
    [InlineData("score in.csv in.csv out.csv", "in.csv")]
    [InlineData("score MODEL bad.csv out.csv", "bad.csv, line 3, column 1: ")]
    [InlineData("score MODEL bad.csv out.csv", "let --rejects FILE take the rows")]
    public async Task AWrongQuestionIsNamed(string line, string expected)
    {
        folder.Write("in.csv", Rows);
        folder.Write("bad.csv", Bad);
        Answer answer = await CodeFolder.Run([.. line.Split(' ').Select(word => word == "MODEL" ? Model : Path.HasExtension(word) ? folder[word] : word), "--quiet"]);
        Assert.Equal((2, ""), (answer.Code, answer.Output));
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out.csv"]));
    }

    [Fact]
    public async Task ProgressIsALineForEachTenthWhereItIsPiped()
    {
        string input = folder.Write("in.csv", "Amount,Shop\n" + string.Concat(Enumerable.Repeat("1,some shop with a long name\n", 60_000)));
        Answer answer = await Score(input, folder["out.csv"]);
        string[] lines = answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(lines.Length, 9, 10);
        Assert.Equal("100 %: 60000 rows", lines[^1].TrimEnd());
        Assert.All(lines, static line => Assert.DoesNotContain('\r', line.TrimEnd('\r')));
    }

    [Fact]
    public void ATerminalsLineIsDrawnOverAndTakenAway()
    {
        using var error = new StringWriter();
        var progress = new Scoring.ScoringProgress(error, isTerminal: true);
        progress.Report(new FileScoringProgress(1, 0, 10, 100));
        progress.Report(new FileScoringProgress(10, 2, 100, 100));
        progress.End();
        progress.End();
        Assert.Equal("\r10 %: 1 rows\r100 %: 10 rows, 2 set aside\r" + new string(' ', 29 - 2) + "\r", error.ToString());
    }

    [Fact]
    public async Task AProcessSaysTheSame()
    {
        string input = folder.Write("in.csv", Rows), tool = Path.Combine(AppContext.BaseDirectory, "MlDsl.Tool.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [tool, "score", Model, input, folder["out.csv"], "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((0, "100 %: 3 rows"), (process.ExitCode, (await error).Trim()));
        using JsonDocument said = JsonDocument.Parse(await output);
        Assert.Equal(3, said.RootElement.GetProperty("rows").GetInt32());
    }

    [Fact]
    public async Task HelpSaysEveryOption()
    {
        string help = (await CodeFolder.Run("score", "--help")).Output;
        foreach (string option in (string[])["<model>", "<in>", "<out>", "--rejects", "--threads", "--keep", "--replace", "--json", "--quiet"])
            Assert.Contains(option, help, StringComparison.Ordinal);
    }

    private static Task<Answer> Score(string input, string output, params string[] options) => CodeFolder.Run(["score", Model, input, output, .. options]);

    private string[] Predictions(string name) => [.. File.ReadAllLines(folder[name]).Select(static line => string.Join(',', line.Split(',').Skip(1)))];

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
