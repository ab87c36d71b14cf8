using MlDsl.Columns;

namespace MlDsl.Tests.Plans;

/// <summary>A vector is one input of the graph, whose features are those of the encoding to the bit.</summary>
public sealed class ExportedVectorTests
{
    private static readonly NumericOptions[] Options =
    [
        new(),
        new() { Scale = Scale.Standard },
        new() { Scale = Scale.Robust, Impute = Impute.Median },
        new() { Scale = Scale.MinMax, Impute = Impute.Mean, Indicator = true },
        new() { Scale = Scale.Log, Min = -1, Max = 30 },
        new() { Scale = Scale.Power, Impute = Impute.Constant, Constant = 3, Indicator = true },
        new() { Bins = 4, Impute = Impute.Mean, Indicator = true },
        new() { Min = 0 },
    ];

    public static TheoryData<int, int> Cases
    {
        get
        {
            TheoryData<int, int> cases = [];
            for (int i = 0; i < Options.Length; i++)
                foreach (int length in new[] { 1, 2, 5 }) cases.Add(i, length);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void FeaturesAndScoreAreThoseOfTheModel(int options, int length)
    {
        Random random = new(options + (10 * length));
        VectorLearner learner = new("Wave", new() { Length = length, Element = Options[options] });
        bool mayMiss = Options[options].Impute != Impute.None;
        for (int i = 0; i < 50; i++) learner.Add(Elements.Of(Vector(random, length, mayMiss)));
        int position = 0;
        VectorEncoding encoding = learner.Finish(ref position);
        DatasetSchema schema = new("Song", [new("wave", "Wave", mayMiss ? "float[]?" : "float[]", ColumnRole.None, "kind", true) { Length = length }], []);
        FeaturePlan plan = new(schema, [encoding]);
        LinearSums sums = new(plan, random, 1);
        using ExportedModel exported = new(
            OnnxExport.Write(plan, new LinearPredictor(sums.Weights, sums.Biases), Outcomes.Number(), new() { Features = true, Scores = true }), plan);
        Assert.Equal([$"Wave: float[N,{length}]"], exported.Session.Inputs.Select(static i => i.ToString()));

        ColumnValue[][] rows = [.. Enumerable.Range(0, 40).Select(i => new[] { ColumnValue.Vector(mayMiss && i == 7 ? null : Vector(random, length, mayMiss)) })];
        float[] found = (float[])exported.Run(rows)["features"];
        for (int i = 0; i < rows.Length; i++)
        {
            SparseSink sink = new(4);
            plan.Write(rows[i], ref sink);
            float[] expected = new float[plan.Width];
            for (int k = 0; k < sink.Count; k++) expected[sink.Positions[k]] = sink.Values[k];
            // Powers go through an exponential and a logarithm, whose last digit is the runtime's own.
            float tolerance = Options[options].Scale is Scale.Power or Scale.Log ? 1e-6f : 0;
            for (int k = 0; k < expected.Length; k++) Assert.Equal(expected[k], found[(i * plan.Width) + k], tolerance * Math.Max(1, Math.Abs(expected[k])));
        }
    }

    [Fact]
    public void TheFileTellsItsLengthAndWhatIsMissing()
    {
        VectorLearner learner = new("Wave", new() { Length = 2, Element = new() { Impute = Impute.Mean } });
        learner.Add(Elements.Of(new float[] { 1, 2 }));
        int position = 0;
        FeaturePlan plan = new(new DatasetSchema("Song", [new("wave", "Wave", "float[]?", ColumnRole.None, "kind", true) { Length = 2 }], []), [learner.Finish(ref position)]);
        OnnxExportInput input = Assert.Single(OnnxExport.Inputs(plan, OnnxExportOptions.MLflow with { Nulls = ExportNulls.Sentinel }));
        Assert.Equal((2, "NaN", null), (input.Length, input.Missing, input.Sentinel));
        using ExportedModel exported = new(OnnxExport.Write(plan, new LinearPredictor([1f, 1], [0f]), Outcomes.Number(), OnnxExportOptions.MLflow), plan);
        Assert.Equal([3f], (float[])exported.Run([[ColumnValue.Vector([1, 2])]])["prediction"]);
        Assert.Equal([4f], (float[])exported.Run([[ColumnValue.Vector([2, float.NaN])]])["prediction"]);
    }

    private static float[] Vector(Random random, int length, bool mayMiss) =>
        [.. Enumerable.Range(0, length).Select(i => mayMiss && random.Next(4) == 0 ? float.NaN : random.Next(-20, 40) * (0.25f + i))];
}
