using System.Diagnostics;
using MlDsl.Compiler;
using MlDsl.Compiler.Planning;
using MlDsl.Testing;

namespace MlDsl.Reality.Saved;

/// <summary>Damaged model files: every one is compiled or refused by name, soon, and none loads an assembly.</summary>
internal static class Damage
{
    private const int All = 100_000, LargestFile = 30_000, CompiledEvery = 10;

    // A slow machine takes seconds for what takes milliseconds; what hangs takes for ever.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Damages models again and again.</summary>
    /// <param name="models">The models, of which small ones are taken.</param>
    /// <param name="every">A hundred thousand damages are divided by this.</param>
    /// <returns>How many were made, and what went wrong.</returns>
    public static (int Made, IReadOnlyList<string> Wrong) Of(IReadOnlyList<SavedModel> models, int every)
    {
        byte[][] files = [.. models.Select(static model => File.ReadAllBytes(model.Path)).Where(static file => file.Length < LargestFile)];
        int count = files.Length == 0 ? 0 : All / every, refused = 0;
        var wrong = new List<string>();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var clock = Stopwatch.StartNew();
            string? problem = Problem(DamagedZip.Damaged(files[i % files.Length], i), i % CompiledEvery == 3, ref refused);
            if (clock.Elapsed > Longest) problem ??= $"takes {clock.Elapsed}";
            if (problem is null) return;
            lock (wrong) wrong.Add($"damage {i}: {problem}");
        });
        if (count > 0 && (refused < count / 4 || refused == count)) wrong.Add($"of {count} damaged files {refused} are refused");
        return (count, wrong);
    }

    private static string? Problem(byte[] file, bool isCompiled, ref int refused)
    {
        try
        {
            if (isCompiled)
            {
                string plan = ModelCompiler.Compile(file, "m.zip").Plan;
                if (plan.Contains("\nobstacle ", StringComparison.Ordinal)) Interlocked.Increment(ref refused);
                return plan.StartsWith("mldsl-plan 1\n", StringComparison.Ordinal) && !plan.Contains("it cannot be read", StringComparison.Ordinal) ? null : plan[..Math.Min(200, plan.Length)];
            }
            if (MlNetModelFile.Read(file).Graph is null) Interlocked.Increment(ref refused);
            return null;
        }
        catch (InvalidDataException)
        {
            Interlocked.Increment(ref refused);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }
}
