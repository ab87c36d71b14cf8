namespace MlDsl.Onnx.Tests;

/// <summary>Copies by several threads are whole, whatever the pool is doing.</summary>
public sealed unsafe class WideCopyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void EveryByteArrives(int others)
    {
        var copy = new WideCopy(others);
        var random = new Random(3);
        foreach (int length in (int[])[0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (5 << 20) + 17])
        {
            byte[] from = new byte[length], to = new byte[length + 1];
            random.NextBytes(from);
            to[length] = 99;
            Run(copy, from, to);
            Assert.True(from.AsSpan().SequenceEqual(to.AsSpan(0, length)));
            Assert.Equal(99, to[length]);
        }
    }

    [Fact]
    public void ABusyPoolIsNotWaitedFor()
    {
        // Every thread of the pool is held, so that nobody comes to help; once they are let go, late helpers must find nothing to do.
        using var gate = new ManualResetEventSlim();
        ThreadPool.GetMinThreads(out int threads, out _);
        using var held = new CountdownEvent(threads);
        for (int i = 0; i < threads; i++) ThreadPool.QueueUserWorkItem(_ =>
        {
            held.Signal();
            gate.Wait();
        });
        held.Wait();
        var copy = new WideCopy(3);
        byte[] from = new byte[9 << 20], to = new byte[from.Length];
        for (int round = 1; round < 20; round++)
        {
            Array.Fill(from, (byte)round);
            Run(copy, from, to);
            Assert.True(from.AsSpan().SequenceEqual(to));
            if (round == 10) gate.Set();
        }
    }

    private static void Run(WideCopy copy, byte[] from, byte[] to)
    {
        fixed (byte* source = from)
        fixed (byte* target = to) copy.Copy(source, target, from.Length);
    }
}
