using MlDsl.Columns;
using MlDsl.Onnx;

namespace MlDsl.Tests.Plans;

/// <summary>ONNX Runtime on the exported graph against the encodings and the sums in C#, for made-up plans and rows.</summary>
public sealed class ExportTests
{
    private static readonly OnnxExportOptions Everything = new() { Scores = true, Features = true, AllowContribOperators = true };

    [Fact]
    public void FeaturesAndScoresAreThoseOfTheModel()
    {
        int compared = 0, refused = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            RandomPlan made = new(seed, withText: false);
            Random random = new(seed);
            LinearSums model = new(made.Plan, random, random.Next(2) == 0 ? 1 : 3);
            Outcome outcome = Outcomes.Of(model.Biases.Length == 1 ? 0 : 2);
            using ExportedModel exported = new(OnnxExport.Write(made.Plan, new LinearPredictor(model.Weights, model.Biases), outcome, Everything), made.Plan);
            List<ColumnValue[]> rows = [];
            List<SparseSink> features = [];
            for (int i = 0; i < 200; i++)
            {
                ColumnValue[] row = [.. made.Row().Select(static d => d.Value)];
                SparseSink sink = new(8);
                try
                {
                    made.Plan.Write(row, ref sink);
                }
                catch (ArgumentException e)
                {
                    if (refused++ % 7 == 0) Refuses(exported, row, $"seed {seed}: {e.Message}");
                    continue;
                }
                rows.Add(row);
                features.Add(sink);
            }
            if (rows.Count == 0) continue;
            Dictionary<string, Array> outputs = Run(exported, rows, seed);
            Compare(made.Plan, model, rows, features, (float[])outputs["features"], (float[])outputs["scores"], seed);
            compared += rows.Count;
        }
        Assert.True(compared > 10_000 && refused > 300, $"{compared} rows were compared and {refused} refused");
    }

    private static Dictionary<string, Array> Run(ExportedModel exported, List<ColumnValue[]> rows, int seed)
    {
        try
        {
            return exported.Run(rows);
        }
        catch (OnnxRuntimeException)
        {
            // One of them, which is easier to understand.
            foreach (ColumnValue[] row in rows)
            {
                try
                {
                    exported.Run([row]);
                }
                catch (OnnxRuntimeException e)
                {
                    Assert.Fail($"seed {seed}: the graph refuses {string.Join(", ", row)}: {e.Message}");
                }
            }
            throw;
        }
    }

    private static void Compare(FeaturePlan plan, LinearSums model, List<ColumnValue[]> rows, List<SparseSink> features, float[] found, float[] scores, int seed)
    {
        float[] slack = Slack(plan);
        for (int i = 0; i < rows.Count; i++)
        {
            float[] dense = new float[plan.Width];
            SparseSink sink = features[i];
            for (int k = 0; k < sink.Count; k++) dense[sink.Positions[k]] = sink.Values[k];
            for (int position = 0; position < dense.Length; position++)
            {
                float expected = dense[position], actual = found[(i * plan.Width) + position];
                Assert.True(
                    BitConverter.SingleToUInt32Bits(expected) == BitConverter.SingleToUInt32Bits(actual) || Near(expected, actual, slack[position]),
                    $"seed {seed}, {plan.FeatureNames[position]} ({string.Join(", ", plan.Encodings.SelectMany(static e => e.Ops))}): {expected:R} expected, {actual:R} found, of {string.Join(", ", rows[i])}");
            }
            (float[] sums, double[] bounds) = model.Of(in sink);
            for (int output = 0; output < sums.Length; output++)
            {
                float actual = scores[(i * sums.Length) + output];
                // Steps that may be an ulp off take the sum with them.
                double bound = bounds[output] + dense.Select((value, p) => Off(value, slack[p], model.Weights[(output * plan.Width) + p])).Sum();
                Assert.True(!float.IsFinite(sums[output]) || Math.Abs((double)sums[output] - actual) <= bound, $"seed {seed}, row {i}: {sums[output]:R} expected, {actual:R} found, {bound} allowed; bias {model.Biases[output]:R}, terms {Terms(plan, model, in sink, output)}");
            }
        }
    }

    private static string Terms(FeaturePlan plan, LinearSums model, in SparseSink features, int output)
    {
        List<string> terms = [];
        for (int i = 0; i < features.Count; i++)
            terms.Add($"{features.Values[i]:R} · {model.Weights[(output * plan.Width) + features.Positions[i]]:R} ({plan.FeatureNames[features.Positions[i]]})");
        return string.Join(" + ", terms);
    }

    // Where a logarithm, a power or an hour's sine may differ by an ulp: how many ulps of 1 a step after it makes of it; else -1.
    private static float[] Slack(FeaturePlan plan)
    {
        float[] slack = new float[plan.Width];
        Array.Fill(slack, -1);
        foreach (IEncoding encoding in plan.Encodings)
        {
            int position = encoding.Position;
            bool isLogarithm = encoding.Ops.Any(static op => op is LogOp);
            foreach (FeatureOp op in encoding.Ops)
            {
                if (op is ScaleOp scale && isLogarithm) slack[position] = scale.Factor * 64;
                else if (op is PowerOp) slack[position] = 0;
                else if (op is DatePartOp { Part: DatePart.Hour, Cyclic: true }) slack[position] = slack[position + 1] = 0;
                position += op.Width;
            }
        }
        return slack;
    }

    private static bool Near(float expected, float actual, float slack) =>
        slack >= 0 && Math.Abs((double)expected - actual) <= Ulp(expected) + (slack * Math.Pow(2, -23));

    private static double Off(float value, float slack, float weight) => slack < 0 || weight == 0 ? 0 : Ulp(value) * (1 + slack) * Math.Abs(weight);

    private static double Ulp(float value) => Math.Max(MathF.BitIncrement(Math.Abs(value)) - Math.Abs(value), 0);

    // What C# refuses ends the run with an error, or gives scores, numbers and probabilities that are none.
    private static void Refuses(ExportedModel exported, ColumnValue[] row, string what)
    {
        try
        {
            Dictionary<string, Array> outputs = exported.Run([row]);
            foreach (string output in new[] { "scores", "prediction", "probabilities" }.Where(outputs.ContainsKey))
                Assert.True(((float[])outputs[output]).All(float.IsNaN), $"{what}: the graph gives the {output} {string.Join(", ", (float[])outputs[output])}");
        }
        catch (OnnxRuntimeException e)
        {
            Assert.Contains("out of data bounds", e.Message, StringComparison.Ordinal);
        }
    }
}
