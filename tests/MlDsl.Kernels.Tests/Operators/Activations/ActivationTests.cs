using MlDsl.Kernels.Operators;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Activations agree with ONNX Runtime; its own approximations of exponential functions are good to six digits after the point.</summary>
public sealed class ActivationTests
{
    [Theory]
    [InlineData("Relu", 14, "Single Double Half Int32 SByte")]
    [InlineData("Relu", 6, "Single")]
    [InlineData("LeakyRelu", 16, "Single Double Half", "alpha", 0.3f)]
    [InlineData("LeakyRelu", 6, "Single")]
    [InlineData("ThresholdedRelu", 22, "Single Double Half", "alpha", 0.7f)]
    [InlineData("ThresholdedRelu", 10, "Single")]
    [InlineData("Elu", 6, "Single Double Half", "alpha", 1.7f)]
    [InlineData("Selu", 6, "Single Double Half", "alpha", 1.2f, "gamma", 2.5f)]
    [InlineData("Selu", 6, "Single")]
    [InlineData("Celu", 12, "Single Half", "alpha", 1.5f)]
    [InlineData("Celu", 12, "Single")]
    [InlineData("Sigmoid", 13, "Single Double Half")]
    [InlineData("HardSigmoid", 6, "Single Double Half", "alpha", 0.3f, "beta", 0.4f)]
    [InlineData("HardSwish", 14, "Single Half")]
    [InlineData("Softplus", 1, "Single Double Half")]
    [InlineData("Softsign", 1, "Single Double Half")]
    [InlineData("Tanh", 13, "Single Double Half")]
    [InlineData("Mish", 18, "Single Double Half")]
    [InlineData("Gelu", 20, "Single Half")]
    [InlineData("Gelu", 20, "Single Half", "approximate", "tanh")]
    [InlineData("Swish", 24, "Single Half", "alpha", 1.3f)]
    public void AgreesWithOnnxRuntime(string name, long version, string types, params object[] attributes)
    {
        var random = new RandomTensors(71);
        OnnxSetting[] settings = [.. attributes.Chunk(2).Select(static pair => pair[1] is float number ? OnnxSetting.Of((string)pair[0], number) : OnnxSetting.Of((string)pair[0], (string)pair[1]))];
        foreach (Type element in types.Split(' ').Select(static type => RandomTensors.Types[type]))
        {
            for (int trial = 0; trial < 12; trial++)
            {
                Tensor input = random.Of(element, random.Shape(3, 9), static r => (r.NextDouble() * 20) - 10);
                double absolute = element == typeof(Half) ? 1e-3 : name == "Swish" ? 2e-6 : 5e-7;
                OperatorOracle.Agrees("", name, version, settings, [input], relative: element == typeof(Half) ? 2e-3 : 1e-6, absolute: absolute);
            }
        }
    }

    // The closed form in double precision; 1 - sigmoid(-x) would be right only to the last place of 1.
    [Fact]
    public void SmallProbabilitiesKeepTheirDigits()
    {
        float[] scores = [.. Enumerable.Range(0, 400).Select(static i => (i * 0.25f) - 85f)];
        var found = (Tensor<float>)OperatorOracle.Run("", "Sigmoid", 13, [], [new Tensor<float>(scores, scores.Length)])[0];
        for (int i = 0; i < scores.Length; i++)
        {
            double expected = 1 / (1 + Math.Exp(-(double)scores[i]));
            Assert.Equal(1, found.Values[i] / expected, 5e-7);
        }
    }

    [Theory]
    [InlineData("Relu")]
    [InlineData("LeakyRelu")]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    [InlineData("Elu")]
    [InlineData("Softsign")]
    public void MissingValuesAndInfinitiesAgree(string name)
    {
        var input = new Tensor<float>([float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, 1e-30f, -1e30f], 7);
        if (name == "Softsign") input.Values[1] = input.Values[2] = 1;
        Assert.True(OperatorOracle.Agrees("", name, name == "Softsign" ? 1 : 13, [], [input], relative: 1e-6, absolute: 1e-7));
    }

    // Bit for bit: what is not beyond a limit stays as it is, the sign of a zero too.
    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    public void LimitsKeepTheSignOfZeroAndMissingValues(string type)
    {
        Type element = RandomTensors.Types[type];
        double[] edges = [-0d, 0, double.NaN, 1, -1, double.NegativeInfinity, double.PositiveInfinity, -0d, 1e-45];
        for (int length = 1; length < 40; length++)
        {
            Tensor input = Of(Enumerable.Range(0, length).Select(i => edges[i * 7 % edges.Length]));
            Assert.True(OperatorOracle.Agrees("", "Relu", 14, [], [input]));
            foreach (var (min, max) in new[] { (0d, 1d), (-0d, 1), (-1, 0), (-1, -0d), (double.NaN, 1), (2, 1) })
                Assert.True(OperatorOracle.Agrees("", "Clip", 13, [], [input, Scalar(min), Scalar(max)]));
        }

        Tensor Of(IEnumerable<double> numbers) => element == typeof(float) ? new Tensor<float>([.. numbers.Select(static x => (float)x)], numbers.Count()) : new Tensor<double>([.. numbers], numbers.Count());

        Tensor Scalar(double number) => element == typeof(float) ? new Tensor<float>([(float)number]) : new Tensor<double>([number]);
    }

    [Fact]
    public void TanhIsPreciseEverywhere()
    {
        var random = new RandomTensors(72);
        Tensor<float> x = random.Of([2000], static r => (float)((r.NextDouble() < 0.5 ? -1 : 1) * Math.Pow(10, (r.NextDouble() * 12) - 10))), y = new();
        new Tanh<float>().Run(x, y);
        for (int i = 0; i < x.Length; i++) Assert.Equal(1, y.Values[i] / Math.Tanh(x.Values[i]), 5e-7);
    }

    [Theory]
    [InlineData(7, "Single Int32")]
    [InlineData(16, "Single Double Half Int32 UInt64")]
    public void SlopesAreBroadcast(long version, string types)
    {
        var random = new RandomTensors(73);
        foreach (Type element in types.Split(' ').Select(static type => RandomTensors.Types[type]))
        {
            for (int trial = 0; trial < 10; trial++)
            {
                Tensor x = random.Of(element, [2, 3, 4], static r => (r.NextDouble() * 20) - 10);
                Tensor slope = random.Of(element, RandomTensors.Pick<long[]>(random.Random, [1], [4], [3, 1], [1, 3, 1], [2, 3, 4]), static r => r.NextDouble() * 3);
                OperatorOracle.Agrees("", "PRelu", version, [], [x, slope], relative: element == typeof(Half) ? 2e-3 : 1e-6);
            }
        }
    }

    [Fact]
    public void BeforeOpset7ASlopeBelongsToAChannel()
    {
        Tensor y = OperatorOracle.Run("", "PRelu", 6, [], [new Tensor<float>([-1, 1, -2, 2, -3, 3, -4, 4], 2, 2, 2), new Tensor<float>([10, 100], 2)])[0];
        Assert.Equal([-10, 1, -200, 2, -30, 3, -400, 4], ((Tensor<float>)y).Values.ToArray());
    }

    [Theory]
    [InlineData("Softmax", 13)]
    [InlineData("Softmax", 11)]
    [InlineData("LogSoftmax", 13)]
    [InlineData("LogSoftmax", 11)]
    [InlineData("Hardmax", 13)]
    [InlineData("Hardmax", 11)]
    public void RowsAgree(string name, long version)
    {
        var random = new RandomTensors(74);
        foreach (Type element in new[] { typeof(float), typeof(double), typeof(Half) })
        {
            int compared = 0;
            for (int trial = 0; trial < 40; trial++)
            {
                long[] shape = [.. random.Shape(3, 6), random.Random.Next(1, 20)];
                Tensor input = random.Of(element, shape, static r => (r.NextDouble() * 20) - 10);
                OnnxSetting[] axis = random.Random.Next(4) == 0 ? [] : [OnnxSetting.Of("axis", (long)random.Random.Next(-shape.Length, shape.Length))];
                if (axis.Length == 0 && shape.Length == 1 && version < 13) continue;
                if (OperatorOracle.Agrees("", name, version, axis, [input], relative: element == typeof(Half) ? 2e-2 : 2e-6, absolute: element == typeof(Half) ? 2e-2 : 1e-6)) compared++;
            }
            Assert.True(compared is 0 or > 30, $"{element.Name}: {compared}");
        }
    }

    [Fact]
    public void LargeNumbersDoNotOverflow()
    {
        Assert.True(OperatorOracle.Agrees("", "Softmax", 13, [], [new Tensor<float>([1000, 999, -1000, float.NegativeInfinity], 4)], relative: 1e-6, absolute: 1e-7));
        Assert.True(OperatorOracle.Agrees("", "LogSoftmax", 13, [], [new Tensor<float>([1000, 999, -1000], 3)], relative: 1e-6, absolute: 1e-7));
        Assert.True(OperatorOracle.Agrees("", "Softmax", 13, [], [new Tensor<float>([1, float.NaN], 2)]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void NormsAgree(long p)
    {
        var random = new RandomTensors(75);
        int compared = 0;
        foreach (Type element in new[] { typeof(float), typeof(double) })
        {
            for (int trial = 0; trial < 20; trial++)
            {
                long[] shape = [.. random.Shape(2, 5), 4];
                Tensor input = random.Of(element, shape, static r => r.Next(-1, 2));
                if (OperatorOracle.Agrees("", "LpNormalization", 1, [OnnxSetting.Of("p", p), OnnxSetting.Of("axis", (long)random.Random.Next(-shape.Length, shape.Length))], [input], relative: 1e-6)) compared++;
            }
        }
        Assert.True(compared > 30, $"{compared}");
    }

    [Fact]
    public void WhatIsUnknownIsRefused()
    {
        static string Message(Action run) => Assert.Throws<OperatorException>(run).Message;
        Tensor<float> x = new(new float[6], 2, 3), y = new();
        Assert.Contains("'axis' is 2", Message(() => new Softmax<float>(2).Run(x, y)), StringComparison.Ordinal);
        Assert.Contains("'axis' is 3", Message(() => new FlatSoftmax<float>(3).Run(x, y)), StringComparison.Ordinal);
        Assert.Contains("'axis' is -3", Message(() => new LpNormalization<float>(-3).Run(x, y)), StringComparison.Ordinal);
        Assert.Contains("'p' is 3", Message(static () => _ = new LpNormalization<float>(p: 3)), StringComparison.Ordinal);
        Assert.Contains("none or tanh", Message(static () => _ = new Gelu<float>("exact")), StringComparison.Ordinal);
        Assert.Contains("'alpha' is 0", Message(static () => _ = new Celu<float>(0)), StringComparison.Ordinal);
    }
}
