using System.Diagnostics;
using MlDsl;

namespace OnnxAdapter;

/// <summary>What one call of a model costs, once it is warm.</summary>
internal static class Latency
{
    /// <summary>The median of 20 rounds of 5,000 calls, in nanoseconds for each call.</summary>
    public static double Nanoseconds(IScorer<Part, Verdict> model, ReadOnlySpan<Part> parts)
    {
        var rounds = new double[20];
        for (int round = 0; round < rounds.Length; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < 5_000; i++) model.Run(in parts[i % parts.Length], out _);
            rounds[round] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / 5_000;
        }
        Array.Sort(rounds);
        return rounds[rounds.Length / 2];
    }
}
