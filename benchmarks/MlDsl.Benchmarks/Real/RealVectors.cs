using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace MlDsl.Benchmarks.Real;

/// <summary>
/// What do batches cost where the processor has AVX2 only? A process cannot change its vectors, so this one starts others, with AVX-512 and
/// without, in turns, and compares the least time that each kind has seen of a model.
/// </summary>
internal static class RealVectors
{
    /// <summary>The verb by which a process measures itself.</summary>
    public const string Own = "own-batches";

    private const int Turns = 4;

    /// <summary>Prints how many times faster AVX-512 lets a batch be against AVX2: <c>ratio.real.batch.MODEL.avx2</c> is the share that AVX2 keeps of its speed.</summary>
    public static void Print()
    {
        if (!Avx512F.IsSupported)
        {
            Console.WriteLine("skipped=avx2: this process has no AVX-512 to compare with");
            return;
        }
        var least = new Dictionary<(string Model, bool IsNarrow), double>();
        List<string> models = [];
        for (int turn = 0; turn < Turns; turn++)
        {
            foreach (bool isNarrow in new[] { false, true })
            {
                foreach ((string model, double nanoseconds) in Measure(isNarrow))
                {
                    if (!models.Contains(model)) models.Add(model);
                    least[(model, isNarrow)] = Math.Min(nanoseconds, least.GetValueOrDefault((model, isNarrow), double.MaxValue));
                }
            }
        }
        foreach (string model in models)
        {
            double wide = least[(model, false)], narrow = least[(model, true)];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio.real.batch.{model}.avx2={wide / narrow:F2}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ns.real.batch.{model}={wide:F0} ns.real.batch.{model}.avx2={narrow:F0}"));
        }
    }

    /// <summary>Prints a line <c>MODEL NANOSECONDS</c> per model: the least time of a row of 4,096 in this process.</summary>
    public static void PrintOwn()
    {
        PrintOwn("linear", RealLinearCompiled.Load());
        PrintOwn("ft100", Ft100Compiled.Load());
        PrintOwn("lgb300", Lgb300Compiled.Load());
        PrintOwn("ft500", Ft500Compiled.Load());
    }

    private static void PrintOwn<TCompiled>(string model, TCompiled compiled)
        where TCompiled : IScorer<RealRow, float>, IDisposable
    {
        RealRow[] rows = RealRow.Make();
        float[] scores = new float[RealRow.Count];
        var (first, second) = Ratios.Least(Batch, Batch);
        compiled.Dispose();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{model} {Math.Min(first, second) * 1000 / RealRow.Count:R}"));

        float Batch()
        {
            compiled.Run(rows, scores);
            return scores[0];
        }
    }

    private static IEnumerable<(string Model, double Nanoseconds)> Measure(bool isNarrow)
    {
        // .NET 8 and 9 know the first name, .NET 10 the second.
        string text = OwnProcess.Run(["ratios", "real", Own], isNarrow ? [("DOTNET_EnableAVX512F", "0"), ("DOTNET_EnableAVX512", "0")] : []);
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (line.Split(' ') is [var model, var number]) yield return (model, double.Parse(number, CultureInfo.InvariantCulture));
    }
}
