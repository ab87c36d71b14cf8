using System.Reflection;
using MlDsl.Kernels.Tests.Operators;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Rows;

/// <summary>Rows and graphs at the edge: as many categories as a table may have, texts that are hard to tell apart or missing.</summary>
public sealed class EdgeGraphTests
{
    private const string Ml = OnnxGraphBuilder.MachineLearning;

    private const string Source = """
        using MlDsl;

        namespace Graphs;

        public readonly record struct Row(string Text, float Number);

        [OnnxModel("g0.onnx", Backend = Backend.Compiled)]
        public sealed partial class Records : IScorer<Row, float>;

        public static class G
        {
            private static readonly Records records = Records.Load();

            public static float One(string text, float number)
            {
                records.Run(new Row(text, number), out float score);
                return score;
            }

            public static float[] Many(string[] texts, float[] numbers)
            {
                Row[] rows = texts.Zip(numbers, static (text, number) => new Row(text, number)).ToArray();
                float[] scores = new float[rows.Length];
                records.Run(rows, scores);
                return scores;
            }
        }
        """;

    [Fact]
    public void AHundredThousandCategoriesAreOneLookUp()
    {
        // Both ends of the texts are alike, and other scripts and very long ones are among them.
        string[] known = [.. Enumerable.Range(0, 100_000).Select(static i => (i % 1000) switch { 0 => $"赤い {i}", 1 => new string('x', 300) + i, _ => $"abcd{i:000000}wxyz" })];
        string[] texts = [.. Enumerable.Range(0, 2000).Select(i => (i % 5) switch { 0 => "", 1 => $"abcd{i + 100_000:000000}wxyz", _ => known[i * 47 % known.Length] })];
        AssertScores(known, texts);
    }

    [Fact]
    public void TextsThatLookAlikeAreDifferentInAGraph() =>
        AssertScores(["", "\0", "a", "a\0", "grün", "gru\u0308n", "aaaaa", "aaaaaa"], ["", "\0", "a", "a\0", "\0a", "grün", "gru\u0308n", "aaaaa", "aaaaaa", "aaaa", "A", "𝒳", new string('a', 100_000)]);

    [Fact]
    public void AMissingTextIsRefusedByName()
    {
        var (one, many, _) = Bind(["a", "b"]);
        Assert.Contains("Text", Assert.ThrowsAny<ArgumentException>(() => one(null!, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("Text", Assert.ThrowsAny<ArgumentException>(() => many(["a", null!], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Equal(one("b", 3), many(["a", "b"], [1, 3])[1]);
    }

    private static void AssertScores(string[] known, string[] texts)
    {
        float[] edges = [0, -0f, float.NaN, float.Epsilon, -float.Epsilon, float.MaxValue, float.NegativeInfinity, 1.5f];
        float[] numbers = [.. texts.Select((_, i) => edges[i % edges.Length])];
        var (one, many, file) = Bind(known);
        Tensor[] inputs = [new Tensor<string>(texts, texts.Length, 1), new Tensor<float>(numbers, texts.Length, 1)];
        float[] expected = ((Tensor<float>)new PlanRunner(file).Run(inputs)[0]).Values.ToArray(), batch = many(texts, numbers);
        for (int i = 0; i < texts.Length; i++)
        {
            Assert.True(Bits(expected[i]) == Bits(batch[i]), $"row {i} of a batch: {batch[i]:R} instead of {expected[i]:R}");
            Assert.True(Bits(expected[i]) == Bits(one(texts[i], numbers[i])), $"row {i}: {one(texts[i], numbers[i]):R} instead of {expected[i]:R}");
        }

        // ONNX Runtime is given texts that end at their first zero.
        Assert.True(known.Concat(texts).Any(static text => text.Contains('\0', StringComparison.Ordinal)) || OperatorOracle.GraphAgrees(file, inputs, 1e-6, 1e-6));
    }

    private static int Bits(float number) => float.IsNaN(number) ? -1 : BitConverter.SingleToInt32Bits(number);

    private static (Func<string, float, float> One, Func<string[], float[], float[]> Many, byte[] File) Bind(string[] known)
    {
        byte[] file = new OnnxGraphBuilder("edge")
            .Opset("", 15)
            .Opset(Ml, 3)
            .Input(OnnxValueInfo.Tensor("Text", OnnxElementType.String, "N", 1))
            .Input(OnnxValueInfo.Tensor("Number", OnnxElementType.Float, "N", 1))
            .Output(OnnxValueInfo.Tensor("y", OnnxElementType.Float, "N", 1))
            .Node(Ml, "LabelEncoder", ["Text"], ["code"], OnnxSetting.Of("keys_strings", known), OnnxSetting.Of("values_floats", [.. known.Select(static (_, i) => (i % 1009) * 0.25f)]), OnnxSetting.Of("default_float", -1f))
            .Node("Concat", ["code", "Number"], ["all"], OnnxSetting.Of("axis", 1L))
            .Node(Ml, "LinearRegressor", ["all"], ["y"], OnnxSetting.Of("coefficients", [0.5f, -2f]), OnnxSetting.Of("intercepts", [0.1f]))
            .ToBytes();
        var generated = GeneratedAssembly.Of([file], Source);
        Assert.Contains("\nprogram rows\n", generated.Models[0].Plan, StringComparison.Ordinal);
        Type type = generated.Assembly.GetType("Graphs.G", throwOnError: true)!;
        return (Method("One").CreateDelegate<Func<string, float, float>>(), Method("Many").CreateDelegate<Func<string[], float[], float[]>>(), file);

        MethodInfo Method(string name) => type.GetMethod(name)!;
    }
}
