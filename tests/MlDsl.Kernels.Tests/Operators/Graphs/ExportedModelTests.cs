using MlDsl.Columns;
using MlDsl.Compiler.Onnx;
using MlDsl.Plans;
using MlDsl.Tests.Plans;
using MlDsl.Tests.Predictors;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>What is exported is also what the compiler takes: the compiled graph gives what ONNX Runtime gives.</summary>
public sealed class ExportedModelTests
{
    private const int Rows = 20;

    // Of the order of the sum and of the functions' last digits; features are compared to the bit elsewhere.
    private const double Relative = 1e-5, Absolute = 1e-5;

    [Theory]
    [InlineData(false, 40)]
    [InlineData(true, 5)]
    public void CompiledExportsAgree(bool ofTrees, int seeds)
    {
        int compared = 0;
        for (int seed = 0; seed < seeds; seed++)
        {
            RandomPlan made = new(seed, withText: false);
            // The compiler has no operators of ONNX Runtime's own.
            if (made.Plan.Encodings.Any(static e => e.Ops.Any(static op => op is HashOp))) continue;
            var random = new Random(seed);
            Outcome outcome = Outcomes.Of(seed % 3);
            float[] biases = new float[seed % 3 == 2 ? 3 : 1];
            float[] weights = [.. Enumerable.Range(0, made.Plan.Width * biases.Length).Select(_ => (float)(random.NextDouble() - 0.5) / 8)];
            Predictor predictor = ofTrees ? new TreePredictor(RandomTrees.Make(seed, made.Plan.Width, biases.Length, trees: 6)) : new LinearPredictor(weights, biases);
            byte[] file = OnnxExport.Write(made.Plan, predictor, outcome, new() { Features = seed % 2 == 0, Scores = true });
            List<ColumnValue[]> rows = [.. Accepted(made)];
            if (rows.Count == 0) continue;
            Assert.True(OperatorOracle.GraphAgrees(file, [.. OnnxReader.Read(file).Inputs.Select(input => Column(made.Plan, input.Name, rows))], Relative, Absolute), $"seed {seed}");
            compared++;
        }
        Assert.True(compared > 15 * seeds / 40, $"only {compared} models were compared");
    }

    [Theory]
    [InlineData(Covariance.Full)]
    [InlineData(Covariance.Diagonal)]
    [InlineData(Covariance.Tied)]
    [InlineData(Covariance.Spherical)]
    public void CompiledMixturesAgree(Covariance covariance)
    {
        int compared = 0;
        for (int seed = 2; seed < 60; seed += 3)
        {
            RandomPlan made = new(seed, withText: false);
            if (made.Plan.Encodings.Any(static e => e.Ops.Any(static op => op is HashOp))) continue;
            List<ColumnValue[]> rows = [.. Accepted(made, 100)];
            if (rows.Count == 0) continue;
            int width = made.Plan.Width, triangle = width * (width + 1) / 2, count = covariance switch { Covariance.Full => 3 * triangle, Covariance.Tied => triangle, Covariance.Diagonal => 3 * width, _ => 3 };
            var random = new Random(seed);
            var predictor = new MixturePredictor(covariance, Numbers(3, 1), Numbers(3 * width, 1), Numbers(count, 0.005f));
            byte[] file = OnnxExport.Write(made.Plan, predictor, Outcomes.Of(seed % 3), new() { Scores = true });
            Assert.True(OperatorOracle.GraphAgrees(file, [.. OnnxReader.Read(file).Inputs.Select(input => Column(made.Plan, input.Name, rows))], 1e-4, 1e-4), $"seed {seed}");
            compared++;

            float[] Numbers(int count, float size) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5) * size)];
        }
        Assert.True(compared >= 3, $"only {compared} mixtures were compared");
    }

    private static IEnumerable<ColumnValue[]> Accepted(RandomPlan made, float most = float.MaxValue)
    {
        SparseSink sink = new(8);
        for (int i = 0; i < Rows; i++)
        {
            ColumnValue[] row = [.. made.Row().Select(static d => d.Value)];
            // Features of 1e38 overflow in the one sum and not in the other.
            if (row.Any(static v => v.ToDouble() is { } number && Math.Abs(number) > 1e6)) continue;
            sink.Clear();
            try
            {
                made.Plan.Write(row, ref sink);
            }
            catch (ArgumentException)
            {
                continue;
            }
            // Squares of large features are told in fewer digits than shares are compared in.
            if (sink.Values[..sink.Count].ContainsAnyExceptInRange(-most, most)) continue;
            yield return row;
        }
    }

    private static Tensor Column(FeaturePlan plan, string input, List<ColumnValue[]> rows)
    {
        bool isPresence = input.EndsWith(".present", StringComparison.Ordinal);
        int column = plan.Columns.ToList().FindIndex(c => c.Member == (isPresence ? input[..^8] : input));
        ColumnValue[] values = [.. rows.Select(row => row[column])];
        if (isPresence) return Of(values.Select(static v => !v.IsMissing));
        DeclaredType type = DeclaredType.Of(plan.Columns[column]);
        return type.Name switch
        {
            "bool" => Of(values.Select(static v => v.ToSingle() == 1)),
            "sbyte" => Of(values.Select(static v => (sbyte)(v.ToInt64() ?? 0))),
            "byte" => Of(values.Select(static v => (byte)(v.ToInt64() ?? 0))),
            "short" => Of(values.Select(static v => (short)(v.ToInt64() ?? 0))),
            "ushort" => Of(values.Select(static v => (ushort)(v.ToInt64() ?? 0))),
            "int" => Of(values.Select(static v => (int)(v.ToInt64() ?? 0))),
            "uint" => Of(values.Select(static v => (uint)(v.ToInt64() ?? 0))),
            "long" => Of(values.Select(static v => v.ToInt64() ?? 0)),
            "ulong" => Of(values.Select(static v => v.ToUInt64() ?? 0)),
            "System.Half" => Of(values.Select(static v => (Half)(v.ToDouble() ?? double.NaN))),
            "float" => Of(values.Select(static v => (float)(v.ToDouble() ?? double.NaN))),
            "double" or "decimal" => Of(values.Select(static v => v.ToDouble() ?? double.NaN)),
            _ when type.IsTime => Of(values.Select(static v => v.ToTime()?.Ticks ?? 0)),
            _ => Of(values.Select(static v => v.ToText() ?? "")),
        };
    }

    private static Tensor<T> Of<T>(IEnumerable<T> values)
    {
        T[] all = [.. values];
        return new Tensor<T>(all, all.Length, 1);
    }
}
