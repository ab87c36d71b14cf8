using MlDsl.Kernels.Operators;
using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Limits, largest and smallest elements, sums and choices agree with ONNX Runtime.</summary>
public sealed class ChoiceTests
{
    // ONNX Runtime's zeros have any sign here, so the comparison is of numbers, not of bits.
    private const double Zeros = double.Epsilon;
    private const string Floats = "Single Double Half", Wholes = "Int64 Int32 SByte UInt64 UInt32 Byte";

    [Theory]
    [InlineData("Max", 13, Floats + " " + Wholes)]
    [InlineData("Min", 13, Floats + " " + Wholes)]
    [InlineData("Max", 8, "Single Double")]
    [InlineData("Sum", 13, Floats)]
    [InlineData("Mean", 13, Floats)]
    public void AnyNumberOfValuesAgrees(string name, long version, string types)
    {
        var random = new RandomTensors(41);
        foreach (Type element in types.Split(' ').Select(static type => RandomTensors.Types[type]))
        {
            for (int trial = 0; trial < 12; trial++)
            {
                int count = random.Random.Next(1, 5);
                long[] shape = random.Shape();
                Tensor[] values = trial % 3 == 0
                    ? [.. Enumerable.Range(0, count).Select(_ => random.Any(element, shape))]
                    : [.. random.Broadcastable(count).Select(part => random.Any(element, part))];
                bool isHalf = element == typeof(Half);
                OperatorOracle.Agrees("", name, version, [], values, relative: name is "Max" or "Min" ? 0 : isHalf ? 1e-2 : 1e-6, absolute: name is "Max" or "Min" ? Zeros : isHalf ? 1e-2 : 1e-6);
            }
        }
    }

    [Theory]
    [InlineData("Single")]
    [InlineData("Double")]
    [InlineData("Half")]
    [InlineData("Int64")]
    [InlineData("Int32")]
    [InlineData("SByte")]
    [InlineData("Byte")]
    [InlineData("UInt64")]
    public void LimitsAgree(string type)
    {
        var random = new RandomTensors(42);
        Type element = RandomTensors.Types[type];
        for (int trial = 0; trial < 30; trial++)
        {
            Tensor? Limit() => random.Random.Next(3) == 0 ? null : random.Of(element, [], static r => r.Next(0, 4));
            OperatorOracle.Agrees("", "Clip", 13, [], [random.Any(element, random.Shape()), Limit(), Limit()], absolute: Zeros);
        }
    }

    [Fact]
    public void LimitsMayBeAttributes()
    {
        var random = new RandomTensors(43);
        for (int trial = 0; trial < 10; trial++)
            Assert.True(OperatorOracle.Agrees("", "Clip", 6, [OnnxSetting.Of("min", -1f), OnnxSetting.Of("max", 1.5f)], [random.Any(typeof(float), random.Shape())]));
        Assert.True(OperatorOracle.Agrees("", "Clip", 6, [], [random.Any(typeof(float), [9])]));
    }

    [Fact]
    public void ChoicesAgree()
    {
        var random = new RandomTensors(44);
        foreach (Type element in RandomTensors.Types.Values)
        {
            for (int trial = 0; trial < 15; trial++)
            {
                long[][] shapes = random.Broadcastable(3);
                OperatorOracle.Agrees("", "Where", 16, [], [random.Any(typeof(bool), shapes[0]), random.Any(element, shapes[1]), random.Any(element, shapes[2])], absolute: Zeros);
            }
        }
    }

    [Fact]
    public void ShapesThatDoNotGoTogetherAreRefused()
    {
        var two = new Tensor<float>([1, 2], 2);
        var three = new Tensor<float>([1, 2, 3], 3);
        var result = new Tensor<float>();
        static string Message(Action run) => Assert.Throws<OperatorException>(run).Message;
        Assert.Contains("n: the shapes [2] and [3] do not go together", Message(() => new Add<float> { Node = "n" }.Run(two, three, result)), StringComparison.Ordinal);
        Assert.Contains("n: the shapes [2] and [3] do not go together", Message(() => new Max<float> { Node = "n" }.Run([two, three], result)), StringComparison.Ordinal);
        Assert.Contains("[1], [2] and [3] do not", Message(() => new Where<float>().Run(new Tensor<bool>([true], 1), two, three, result)), StringComparison.Ordinal);
        Assert.Contains("no input", Message(() => new Sum<float>().Run([], result)), StringComparison.Ordinal);
        Assert.Contains("'min' has the shape [2]", Message(() => new Clip<float>().Run(three, two, null, result)), StringComparison.Ordinal);
        Assert.Contains("'axis' is 1", Message(() => new Add<float>(axis: 1).Run(two, three, result)), StringComparison.Ordinal);
        Assert.Contains("divided by zero", Message(() => new Div<int>().Run(new Tensor<int>([1]), new Tensor<int>([0]), new Tensor<int>())), StringComparison.Ordinal);
        Assert.Contains("divided by zero", Message(() => new Mod<int>().Run(new Tensor<int>([1]), new Tensor<int>([0]), new Tensor<int>())), StringComparison.Ordinal);
        Assert.Contains("'fmod' must be 1", Message(static () => _ = new Mod<float>()), StringComparison.Ordinal);
        Assert.Contains("LEFT or RIGHT", Message(static () => _ = new BitShift<byte>("UP")), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSmallestIntegerHasNoNegative()
    {
        var quotient = new Tensor<int>();
        new Div<int>().Run(new Tensor<int>([int.MinValue]), new Tensor<int>([-1]), quotient);
        Assert.Equal([int.MinValue], quotient.Values.ToArray());
        new Mod<int>(fmod: 1).Run(new Tensor<int>([int.MinValue]), new Tensor<int>([-1]), quotient);
        Assert.Equal([0], quotient.Values.ToArray());
    }
}
