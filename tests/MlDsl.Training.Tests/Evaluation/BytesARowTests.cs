using MlDsl.Testing;

namespace MlDsl.Training.Tests;

/// <summary>Evaluation holds at most 16 bytes a row: score, label, weight and group.</summary>
[Collection(Alone.Name)]
public sealed class BytesARowTests
{
    private const int Rows = 400_000;
    private static readonly EvaluationOptions OneThread = new() { Resamples = 20, Threads = 1 };
    private static readonly float[] Numbers = [.. Enumerable.Range(0, Rows).Select(static i => 0.001f + (i * 0.618034f % 0.99f))];
    private static readonly bool[] Flags = [.. Numbers.Select(static (n, i) => (n + (i * 0.414214 % 1)) > 1)];
    private static readonly ulong[] Groups = [.. Enumerable.Range(0, Rows).Select(static i => 0x9E3779B97F4A7C15 * (ulong)(i / 3))];
    private static readonly int[] Classes = [.. Flags.Select(static flag => flag ? 1 : 0)];
    private static readonly float[] Distributions = [.. Numbers.SelectMany(static n => new[] { 1 - n, n })];

    [Theory]
    [InlineData(false, false, 8)]
    [InlineData(true, false, 12)]
    [InlineData(true, true, 16)]
    public void HoldsWhatItSays(bool weighted, bool grouped, int bytes)
    {
        Assert.InRange(Held(() => RegressionEvaluator.Evaluate(Numbers, Numbers, Facts(), 0.5f, OneThread)), bytes, bytes + 0.5);
        Assert.InRange(Held(() => BinaryEvaluator.Evaluate(Flags, Numbers, (Probability)0.5f, Facts(), (Probability)0.5f, OneThread)), bytes, bytes + 0.5);
        Assert.InRange(Held(() => MulticlassEvaluator.Evaluate(Classes, Distributions, ["no", "yes"], Facts(), [0.5f, 0.5f], OneThread)), bytes, bytes + 0.5);

        EvaluationRows Facts() => new() { Weights = weighted ? Numbers : [], Groups = grouped ? Groups : [] };
    }

    [Fact]
    public void SlicesHoldNothingMore()
    {
        var slices = new SliceColumn("parity", ["even", "odd"], Enumerable.Range(0, Rows).Select(static i => i % 2).ToArray());
        Assert.InRange(Held(() => BinaryEvaluator.Evaluate(Flags, Numbers, (Probability)0.5f, new() { Slices = [slices] }, options: OneThread)), 8, 8.5);
    }

    private static double Held(Func<object> measure)
    {
        measure();
        return Allocations.Smallest(() => GC.KeepAlive(measure())) / (double)Rows;
    }
}
