using MlDsl.Adapters.Models;

namespace MlDsl.Adapters.Tests;

[OnnxModel("Compiled/margin.onnx", Backend = Backend.Compiled)]
public sealed partial class CompiledMargin;

[OnnxModel("Compiled/margin.onnx", Backend = Backend.Runtime)]
public sealed partial class RuntimeMargin;

/// <summary>Trees in double precision, compiled into this assembly and run by ONNX Runtime: bit for bit the same.</summary>
public sealed class DoubleTreeTests
{
    [Fact]
    public void BothBackendsSayTheSame()
    {
        const int count = 500;
        var random = new Random(5);
        double[] rows = [.. Enumerable.Range(0, count * MarginFile.Features).Select(_ => random.Next(20) == 0 ? double.NaN : MarginFile.Threshold(random.Next(50)) - (random.Next(2) * Math.ScaleB(1, -42)))];
        using CompiledMargin compiled = CompiledMargin.Load();
        using RuntimeMargin runtime = RuntimeMargin.Load(MarginFile.Bytes());

        using CompiledMargin.Output found = compiled.Run(new() { X = rows });
        using RuntimeMargin.Output expected = runtime.Run(new() { X = rows });
        Assert.Equal(expected.Side.ToArray(), found.Side.ToArray());
        Assert.Equal(expected.Scores.ToArray(), found.Scores.ToArray());
        Assert.True(found.Scores.ToArray().Distinct().Count() > count / 2);

        // The same rows in single precision would all lie at 1.
        for (int row = 0; row < 20; row++)
        {
            using CompiledMargin.Output one = compiled.Run(new() { X = rows.AsSpan(row * MarginFile.Features, MarginFile.Features) });
            Assert.Equal(expected.Side[row], one.Side[0]);
            Assert.Equal(expected.Scores.Slice(2 * row, 2).ToArray(), one.Scores.ToArray());
        }
    }
}
