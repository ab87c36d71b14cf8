using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Functions of one value give what ONNX Runtime gives, at the edges of their domains as well.</summary>
public sealed class UnaryOperatorTests
{
    private const string Floats = "Single Double Half", Wholes = "Int64 Int32 Int16 SByte UInt64 UInt32 UInt16 Byte";

    [Theory]
    [InlineData("Abs", 13, Floats + " " + Wholes)]
    [InlineData("Neg", 13, Floats + " Int64 Int32 Int16 SByte")]
    [InlineData("Sign", 13, Floats + " " + Wholes)]
    [InlineData("Floor", 13, Floats)]
    [InlineData("Ceil", 13, Floats)]
    [InlineData("Round", 11, Floats)]
    [InlineData("Reciprocal", 13, Floats)]
    [InlineData("Not", 1, "Boolean")]
    [InlineData("BitwiseNot", 18, Wholes)]
    [InlineData("IsNaN", 13, Floats)]
    [InlineData("IsInf", 20, Floats)]
    public void ExactOnesAgree(string name, long version, string types) => Check(name, version, types, [], 0);

    [Theory]
    [InlineData("Sqrt", 13)]
    [InlineData("Exp", 13)]
    [InlineData("Log", 13)]
    [InlineData("Sin", 7)]
    [InlineData("Cos", 7)]
    [InlineData("Tan", 7)]
    [InlineData("Asin", 7)]
    [InlineData("Acos", 7)]
    [InlineData("Atan", 7)]
    [InlineData("Sinh", 9)]
    [InlineData("Cosh", 9)]
    [InlineData("Asinh", 9)]
    [InlineData("Acosh", 9)]
    [InlineData("Atanh", 9)]
    public void FunctionsAgree(string name, long version) => Check(name, version, Floats, [], 1e-6);

    [Fact]
    public void TheErrorFunctionAgrees()
    {
        Check("Erf", 13, "Single Half", [], 1e-6);

        // Values from tables (Abramowitz and Stegun, 7.1), for what ONNX Runtime does not calculate.
        var x = new Tensor<double>([0, 0.02, 0.5, -1, 2, 3, 7, double.NaN], 8);
        Tensor<double> found = (Tensor<double>)OperatorOracle.Run("", "Erf", 13, [], [x])[0];
        double[] expected = [0, 0.0225645747, 0.5204998778, -0.8427007929, 0.9953222650, 0.9999779095, 1, double.NaN];
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found.Values[i], 1e-10);
    }

    [Fact]
    public void TheErrorFunctionOfFloatsIsThatOfDoubles()
    {
        var random = new RandomTensors(22);
        Tensor<float> x = random.Of([1001], static r => (float)((r.NextDouble() * 12) - 6));
        Tensor<double> exact = new();
        exact.Resize(1001);
        for (int i = 0; i < x.Length; i++) exact.Values[i] = x.Values[i];
        var found = (Tensor<float>)OperatorOracle.Run("", "Erf", 13, [], [x])[0];
        var wanted = (Tensor<double>)OperatorOracle.Run("", "Erf", 13, [], [exact])[0];
        for (int i = 0; i < x.Length; i++) Assert.True(Math.Abs(found.Values[i] - wanted.Values[i]) <= 3e-7 * Math.Abs(wanted.Values[i]), $"erf {x.Values[i]:R} = {found.Values[i]:R}");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    public void InfinitiesAreTheOnesAskedFor(long negative, long positive) =>
        Check("IsInf", 10, "Single Double", [OnnxSetting.Of("detect_negative", negative), OnnxSetting.Of("detect_positive", positive)], 0);

    private static void Check(string name, long version, string types, OnnxSetting[] attributes, double relative)
    {
        var random = new RandomTensors(21);
        foreach (Type element in types.Split(' ').Select(static type => RandomTensors.Types[type]))
        {
            int compared = 0;
            for (int trial = 0; trial < 12; trial++)
                if (OperatorOracle.Agrees("", name, version, attributes, [random.Any(element, random.Shape())], relative: element == typeof(Half) ? 1000 * relative : relative)) compared++;
            Assert.True(compared is 0 or 12, $"{name} of {element.Name}: {compared}");
        }
    }
}
