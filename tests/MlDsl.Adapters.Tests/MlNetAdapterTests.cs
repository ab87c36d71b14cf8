using System.Globalization;
using MlDsl.Build;
using MlDsl.Testing;

namespace MlDsl.Adapters.Tests;

public sealed class MlNetAdapterTests
{
    private static readonly string[][] Table = [.. File.ReadLines(TestData.Model("mlnet-scores.csv")).Select(static line => line.Split(','))];
    private static readonly Row[] Rows = [.. Table.Skip(1).Select(Read)];

    [Fact]
    public void TreesAgreeWithMlNet() => Check(RuntimeTrees.Load(TestData.Model("ft100x20_min.onnx")), "ft100x20");

    [Fact]
    public void LinearModelsAgreeWithMlNet() => Check(RuntimeLinear.Load(TestData.Model("sdca_min.onnx")), "sdca");

    [Fact]
    public void CompiledTreesAgreeWithMlNet() => Check(CompiledTrees.Load(), "ft100x20");

    [Fact]
    public void CompiledLinearModelsAgreeWithMlNet() => Check(CompiledLinear.Load(), "sdca");

    [Fact]
    public void CompiledModelsEqualTheRuntime()
    {
        using RuntimeTrees runtime = RuntimeTrees.Load(TestData.Model("ft100x20_min.onnx"));
        using CompiledTrees compiled = CompiledTrees.Load();
        foreach (Row row in Rows)
        {
            runtime.Run(in row, out Verdict expected);
            compiled.Run(in row, out Verdict found);
            Assert.Equal(expected.Score, found.Score);
            Assert.Equal(expected.PredictedLabel, found.PredictedLabel);
            Assert.Equal(expected.Probability.Value, found.Probability.Value, 1e-6f);
        }
    }

    [Theory]
    [InlineData("ft100x20_min.onnx")]
    [InlineData("sdca_min.onnx")]
    public void TheCommittedManifestIsThatOfTheModel(string name) => Assert.Equal(
        ModelDescription.Describe(TestData.Model(name), $"Models/{name}", static w => Assert.Fail(w.Message)),
        File.ReadAllText(Path.Combine(CSharp.Root, "tests", "MlDsl.Adapters.Tests", "Models", $"{name}.manifest")));

    [Fact]
    public async Task OneRowBatchAndAsyncCallAgree()
    {
        using RuntimeTrees model = RuntimeTrees.Load(TestData.Model("ft100x20_min.onnx"));
        var batch = new Verdict[5];
        model.Run(Rows.AsSpan(0, 5), batch);
        for (int i = 0; i < batch.Length; i++)
        {
            model.Run(in Rows[i], out Verdict one);
            Assert.Equal(batch[i], one);
            Assert.Equal(batch[i], await model.RunAsync(Rows[i]));
        }
    }

    [Fact]
    public void BadCallsAreNamed()
    {
        RuntimeTrees model = RuntimeTrees.Load(TestData.Model("ft100x20_min.onnx"));
        model.Run([], []);
        Assert.Contains("2 inputs and 1 outputs", Assert.Throws<ArgumentException>(() => model.Run(Rows.AsSpan(0, 2), new Verdict[1])).Message, StringComparison.Ordinal);
        Row missing = Rows[0] with { Cat1 = null! };
        Assert.Contains("'Cat1' is null", Assert.Throws<ArgumentException>(() => model.Run(in missing, out _)).Message, StringComparison.Ordinal);
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Run(in Rows[0], out _));
    }

    // The stated tolerance of the export against ML.NET's own scores.
    private static void Check<T>(T model, string name) where T : IScorer<Row, Verdict>, IDisposable
    {
        using (model)
        {
            var verdicts = new Verdict[Rows.Length];
            model.Run(Rows, verdicts);
            int score = Array.IndexOf(Table[0], $"{name}_Score"), probability = Array.IndexOf(Table[0], $"{name}_Probability");
            int label = Array.IndexOf(Table[0], $"{name}_PredictedLabel");
            Assert.True(Rows.Length > 100);
            for (int i = 0; i < Rows.Length; i++)
            {
                string[] expected = Table[i + 1];
                Assert.Equal(Number(expected[score]), verdicts[i].Score.Value, 2e-5f);
                Assert.Equal(Number(expected[probability]), verdicts[i].Probability.Value, 2e-5f);
                Assert.Equal(Number(expected[label]) == 1, verdicts[i].PredictedLabel);
            }
        }
    }

    private static Row Read(string[] fields)
    {
        object row = new Row { Cat1 = fields[28], Cat2 = fields[29] };
        for (int i = 0; i < 28; i++) typeof(Row).GetProperty($"F{i}")!.SetValue(row, Number(fields[i]));
        return (Row)row;
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);
}
