using System.Text.Json;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl inspect</c>, <c>diff</c> and <c>cost</c>: what files hold, how they differ, and what predictions cost.</summary>
public sealed class InspectTests : IDisposable
{
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AModelIsToldPartByPart()
    {
        using JsonDocument said = JsonDocument.Parse((await Ran(0, "inspect", Model("return.mldsl", 1), "--json")).Output);
        JsonElement root = said.RootElement;
        Assert.Equal("return", root.GetProperty("model").GetProperty("name").GetString());
        Assert.Equal(new FileInfo(folder["return.mldsl"]).Length, root.GetProperty("file").GetProperty("bytes").GetInt64());
        Assert.Matches("^[0-9a-f]{64}$", root.GetProperty("file").GetProperty("sha256").GetString());
        Assert.StartsWith("float, Numeric(", root.GetProperty("columns").GetProperty("age").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("feature 0", root.GetProperty("columns").GetProperty("age").GetString(), StringComparison.Ordinal);
        Assert.Equal("bool, Label", root.GetProperty("columns").GetProperty("returned").GetString());
        Assert.Equal(("linear", 2), (root.GetProperty("predictor").GetProperty("kind").GetString(), root.GetProperty("predictor").GetProperty("features").GetInt32()));
        Assert.Equal("Logit", root.GetProperty("outcome").GetProperty("link").GetString());
        Assert.Equal(360, root.GetProperty("training").GetProperty("rows").GetInt32());
        Assert.Equal("0.001", root.GetProperty("options").GetProperty("L2").GetString());
        Assert.Equal(3, root.GetProperty("validation_evaluation").GetProperty("ROC-AUC").GetArrayLength());
        string text = (await Ran(0, "inspect", folder["return.mldsl"])).Output;
        Assert.Contains("\noutcome\n  link       Logit\n", text, StringComparison.Ordinal);
    }

    [FactWith("adult.csv")]
    public async Task EveryKindOfModelFileIsTold()
    {
        foreach (var (file, format, input) in new[]
        {
            ("sdca_min.onnx", "ONNX", "F0"), ("xgboost-100x6.json", "trees", "features"), ("lightgbm-iris.txt", "trees", "features"), ("mlnet/bike-fasttree.zip", "ML.NET", "Season"),
        })
        {
            using JsonDocument said = JsonDocument.Parse((await Ran(0, "inspect", TestData.Model(file), "--json")).Output);
            Assert.Equal(format, said.RootElement.GetProperty("file").GetProperty("format").GetString());
            Assert.True(said.RootElement.GetProperty("inputs").TryGetProperty(input, out _), file);
            Assert.NotEmpty(said.RootElement.GetProperty("outputs").EnumerateObject());
        }
    }

    [Theory]
    [InlineData("'none.mldsl' does not exist", "none.mldsl")]
    [InlineData("is not a complete model file", "cut.mldsl")]
    [InlineData("is no model; inspect reads .mldsl", "rows.csv")]
    [InlineData("is not an ONNX model that MlDsl can read", "bad.onnx")]
    public async Task WhatIsNoModelIsRefused(string reason, string file)
    {
        folder.Write("cut.mldsl", "PK");
        folder.Write("rows.csv", "a,b\n1,2\n");
        folder.Write("bad.onnx", "nothing");
        Assert.Contains(reason, (await Ran(2, "inspect", file == "none.mldsl" ? file : folder[file])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameModelHasNoDifference()
    {
        string model = Model("return.mldsl", 1);
        Assert.Equal("the files say the same", (await Ran(0, "diff", model, model)).Output.TrimEnd());
    }

    [Fact]
    public async Task DifferencesAreNamedByTheirPart()
    {
        using JsonDocument said = JsonDocument.Parse((await Ran(1, "diff", Model("one.mldsl", 1), Model("other.mldsl", 2), "--json")).Output);
        string[] parts = [.. said.RootElement.GetProperty("differences").EnumerateArray().Select(static difference => $"{difference.GetProperty("part").GetString()}: {difference.GetProperty("name").GetString()}")];
        Assert.Contains("card: split", parts);
        Assert.Contains("card: data", parts);
        Assert.Contains("encodings: Age", parts);
        Assert.Contains("predictor: sha256", parts);
        Assert.Contains("validation evaluation: ROC-AUC", parts);
        Assert.DoesNotContain(parts, static part => part.StartsWith("columns", StringComparison.Ordinal) || part.StartsWith("options", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OnRowsTheWorseModelIsTold()
    {
        string data = folder.Write("visits.csv", Visits.Text(600)), rows = folder.Write("fresh.csv", Visits.Text(400, seed: 3));
        TrainSet<Visit> train = Dataset<Visit>.FromCsv(data).SplitRandom(0.2, 0.2, 1).Train;
        string good = folder.Save("good.mldsl", VisitModel.Fit(train).Save), bad = folder.Save("bad.mldsl", VisitModel.Fit(train, new LinearRegressionOptions { L2 = 10 }).Save);
        Answer worse = await Ran(1, "diff", good, bad, "--rows", rows);
        Assert.Contains("options: L2: 0.001 → 10", worse.Output, StringComparison.Ordinal);
        Assert.Contains("on the same 400 rows\n  RMSE ", worse.Output, StringComparison.Ordinal);
        Assert.Contains(": worse", worse.Output, StringComparison.Ordinal);
        Assert.Contains(": better", (await Ran(0, "diff", bad, good, "--rows", rows)).Output, StringComparison.Ordinal);
        // A model beside itself: no difference, and its interval says so.
        using JsonDocument said = JsonDocument.Parse((await Ran(0, "diff", good, good, "--rows", rows, "--json")).Output);
        Assert.Equal([0, 0, 0], said.RootElement.GetProperty("metrics").GetProperty("RMSE").GetProperty("difference").EnumerateArray().Select(static value => value.GetDouble()));
        Assert.Equal(400, said.RootElement.GetProperty("rows").GetInt32());
    }

    [Fact]
    public async Task TheFiguresAreThoseOfTheModelsOwnType()
    {
        string data = folder.Write("visits.csv", Visits.Text(600));
        Split<Return> split = Dataset<Return>.FromCsv(data).SplitRandom(validation: 0.9, test: 0, seed: 1);
        ReturnModel model = ReturnModel.Fit(split.Train);
        string path = folder.Save("return.mldsl", model.Save);
        string rows = folder.Write("rows.csv", "age,ward,returned\n" + string.Concat(split.Validation.Rows.Select(static row => FormattableString.Invariant($"{row.Age},{row.Ward},{row.Returned}\n"))));
        BinaryMetrics metrics = model.Evaluate(split.Validation);
        using JsonDocument said = JsonDocument.Parse((await Ran(0, "diff", path, path, "--rows", rows, "--json")).Output);
        JsonElement figures = said.RootElement.GetProperty("metrics");
        Assert.Equal(metrics.RocAuc.Value, figures.GetProperty("ROC-AUC").GetProperty("one").GetDouble(), 12);
        Assert.Equal(metrics.LogLoss.Value, figures.GetProperty("log-loss").GetProperty("one").GetDouble(), 12);
    }

    [Fact]
    public async Task ModelsOfOtherLabelsAreNotCompared()
    {
        string data = folder.Write("visits.csv", Visits.Text(300));
        string one = await Searched("cost"), other = await Searched("age");
        Assert.Contains("predicts 'cost' and 'visits' 'age', which no metric compares", (await Ran(2, "diff", one, other, "--rows", data)).Error, StringComparison.Ordinal);
        // One column, of which they call another value the positive one.
        string positive = await Renamed("yes", 'a', 'b'), negative = await Renamed("no", 'b', 'a');
        Assert.Contains("reads other labels than", (await Ran(2, "diff", positive, negative, "--rows", folder["yes.csv"])).Error, StringComparison.Ordinal);

        Task<string> Searched(string label) => Fitted(label, data, label);

        Task<string> Renamed(string name, char common, char rare) => Fitted(name, folder.Write($"{name}.csv", "size,kind\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i * 7 % 31}.5,{(i % 3 == 0 ? rare : common)}\n"))), "kind");

        async Task<string> Fitted(string name, string file, string label)
        {
            await Ran(0, "search", file, "--label", label, "--range", "L2=1e-3..1:log", "--trials", "1", "--folds", "2", "--quiet", "--out", folder[$"{name}.mldsl"]);
            return folder[$"{name}.mldsl"];
        }
    }

    [Fact]
    public async Task BothModelsAreDrawnByOneGroup()
    {
        string data = folder.Write("visits.csv", Visits.Text(600));
        DynamicModel grouped = DynamicModel.Load(folder.Save("grouped.mldsl", PatientVisitModel.Fit(Dataset<PatientVisit>.FromCsv(data).SplitByGroup(0.2, 0.2, 1).Train).Save));
        DynamicModel alone = DynamicModel.Load(folder.Save("alone.mldsl", LoneVisitModel.Fit(Dataset<LoneVisit>.FromCsv(data).SplitRandom(0.2, 0.2, 1).Train).Save));
        // The same model twice, of which one knows patients: nothing lies between them, in no draw.
        string one = folder.Save("one.mldsl", alone.Refit([.. alone.Training.Rows(data)], new LinearRegressionOptions()).Save), other = folder.Save("other.mldsl", grouped.Refit([.. grouped.Training.Rows(data)], new LinearRegressionOptions()).Save);
        foreach (string[] pair in (string[][])[[one, other], [other, one]])
        {
            using JsonDocument said = JsonDocument.Parse((await Ran(0, ["diff", .. pair, "--rows", data, "--json"])).Output);
            Assert.Equal([0, 0, 0], said.RootElement.GetProperty("metrics").GetProperty("RMSE").GetProperty("difference").EnumerateArray().Select(static value => value.GetDouble()));
        }
    }

    [Fact]
    public async Task WhatCannotBeComparedIsRefused()
    {
        string data = folder.Write("visits.csv", Visits.Text(600)), model = Model("return.mldsl", 1);
        string visit = folder.Save("visit.mldsl", VisitModel.Fit(Dataset<Visit>.FromCsv(data).SplitRandom(0.2, 0.2, 1).Train).Save);
        Assert.Contains("which no metric compares", (await Ran(2, "diff", model, visit, "--rows", data)).Error, StringComparison.Ordinal);
        Assert.Contains("has no column 'returned'", (await Ran(2, "diff", model, model, "--rows", folder.Write("short.csv", "age,ward\n1,a\n"))).Error, StringComparison.Ordinal);
        Assert.Contains("There are no given rows", (await Ran(2, "diff", model, model, "--rows", folder.Write("empty.csv", Visits.Header))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACostHasPercentilesBytesAndRows()
    {
        string rows = folder.Write("rows.jsonl", "{\"age\":3,\"ward\":\"a\"}\n\n{\"input\":{\"Age\":4,\"Ward\":\"b\"},\"expected\":[0.5]}\n"), model = Model("return.mldsl", 1);
        using JsonDocument said = JsonDocument.Parse((await Ran(0, "cost", model, rows, "--calls", "1000", "--batch", "1", "--batch", "8", "--json")).Output);
        Assert.Equal((2, new FileInfo(model).Length), (said.RootElement.GetProperty("rows").GetInt32(), said.RootElement.GetProperty("file_bytes").GetInt64()));
        JsonElement[] calls = [.. said.RootElement.GetProperty("calls").EnumerateArray()];
        Assert.Equal([1, 8], calls.Select(static call => call.GetProperty("batch").GetInt32()));
        Assert.All(calls, static call =>
        {
            double[] median = Values(call, "median"), p90 = Values(call, "p90"), p99 = Values(call, "p99");
            Assert.True(median[0] > 0 && median[0] <= p90[0] && p90[0] <= p99[0] && p99[1] <= p99[0] && p99[0] <= p99[2], $"{call}");
            Assert.True(call.GetProperty("allocated_bytes_a_row").GetDouble() > 0 && call.GetProperty("rows_a_second").GetDouble() > 0);
        });
        Assert.Contains("rows a call     median µs", (await Ran(0, "cost", model, rows, "--calls", "1000")).Output, StringComparison.Ordinal);

        static double[] Values(JsonElement call, string name) => [.. call.GetProperty(name).EnumerateArray().Select(static value => value.GetDouble())];
    }

    [Theory]
    [InlineData("--calls '10' is too few", "--calls", "10")]
    [InlineData("--batch '0' is no number of rows", "--batch", "0")]
    [InlineData("(1): The plan of 'Return' has no column 'agee'")]
    public async Task WhatCannotBeTimedIsRefused(string reason, params string[] options) =>
        Assert.Contains(reason, (await Ran(2, ["cost", Model("return.mldsl", 1), folder.Write("rows.jsonl", "{\"agee\":3}\n"), .. options])).Error, StringComparison.Ordinal);

    private string Model(string name, int seed)
    {
        Split<Return> split = Dataset<Return>.FromCsv(folder.Write("visits.csv", Visits.Text(600))).SplitRandom(0.2, 0.2, seed);
        ReturnModel model = ReturnModel.Fit(split.Train);
        model.Evaluate(split.Validation);
        return folder.Save(name, model.Save);
    }

    private static async Task<Answer> Ran(int code, params string[] arguments)
    {
        Answer answer = await CodeFolder.Run(arguments);
        Assert.True(answer.Code == code, $"{answer.Code}: {answer.Error}{answer.Output}");
        return answer;
    }
}
