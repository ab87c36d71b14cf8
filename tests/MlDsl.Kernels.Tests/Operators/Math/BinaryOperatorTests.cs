using MlDsl.Onnx;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Two values at a time, of any shapes and elements, give what ONNX Runtime gives.</summary>
public sealed class BinaryOperatorTests
{
    private const string Floats = "Single Double Half", Wholes = "Int64 Int32 Int16 SByte UInt64 UInt32 UInt16 Byte";

    [Theory]
    [InlineData("Add", 7, "Single Double Int64 Int32")]
    [InlineData("Add", 14, Floats + " " + Wholes)]
    [InlineData("Sub", 14, Floats + " " + Wholes)]
    [InlineData("Mul", 14, Floats + " " + Wholes)]
    [InlineData("Div", 14, Floats)]
    [InlineData("Equal", 7, "Single Double Int64 Int32 Boolean")]
    [InlineData("Equal", 19, Floats + " " + Wholes + " Boolean String")]
    [InlineData("Greater", 13, Floats + " " + Wholes)]
    [InlineData("Less", 13, Floats + " " + Wholes)]
    [InlineData("GreaterOrEqual", 16, Floats + " " + Wholes)]
    [InlineData("LessOrEqual", 16, Floats + " " + Wholes)]
    [InlineData("And", 7, "Boolean")]
    [InlineData("Or", 7, "Boolean")]
    [InlineData("Xor", 7, "Boolean")]
    [InlineData("BitwiseAnd", 18, Wholes)]
    [InlineData("BitwiseOr", 18, Wholes)]
    [InlineData("BitwiseXor", 18, Wholes)]
    public void AgreesWithOnnxRuntime(string name, long version, string types)
    {
        var random = new RandomTensors(11);
        foreach (Type element in types.Split(' ').Select(static type => RandomTensors.Types[type]))
            Check(name, version, [], () => [.. random.Broadcastable(2).Select(shape => random.Any(element, shape))]);
    }

    [Theory]
    [InlineData("Div", 14, 0)]
    [InlineData("Mod", 13, 0)]
    [InlineData("Mod", 13, 1)]
    public void IntegersAreDividedAsOnnxRuntimeDoes(string name, long version, long fmod)
    {
        // With 'fmod' ONNX Runtime goes by way of double and loses the last bits of the largest integers, which wrapped negative numbers are.
        var random = new RandomTensors(12);
        foreach (Type element in (fmod == 1 ? "Int64 Int32 Int16 SByte UInt32 UInt16 Byte" : Wholes).Split(' ').Select(static type => RandomTensors.Types[type]))
            Check(name, version, name == "Mod" ? [OnnxSetting.Of("fmod", fmod)] : [], () => [.. random.Broadcastable(2).Select(shape => random.Moderate(element, shape))]);
    }

    [Fact]
    public void RemaindersOfFloatsAgree()
    {
        var random = new RandomTensors(13);
        foreach (Type element in Floats.Split(' ').Select(static type => RandomTensors.Types[type]))
            Check("Mod", 13, [OnnxSetting.Of("fmod", 1L)], () => [.. random.Broadcastable(2).Select(shape => random.Any(element, shape))]);
    }

    [Theory]
    [InlineData("LEFT")]
    [InlineData("RIGHT")]
    public void ShiftsAgree(string direction)
    {
        var random = new RandomTensors(14);
        foreach (Type element in "UInt64 UInt32 UInt16 Byte".Split(' ').Select(static type => RandomTensors.Types[type]))
        {
            Check("BitShift", 11, [OnnxSetting.Of("direction", direction)], () =>
            {
                long[][] shapes = random.Broadcastable(2);
                return [random.Any(element, shapes[0]), random.Of(element, shapes[1], static r => r.Next(8))];
            });
        }
    }

    [Theory]
    [InlineData("Single Double", "Single Double Int64 Int32")]
    [InlineData("Int64 Int32", "Int64 Int32")]
    [InlineData("Half", "Half")]
    public void PowersAgree(string types, string exponents)
    {
        var random = new RandomTensors(15);
        foreach (Type element in types.Split(' ').Select(static type => RandomTensors.Types[type]))
        {
            foreach (Type exponent in exponents.Split(' ').Select(static type => RandomTensors.Types[type]))
            {
                Check("Pow", 15, [], () =>
                {
                    long[][] shapes = random.Broadcastable(2);
                    Tensor x = element == typeof(long) || element == typeof(int) ? random.Moderate(element, shapes[0]) : random.Any(element, shapes[0]);
                    return [x, random.Of(exponent, shapes[1], static r => RandomTensors.Pick(r, 0, 1, 2, 3, 4, 0.5, 1.5))];
                }, element == typeof(Half) ? 1e-3 : 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(0, new float[] { 11, 12, 13, 14, 25, 26, 27, 28 })]
    [InlineData(1, new float[] { 11, 12, 23, 24, 15, 16, 27, 28 })]
    [InlineData(2, new float[] { 11, 22, 13, 24, 15, 26, 17, 28 })]
    public void BeforeOpset7TheSecondValueBeginsAtAnAxis(long axis, float[] expected)
    {
        // ONNX Runtime has no kernels of such an age; the numbers are those of the definition.
        var x = new Tensor<float>([1, 2, 3, 4, 5, 6, 7, 8], 2, 2, 2);
        var y = new Tensor<float>([10, 20], 2);
        OnnxSetting[] attributes = [OnnxSetting.Of("broadcast", 1L), OnnxSetting.Of("axis", axis)];
        var sum = (Tensor<float>)OperatorOracle.Run("", "Add", 6, attributes, [x, y])[0];
        Assert.Equal(expected, sum.Values.ToArray());
        Assert.Equal([2, 2, 2], sum.Shape.ToArray());
    }

    private static void Check(string name, long version, OnnxSetting[] attributes, Func<Tensor[]> make, double relative = 0)
    {
        int compared = 0;
        for (int trial = 0; trial < 12; trial++)
            if (OperatorOracle.Agrees("", name, version, attributes, make(), relative: relative)) compared++;
        Assert.True(compared is 0 or > 8, $"{name}: {compared}");
    }
}
