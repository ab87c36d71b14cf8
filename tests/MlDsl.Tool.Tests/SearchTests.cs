using System.Globalization;
using System.Text.Json;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl search</c>: the same trials whatever the workers and however often it was stopped, and refusals by name.</summary>
public sealed class SearchTests : IDisposable
{
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TheLogIsTheSameForAnyWorkersAndAfterAStop()
    {
        string[] ask = ["search", folder.Write("visits.csv", Visits.Text(300)), "--label", "cost", "--range", "L2=1e-6..100:log", "--range", "FitIntercept=true|false", "--trials", "8", "--folds", "3", "--seed", "5"];
        Answer one = await Ran(0, [.. ask, "--log", folder["one.jsonl"], "--workers", "1"]), two = await Ran(0, [.. ask, "--log", folder["two.jsonl"], "--workers", "2", "--quiet"]);
        Assert.Equal(one.Output, two.Output);
        Assert.Equal("", two.Error);
        Assert.Equal(8, one.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        string whole = await File.ReadAllTextAsync(folder["one.jsonl"]);
        Assert.Equal(whole, await File.ReadAllTextAsync(folder["two.jsonl"]));
        // Cut within the fourth trial.
        string[] lines = whole.Split('\n');
        await File.WriteAllTextAsync(folder["cut.jsonl"], string.Join('\n', lines[..4]) + "\n" + lines[4][..10]);
        Assert.Equal(one.Output, (await Ran(0, [.. ask, "--log", folder["cut.jsonl"], "--quiet"])).Output);
        Assert.Equal(whole, await File.ReadAllTextAsync(folder["cut.jsonl"]));
        Assert.Contains("is the log of another search", (await Ran(2, [.. ask, "--log", folder["one.jsonl"], "--set", "Tolerance=1e-4"])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheBestOptionsAreFittedToAllRows()
    {
        string data = folder.Write("visits.csv", Plain(300));
        using JsonDocument said = JsonDocument.Parse((await Ran(0, "search", data, "--label", "cost", "--task", "regression", "--trainer", "LinearRegression", "--range", "L2=1e-6..100:log", "--trials", "10", "--quiet", "--json", "--out", folder["best.mldsl"])).Output);
        DynamicModel model = DynamicModel.Load(folder["best.mldsl"]);
        Assert.Equal(said.RootElement.GetProperty("options").GetProperty("L2").GetString(), model.Card.Options["L2"]);
        Assert.Equal(300, model.Card.Rows);
        double[] losses = [.. said.RootElement.GetProperty("trials").EnumerateArray().Select(static trial => trial.GetProperty("loss").GetDouble())];
        Assert.Equal(losses.Min(), said.RootElement.GetProperty("loss").GetDouble());
        Assert.Equal(10, losses.Length);
        // The label's own noise, even from -20 to 20, has a deviation of 11.5; a rule says all but that.
        Assert.InRange(losses.Min(), 10, 13.5);
        Assert.True(losses.Max() > 1.5 * losses.Min());
    }

    [Theory]
    [InlineData("returned", "LogisticRegression", "ClassWeights=None|Balanced")]
    [InlineData("cost", "LightGbm", "Leaves=3..31")]
    [InlineData("ward", "LogisticRegression", "L2=1e-4..1:log")]
    public async Task EachTaskAndTrainerIsSearched(string label, string trainer, string range)
    {
        Answer answer = await Ran(0, "search", folder.Write("visits.csv", Visits.Text(240)), "--label", label, "--trainer", trainer, "--range", range, "--trials", "3", "--folds", "2", "--strategy", "random");
        Assert.Contains($"{trainer} as it is", answer.Error, StringComparison.Ordinal);
        Assert.StartsWith("Search of 3 trials", answer.Output, StringComparison.Ordinal);
    }

    // What is left out is said, and a model that was saved comes out again of the same file.
    [Fact]
    public async Task RowsWithoutALabelAreCounted()
    {
        string[] lines = Visits.Text(300).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int cost = Array.IndexOf(lines[0].Split(','), "cost");
        string data = folder.Write("visits.csv", string.Join('\n', lines.Select((line, i) => i is 7 or 9 ? string.Join(',', line.Split(',').Select((field, at) => at == cost ? "" : field)) : line)));
        Answer found = await Ran(0, "search", data, "--label", "cost", "--range", "L2=1e-6..1:log", "--trials", "2", "--out", folder["best.mldsl"]);
        Assert.Contains("2 rows that have no label teach nothing, and were left out; so they are by 'rebuild --skip-bad-rows'", found.Output, StringComparison.Ordinal);
        Answer again = await CodeFolder.Run("rebuild", folder["best.mldsl"], data, "--skip-bad-rows");
        Assert.StartsWith($"mldsl: 2 rows of '{data}' left out, the first: ", again.Error, StringComparison.Ordinal);
        Assert.Equal((0, "fitted anew to 298 rows (all rows): the data that the file names, the same encoding of columns, the same bytes of predictor"), (again.Code, again.Output.TrimEnd()));
    }

    [Fact]
    public async Task AModelTellsColumnsTaskAndTrainer()
    {
        string data = folder.Write("visits.csv", Visits.Text(300));
        string model = folder.Save("patients.mldsl", PatientVisitModel.Fit(Dataset<PatientVisit>.FromCsv(data).SplitByGroup(0.2, 0.2, 1).Train).Save);
        Answer answer = await Ran(0, "search", data, "--model", model, "--range", "L2=1e-6..1:log", "--trials", "3", "--rows", "120", "--out", folder["best.mldsl"], "--quiet", "--json");
        Assert.Equal(("patient-visit", 120L), (DynamicModel.Load(folder["best.mldsl"]).Card.Name, DynamicModel.Load(folder["best.mldsl"]).Card.Rows));
        using JsonDocument said = JsonDocument.Parse(answer.Output);
        Assert.Equal("LinearRegression", said.RootElement.GetProperty("trainer").GetString());
    }

    [TheoryWith("adult.csv", "taxi-fare-train.csv", "bike-hour.csv", "iris.tsv", "detox.tsv", "ratings.csv")]
    [InlineData("adult.csv", "--trim --missing ?")]
    [InlineData("taxi-fare-train.csv", "")]
    [InlineData("bike-hour.csv", "")]
    [InlineData("iris.tsv", "")]
    [InlineData("detox.tsv", "")]
    [InlineData("ratings.csv", "")]
    public Task WhatIsSavedReadsTheFileItWasFittedTo(string file, string options) => IsReadAgain(file, string.Join('\n', File.ReadLines(TestData.File(file)).Take(600)), options);

    [Theory]
    [InlineData(';', "dd.MM.yyyy", "--separator ; --date-format dd.MM.yyyy")]
    [InlineData(',', "yyyy-MM-dd", "")]
    public Task ColumnsAreReadByTheirOwnNames(char separator, string format, string options)
    {
        // Thirty columns that count, which a draft takes for one vector.
        string names = string.Join(separator, Enumerable.Range(0, 30).Select(static i => $"f{i}"));
        return IsReadAgain("wide.csv", $"am{separator}{names}{separator}y\n" + string.Concat(Enumerable.Range(0, 120).Select(row =>
            $"{new DateTime(2020, 1, 1).AddDays(row).ToString(format, CultureInfo.InvariantCulture)}{separator}{string.Join(separator, Enumerable.Range(0, 30).Select(i => $"{row * (i + 3) % 101}.5"))}{separator}{row * 3 % 101}.25\n")), options);
    }

    [Fact]
    public async Task WhatAModelCouldNotReadIsRefusedBefore()
    {
        string[] ask = ["--label", "3", "--range", "L2=1e-3..1:log", "--trials", "1", "--folds", "2", "--quiet"];
        string rows = string.Concat(Enumerable.Range(0, 60).Select(static i => $"{i * 7 % 31}.5,{i * 5 % 29}.5,{i * 3 % 23}.5\n"));
        string bare = folder.Write("bare.csv", rows), dates = folder.Write("dates.csv", "one,other,y\n" + string.Concat(Enumerable.Range(0, 60).Select(static i => $"{(i % 28) + 1:00}.01.2024,2024-02-{(i % 28) + 1:00},{i * 3 % 23}.5\n")));
        Assert.Contains("'bare.csv' has no header", (await Ran(2, ["search", bare, .. ask, "--out", folder["m.mldsl"]])).Error.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("'one' has dd.MM.yyyy, and 'other' has ISO 8601; write them in one, or search without --out", (await Ran(2, ["search", dates, .. ask, "--out", folder["m.mldsl"]])).Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["m.mldsl"]));
        await Ran(0, ["search", bare, .. ask]);
        // Nothing that is read is written over.
        string data = folder.Write("over.csv", "a,b,y\n" + rows), before = await File.ReadAllTextAsync(data), same = Path.Combine(folder.Path, ".", "over.csv");
        Assert.Contains("is a file that is read", (await Ran(2, ["search", data, .. ask, "--out", same])).Error, StringComparison.Ordinal);
        await Ran(0, ["search", data, .. ask, "--out", folder["m.mldsl"]]);
        Assert.Contains("is a file that is read", (await Ran(2, "search", data, "--model", folder["m.mldsl"], "--range", "L2=1e-3..1:log", "--out", folder["m.mldsl"])).Error, StringComparison.Ordinal);
        Assert.Contains("is a file that is read", (await Ran(2, "rebuild", folder["m.mldsl"], data, "--out", same)).Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(data));
    }

    [Fact]
    public async Task AllRowsAreSearchedByUnlessFewerAreSaid()
    {
        string[] ask = ["search", folder.Write("rows.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 200_100).Select(static i => $"{i % 97}.5,{i % 89}.5\n"))), "--range", "L2=1e-3..1:log", "--trials", "1", "--folds", "2", "--quiet", "--out", folder["m.mldsl"]];
        Assert.Contains("fitted to all 200100 rows with the best options", (await Ran(0, ask)).Output, StringComparison.Ordinal);
        Assert.Equal(200_100, DynamicModel.Load(folder["m.mldsl"]).Card.Rows);
        string few = (await Ran(0, [.. ask, "--rows", "150"])).Output;
        Assert.Contains("searched by only the first 150 rows: --rows left out the others\nfitted to only the first 150 rows with", few, StringComparison.Ordinal);
        using JsonDocument said = JsonDocument.Parse((await Ran(0, [.. ask, "--rows", "150", "--json"])).Output);
        Assert.Equal((150, false), (said.RootElement.GetProperty("rows").GetInt32(), said.RootElement.GetProperty("all_rows").GetBoolean()));
    }

    [Theory]
    [InlineData("is none: a range is an option and its ends", "--range", "L2")]
    [InlineData("PoissonRegression has no option 'Trees'; it has ", "--range", "Trees=1..3", "--trainer", "PoissonRegression")]
    [InlineData("'ten' is no number", "--range", "L2=ten..20")]
    [InlineData("has a scale that is neither log nor linear", "--range", "L2=1..2:cubic")]
    [InlineData("has not two ends", "--range", "L2=1..2..3")]
    [InlineData("is no number; list its values", "--range", "FitIntercept=1..2")]
    [InlineData("'maybe' is no value of LinearRegression's FitIntercept, which is true or false", "--range", "FitIntercept=true|maybe")]
    [InlineData("cannot be -1, which its range has", "--range", "L2=-1..2")]
    [InlineData("give two or more, or set the option", "--range", "FitIntercept=true")]
    [InlineData("--set 'L2' is no option with its value", "--range", "L1=0..1", "--set", "L2")]
    [InlineData("--set 'L2=-1': L2 must be finite", "--range", "L1=0..1", "--set", "L2=-1")]
    [InlineData("the trainer 'Oracle' is none that the tool runs", "--range", "L2=0..1", "--trainer", "Oracle")]
    [InlineData("Every trial of the search failed", "--range", "L2=0..1", "--trainer", "LogisticRegression", "--quiet")]
    [InlineData("--folds '1' is no such number", "--range", "L2=0..1", "--folds", "1")]
    [InlineData("do not make 700 folds", "--range", "L2=0..1", "--folds", "700")]
    [InlineData("Option '--range' is required")]
    public async Task AWrongQuestionIsNamed(string reason, params string[] options) =>
        Assert.Contains(reason, (await Ran(2, ["search", folder.Write("visits.csv", Plain(60)), .. options])).Error, StringComparison.Ordinal);

    // Without times, by which folds would follow each other, and without the second label.
    private static string Plain(int rows) => string.Concat(Visits.Text(rows, noise: 20).Split('\n').Select(static line => line.Split(',') is [var age, var ward, _, var cost, ..] ? $"{age},{ward},{cost}\n" : ""));

    // A model is searched for and saved, and then scores the file, is timed on it, comes out of it again, and is searched for anew.
    private async Task IsReadAgain(string file, string text, string options)
    {
        string data = folder.Write(file, text), model = folder["m.mldsl"];
        using JsonDocument said = JsonDocument.Parse((await Ran(0, "search", data, "--range", "L2=1e-3..1:log", "--trials", "1", "--folds", "2", "--quiet", "--json", "--out", model)).Output);
        string with = said.RootElement.GetProperty("read_with").GetString()!;
        Assert.Equal(options, with.Replace("'", "", StringComparison.Ordinal));
        string[] form = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        await Ran(0, ["score", model, data, folder["scores.csv"], "--quiet", .. form]);
        Assert.Equal(DynamicModel.Load(model).Card.Rows + 1, File.ReadLines(folder["scores.csv"]).Count());
        Assert.Contains("the data that the file names, the same encoding of columns, the same bytes of predictor", (await Ran(0, ["rebuild", model, data, .. form])).Output, StringComparison.Ordinal);
        await Ran(0, "search", data, "--model", model, "--range", "L2=1e-3..1:log", "--trials", "1", "--folds", "2", "--quiet");
    }

    private static async Task<Answer> Ran(int code, params string[] arguments)
    {
        Answer answer = await CodeFolder.Run(arguments);
        Assert.True(answer.Code == code, $"{answer.Code}: {answer.Error}{answer.Output}");
        return answer;
    }
}
