using System.Globalization;

namespace MlDsl.Onnx.Gpu.Tests;

/// <summary>
/// What holds on a card. The same graph on the processor is the oracle. Plain methods that throw, so that a program published to native
/// code can run them where no test runner is.
/// </summary>
internal static class CardChecks
{
    private const int Pixels = 3 * 32 * 32, Classes = 10;
    private static readonly OnnxSessionOptions Card = new()
    {
        Provider = Provider.Cuda,
        MaxBatch = 64,
        // Products of single precision, not of the 10 bits of TF32, so that the processor's results are the measure.
        ProviderSettings = new Dictionary<string, string> { ["use_tf32"] = "0" },
    };

    public static IReadOnlyList<Action> All { get; } =
    [
        ScoresAreTheProcessors, LargeBlocksArriveWhole, AConstantOutputIsRead, ACallAllocatesNothing, ThreadsDoNotMeet, ChannelsLastScoresTheSame,
        AWrongCardIsNamed, AnUnknownSettingIsNamed, WithoutTensorRtItSaysSo,
    ];

    public static void ScoresAreTheProcessors() => Compare(Card, [1, 3, 32, 64, 100]);

    public static void ChannelsLastScoresTheSame() =>
        Compare(Card with { Cuda = new CudaOptions { ChannelsLast = true, FuseConvolutions = true } }, [1, 32]);

    /// <summary>Copied by several threads: each element is its own number.</summary>
    public static void LargeBlocksArriveWhole()
    {
        const int Width = 1 << 20;
        using OnnxSession session = OnnxSession.Load(Nets.Twice(Width), "twice", Card);
        float[] rows = [.. Enumerable.Range(0, 5 * Width).Select(static i => (float)i)], doubled = new float[rows.Length];
        for (int round = 0; round < 3; round++)
        {
            using OnnxBinding call = session.Rent(5);
            call.SetInput<float>(0, rows);
            call.Run();
            call.CopyOutput<float>(0, doubled);
            for (int i = 0; i < rows.Length; i++)
                if (doubled[i] != 2 * rows[i]) throw new InvalidOperationException($"element {i} is {doubled[i]}, not {2 * rows[i]}");
            Array.Reverse(rows);
        }
    }

    public static void AConstantOutputIsRead()
    {
        using OnnxSession session = OnnxSession.Load(Nets.WithConstant(), "constant", Card);
        for (int rows = 1; rows < 4; rows++)
        {
            using OnnxBinding call = session.Rent(rows);
            call.Input<float>(0).Fill(rows);
            call.Run();
            Expect(2 * rows, call.Output<float>(0)[^1], "doubled");
            Expect(7, call.Output<float>(1)[0], "constant");
        }
    }

    public static void ACallAllocatesNothing()
    {
        using OnnxSession session = OnnxSession.Load(Nets.Convolution(Pixels, Classes), "net", Card);
        foreach (int rows in (int[])[1, 64])
        {
            float[] input = Inputs(rows, 1), scores = new float[rows * Classes];
            for (int i = 0; i < 200; i++) Run(session, rows, input, scores);
            long least = long.MaxValue;
            for (int round = 0; round < 3; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 500; i++) Run(session, rows, input, scores);
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            Expect(0, least, "bytes");
        }
    }

    public static void ThreadsDoNotMeet()
    {
        using OnnxSession card = OnnxSession.Load(Nets.Convolution(Pixels, Classes), "net", Card);
        using OnnxSession processor = OnnxSession.Load(Nets.Convolution(Pixels, Classes), "net");
        Parallel.For(0, 16, thread =>
        {
            float[] input = Inputs(1 + thread, thread), scores = new float[(1 + thread) * Classes], expected = new float[scores.Length];
            Run(processor, 1 + thread, input, expected);
            for (int i = 0; i < 200; i++)
            {
                Array.Clear(scores);
                Run(card, 1 + thread, input, scores);
                Near(expected, scores);
            }
        });
    }

    public static void AWrongCardIsNamed() =>
        Refused(Card with { Cuda = new CudaOptions { Device = 99 } }, "99", "Microsoft.ML.OnnxRuntime.Gpu");

    public static void AnUnknownSettingIsNamed() =>
        Refused(Card with { ProviderSettings = new Dictionary<string, string> { ["abacus"] = "1" } }, "abacus", "Microsoft.ML.OnnxRuntime.Gpu");

    public static void WithoutTensorRtItSaysSo()
    {
        try
        {
            using OnnxSession session = OnnxSession.Load(Nets.Convolution(Pixels, Classes), "net", Card with { Provider = Provider.TensorRt, ProviderSettings = new Dictionary<string, string>() });
            if (session.Provider != "TensorrtExecutionProvider") throw new InvalidOperationException($"{session.Provider} runs it");
        }
        catch (OnnxRuntimeException e) when (e.Message.Contains("TensorRT", StringComparison.Ordinal) || e.Message.Contains("Reference Microsoft.ML.OnnxRuntime.Gpu", StringComparison.Ordinal))
        {
            Console.WriteLine(e.Message);
        }
    }

    private static void Refused(OnnxSessionOptions options, string named, string notAdvised)
    {
        try
        {
            OnnxSession.Load(Nets.Convolution(Pixels, Classes), "net", options).Dispose();
        }
        catch (OnnxRuntimeException e)
        {
            Console.WriteLine(e.Message);
            if (!e.Message.Contains(named, StringComparison.Ordinal)) throw new InvalidOperationException($"'{named}' is not in: {e.Message}", e);
            if (e.Message.Contains("Reference " + notAdvised, StringComparison.Ordinal)) throw new InvalidOperationException($"the advice does not fit: {e.Message}", e);
            return;
        }
        throw new InvalidOperationException("it was not refused");
    }

    private static void Compare(OnnxSessionOptions options, int[] batches)
    {
        using OnnxSession card = OnnxSession.Load(Nets.Convolution(Pixels, Classes), "net", options);
        using OnnxSession processor = OnnxSession.Load(Nets.Convolution(Pixels, Classes), "net");
        if (card.Provider != "CUDAExecutionProvider") throw new InvalidOperationException($"{card.Provider} runs it: {card.FallbackReason}");
        for (int round = 0; round < 3; round++)
        {
            foreach (int rows in batches)
            {
                float[] input = Inputs(rows, (100 * round) + rows), scores = new float[rows * Classes], expected = new float[rows * Classes];
                Run(card, rows, input, scores);
                Run(processor, rows, input, expected);
                Near(expected, scores);
            }
        }
    }

    private static void Run(OnnxSession session, int rows, float[] input, float[] scores)
    {
        using OnnxBinding call = session.Rent(rows);
        call.SetInput<float>(0, input);
        call.Run();
        call.CopyOutput<float>(0, scores);
    }

    private static float[] Inputs(int rows, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * Pixels).Select(_ => random.NextSingle() - 0.5f)];
    }

    // The net's sums have a few thousand terms below 1: single precision in another order differs by less.
    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        for (int i = 0; i < expected.Length; i++)
            if (!(Math.Abs(expected[i] - found[i]) <= 1e-4f)) Expect(expected[i], found[i], string.Create(CultureInfo.InvariantCulture, $"score {i}"));
    }

    private static void Expect<T>(T expected, T found, string what)
        where T : IEquatable<T>
    {
        if (!expected.Equals(found)) throw new InvalidOperationException($"{what} is {found}, expected {expected}");
    }
}
