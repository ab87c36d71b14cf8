using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators.Ml;

/// <summary>Random models of an operator of ai.onnx.ml, each compared with ONNX Runtime.</summary>
internal static class MlTrial
{
    /// <summary>What the specification of the project asks for.</summary>
    public const int Models = 200;

    /// <summary>Compares random models; at least nine of ten must be such that ONNX Runtime runs them.</summary>
    public static void Compare(string name, int version, Func<RandomTensors, (OnnxSetting[] Attributes, Tensor[] Inputs)> make, int outputs = 1, double relative = 0, double absolute = 0)
    {
        var random = new RandomTensors(name.Length + version);
        int compared = 0;
        for (int i = 0; i < Models; i++)
        {
            var (attributes, inputs) = make(random);
            if (OperatorOracle.Agrees(OperatorAttribute.Ml, name, version, attributes, inputs, outputs, relative, absolute)) compared++;
        }
        Assert.InRange(compared, Models * 9 / 10, Models);
    }

    public static float[] Singles(Random random, int count, double scale = 4) => [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() - 0.5) * scale))];

    public static string[] Labels(Random random, int count) => [.. Enumerable.Range(0, count).Select(i => $"{RandomTensors.Pick(random, "ä", "class ", "", "日")}{i}")];

    /// <summary>Rows of features: a matrix, now and then one row without a dimension for it.</summary>
    public static long[] Rows(Random random, int width) => random.Next(5) == 0 ? [width] : [random.Next(1, 6), width];

    public static T[] Some<T>(Random random, int most, Func<int, T> make) => [.. Enumerable.Range(0, random.Next(1, most)).Select(make)];
}
