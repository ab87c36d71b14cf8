using MlDsl.Columns;
using MlDsl.Kernels;
using MlDsl.Tests.Predictors;

namespace MlDsl.Tests.Plans;

/// <summary>Trees of every kind of condition on made-up plans: ONNX Runtime's scores are the predictor's, to the bit.</summary>
public sealed class ExportedTreesTests
{
    [Fact]
    public void ScoresAreThoseOfThePredictor()
    {
        int compared = 0;
        for (int seed = 0; seed < 24; seed++)
        {
            RandomPlan made = new(seed, withText: false);
            if (made.Plan.Width > 2000) continue;
            int outputs = seed % 2 == 0 ? 1 : 3, divisor = seed % 5 == 1 ? 4 : 1;
            TreeEnsemble trees = RandomTrees.Make(seed, made.Plan.Width, outputs, trees: 4 * outputs, isDouble: seed % 4 != 3);
            // What is divided has no base value in an export.
            var predictor = new TreePredictor(divisor > 1 ? trees with { BaseValues = [] } : trees, divisor);
            byte[] file = OnnxExport.Write(made.Plan, predictor, Outcomes.Of(outputs == 1 ? 0 : 2), new() { Scores = true, AllowContribOperators = true });
            using ExportedModel exported = new(file, made.Plan);
            List<ColumnValue[]> rows = [];
            List<int> starts = [0];
            SparseSink sink = new(8);
            for (int i = 0; i < 100; i++)
            {
                ColumnValue[] row = [.. made.Row().Select(static d => d.Value)];
                SparseSink own = new(8);
                try
                {
                    made.Plan.Write(row, ref own);
                }
                catch (ArgumentException)
                {
                    continue;
                }
                // A feature that overflows is refused in C# before trees see it.
                if (own.Values.ToArray().Any(static v => !float.IsFinite(v))) continue;
                for (int k = 0; k < own.Count; k++) sink.Add(own.Positions[k], own.Values[k]);
                rows.Add(row);
                starts.Add(sink.Count);
            }
            if (rows.Count == 0) continue;
            var expected = new float[rows.Count * outputs];
            predictor.Score(new SparseRows(starts.ToArray(), sink.Positions, sink.Values), expected);
            Assert.True(expected.SequenceEqual((float[])exported.Run(rows)["scores"]), $"seed {seed}");
            compared += rows.Count;
        }
        Assert.True(compared > 700, $"only {compared} rows were compared");
    }

    [Fact]
    public void ADivisorThatIsNotTheNumberOfTreesIsRefused()
    {
        RandomPlan made = new(1, withText: false);
        var predictor = new TreePredictor(RandomTrees.Make(1, made.Plan.Width, 1, trees: 4), divisor: 3);
        Assert.Contains("divided by 3, and output 0 has 4 trees", Assert.Throws<OnnxExportException>(() => OnnxExport.Write(made.Plan, predictor, Outcomes.Of(0), new() { AllowContribOperators = true })).Message, StringComparison.Ordinal);
    }
}
