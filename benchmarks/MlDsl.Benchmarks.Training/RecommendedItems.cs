using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlDsl.Training;

namespace MlDsl.Benchmarks.Training;

/// <summary>What do the best ten of a million items of 64 factors cost beside reading the factors from memory once? Both take turns, on one thread; the ratio is the median of the turns'.</summary>
internal static class RecommendedItems
{
    private const int Items = 1_000_000, Factors = 64, Turns = 21;

    public static void Print()
    {
        var draws = new Random(1);
        var tiles = new ItemTiles(Items, Factors);
        for (int item = 0; item < Items; item++)
            for (int i = 0; i < Factors; i++) tiles[item, i] = draws.NextSingle() - 0.5f;
        float[] user = [.. Enumerable.Range(0, Factors).Select(_ => draws.NextSingle() - 0.5f)];
        int[] seen = [.. Enumerable.Range(0, 100).Select(static i => i * 9_973)];
        var model = new RecommendationPredictor(["user"], [.. Enumerable.Range(0, Items).Select(static i => $"{i:0000000}")], new InteractionMatrix(Items, [0, seen.Length], seen, []), new FactorScorer(user, tiles), false, double.NaN, 0);
        int[] best = new int[10];
        float[] scores = new float[10];
        var (ratios, times, reads) = (new double[Turns], new double[Turns], new double[Turns]);
        for (int turn = -3; turn < Turns; turn++)
        {
            double read = Time(() => Read(tiles.Values)), time = Time(() => model.Best(0, [], best, scores));
            if (turn >= 0) (ratios[turn], times[turn], reads[turn]) = (time / read, time, read);
        }
        foreach (double[] figures in new[] { ratios, times, reads }) Array.Sort(figures);
        Console.WriteLine(FormattableString.Invariant(
            $"recommend: items={Items} factors={Factors} ratio={ratios[Turns / 2]:0.00} ratio_low={ratios[Turns / 4]:0.00} ratio_high={ratios[3 * Turns / 4]:0.00} ratio_of_least={times[0] / reads[0]:0.00} ms={times[0] * 1000:0.0} read_ms={reads[0] * 1000:0.0} best={best[0]}"));
    }

    private static double Time(Action act)
    {
        long start = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // Four sums that do not wait for each other: as fast as memory gives.
    private static float Read(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector256<float>> wide = MemoryMarshal.Cast<float, Vector256<float>>(values);
        Vector256<float> a = default, b = default, c = default, d = default;
        for (int i = 0; i + 3 < wide.Length; i += 4)
        {
            a += wide[i];
            b += wide[i + 1];
            c += wide[i + 2];
            d += wide[i + 3];
        }
        return Vector256.Sum(a + b + c + d);
    }
}
