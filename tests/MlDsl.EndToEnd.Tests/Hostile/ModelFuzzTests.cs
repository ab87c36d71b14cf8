using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace MlDsl.EndToEnd.Tests.Hostile;

/// <summary>
/// Files changed at random: each is refused as a model file, or loads with its meaning intact, saves what loads again and predicts or
/// says why not; in bounded memory, and without any other exception.
/// </summary>
public sealed class ModelFuzzTests(ITestOutputHelper output)
{
    // What one load of these files, of a few kilobytes each, may take. Deflate makes at most 1,032 bytes of one.
    private const long MostBytes = 16L << 20;

    [Fact]
    public void AChangedFileIsRefusedOrMeansTheSame()
    {
        // The full number runs in a step of its own.
        int files = int.Parse(Environment.GetEnvironmentVariable("MLDSL_MODEL_FUZZ") ?? "2000", CultureInfo.InvariantCulture);
        var tally = new Tally();
        Parallel.For(0, files, seed => Try(seed, tally));
        string line = string.Create(
            CultureInfo.InvariantCulture, $"model_fuzz: files={files} refused={tally.Refused} loaded={tally.Loaded} crashed={tally.Crashes.Count} peak_mb={tally.Peak / 1e6:F1}");
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("MLDSL_MODEL_FUZZ_RESULT") is { Length: > 0 } file) File.WriteAllText(file, line + "\n");
        // One of each kind.
        Assert.True(tally.Crashes.IsEmpty, $"{line}\n{string.Join("\n", tally.Crashes.GroupBy(static c => c[c.IndexOf(':', StringComparison.Ordinal)..]).Select(static g => $"{g.Count()} × {g.First()}").Take(8))}");
        Assert.True(tally.Peak <= MostBytes, $"{line}\nseed {tally.PeakSeed} takes more than {MostBytes} bytes");
        // A change that nothing notices is rare, and one that everything refuses tests only the door.
        Assert.InRange(tally.Loaded, files / 200, files / 2);
    }

    private static void Try(int seed, Tally tally)
    {
        ModelMutation mutation = ModelMutation.Of(seed);
        bool loaded = Load(seed, mutation, mutation.Model.Load, tally, typed: true);
        if (mutation.Model.IsDynamic) loaded |= Load(seed, mutation, HostileModel.Dynamic, tally, typed: false);
        if (loaded) Interlocked.Increment(ref tally.Loaded);
        else Interlocked.Increment(ref tally.Refused);
    }

    private static bool Load(int seed, ModelMutation mutation, Func<byte[], (byte[] Saved, Action Predict)> load, Tally tally, bool typed)
    {
        string what = $"seed {seed} of {mutation.Model.Name}, {(typed ? "typed" : "by name")}{(mutation.IsForged ? ", forged" : "")}";
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] saved;
        Action predict;
        try
        {
            (saved, predict) = load(mutation.Bytes);
        }
        catch (ModelFileException)
        {
            return false;
        }
        catch (Exception problem)
        {
            tally.Crashes.Add($"{what}: {problem.GetType().Name}: {problem.Message}\n{problem.StackTrace}");
            return false;
        }
        finally
        {
            tally.Note(GC.GetAllocatedBytesForCurrentThread() - before, seed);
        }
        try
        {
            if (!load(saved).Saved.AsSpan().SequenceEqual(saved)) tally.Crashes.Add($"{what}: what it saves is not what loads again");
            // Bytes that no hash covers may change, and nothing that the model says. What is spliced may be the whole of the other file.
            if (!mutation.IsForged && !HostileModel.All.Any(m => m.Saved(typed).AsSpan().SequenceEqual(saved))) tally.Crashes.Add($"{what}: another model was loaded");
            predict();
        }
        catch (ArgumentException)
        {
            // A prediction that cannot be made says so.
        }
        catch (Exception problem)
        {
            tally.Crashes.Add($"{what}, after loading: {problem.GetType().Name}: {problem.Message}\n{problem.StackTrace}");
        }
        return true;
    }

    private sealed class Tally
    {
        private readonly object gate = new();

        public int Refused, Loaded;

        public ConcurrentBag<string> Crashes { get; } = [];

        public long Peak { get; private set; }

        public int PeakSeed { get; private set; }

        public void Note(long bytes, int seed)
        {
            lock (gate)
                if (bytes > Peak) (Peak, PeakSeed) = (bytes, seed);
        }
    }
}
