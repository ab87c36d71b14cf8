using MlDsl.Testing;

namespace MlDsl.Onnx.Tests;

/// <summary>Many threads on one model. MLDSL_SOAK_SECONDS makes it a soak.</summary>
[Collection(Alone.Name)]
public sealed class ConcurrencyTests
{
    private const int Threads = 64;

    [Fact]
    public void SixtyFourThreadsGetTheResultsOfOne()
    {
        double seconds = double.Parse(
            Environment.GetEnvironmentVariable("MLDSL_SOAK_SECONDS") ?? "2", System.Globalization.CultureInfo.InvariantCulture);
        using OnnxSession session = OnnxSession.Load(Models.Linear, "linear");
        var expected = new float[Threads][];
        for (int seed = 0; seed < Threads; seed++) expected[seed] = Score(session, seed, new float[MostRows * 2]).ToArray();
        Work(session, expected, seconds * 0.25);
        long before = Memory.ResidentBytes();
        long calls = Work(session, expected, seconds * 0.75);
        long growth = Memory.ResidentBytes() - before;
        Assert.True(calls > Threads, $"only {calls} calls were made");

        // Each call makes and frees native values; one leaked per thousand calls would pass this bound within the soak.
        Assert.True(growth < 16 << 20, $"{calls} calls grew the process by {growth} bytes");
        Console.WriteLine($"onnx-soak: threads={Threads} seconds={seconds} calls={calls} growth={growth}");
    }

    private const int MostRows = 40;

    private static long Work(OnnxSession session, float[][] expected, double seconds)
    {
        long calls = 0;
        var failures = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        long end = Environment.TickCount64 + (long)(seconds * 1000);
        var threads = new Thread[Threads];
        for (int i = 0; i < Threads; i++)
        {
            int thread = i;
            threads[i] = new Thread(() =>
            {
                var scores = new float[MostRows * 2];
                try
                {
                    for (int seed = thread; Environment.TickCount64 < end; seed = (seed + 1) % Threads)
                    {
                        if (!Score(session, seed, scores).SequenceEqual(expected[seed]))
                            throw new InvalidOperationException($"thread {thread} got another result for seed {seed}");
                        Interlocked.Increment(ref calls);
                    }
                }
                catch (InvalidOperationException e)
                {
                    failures.Enqueue(e);
                }
            });
            threads[i].Start();
        }
        foreach (Thread thread in threads) thread.Join();
        Assert.Empty(failures);
        return calls;
    }

    private static ReadOnlySpan<float> Score(OnnxSession session, int seed, float[] scores)
    {
        int rows = 1 + (seed % MostRows);
        using OnnxBinding call = session.Rent(rows);
        Span<float> x = call.Input<float>(0);
        for (int i = 0; i < x.Length; i++) x[i] = MathF.Sin((seed * 131) + i);
        call.Run();
        Span<float> result = scores.AsSpan(0, rows * 2);
        call.CopyOutput(0, result);
        return result;
    }
}
