using System.Text.Json;
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

    private static async Task<Answer> Ran(int code, params string[] arguments)
    {
        Answer answer = await CodeFolder.Run(arguments);
        Assert.True(answer.Code == code, $"{answer.Code}: {answer.Error}{answer.Output}");
        return answer;
    }
}
