using System.Globalization;
using MlDsl.Monitoring.Outcomes;
using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Outcomes;

/// <summary>A program that is killed while it writes loses nothing that it was told is there, and leaves nothing half.</summary>
[Collection(Alone.Name)]
public sealed class KilledStoreTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NothingThatWasAcknowledgedIsLost()
    {
        var random = new Random(20261127);
        int acknowledged = 0, lost = 0, half = 0, cut = 0;
        string path = folder["store"];
        for (int kill = 0; kill < ChildProcess.Kills; kill++)
        {
            // Each time a store that the one before left, and a new one now and then.
            if (kill % 10 == 0 && Directory.Exists(path)) Directory.Delete(path, recursive: true);
            List<string> told = ChildProcess.Kill(random.Next(0, 60), random.Next(0, 3), "outcomes", path);
            using OutcomeStore store = OutcomeStore.Open(path, OutcomeWriter.Options);
            if (store.CutBytes > 0) cut++;
            HashSet<(bool IsOutcome, IdKey Key)> there = [.. Records(path)];
            foreach (string line in told)
            {
                acknowledged += 2;
                foreach (string id in (string[])[line[2..], line[2..] + "b"])
                    if (!there.Contains((line[0] == 'o', IdKey.Of(id, OutcomeWriter.Options.Key.Span)))) lost++;
            }
            // Two were written at once: one without the other would be half a write.
            half += there.Count % 2;
            Assert.Equal(there.Count(static r => !r.IsOutcome), store.Counts.Predictions);
            Assert.Equal(there.Count(static r => r.IsOutcome), store.Counts.Joined);
            Assert.Equal(default, store.Counts with { Predictions = 0, Joined = 0 });
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: store_kills={ChildProcess.Kills} store_acknowledged={acknowledged} store_lost={lost} store_half={half} store_cut={cut}"));
        Assert.Equal((0, 0), (lost, half));
        Assert.True(acknowledged > 20 * ChildProcess.Kills);
    }

    private static IEnumerable<(bool, IdKey)> Records(string path) => Directory.GetFiles(path, "*.log").Order(StringComparer.Ordinal)
        .SelectMany(file => Segment.Read(file, IdKey.CheckOf(OutcomeWriter.Options.Key.Span), isLast: true).Records).Select(static r => (r.IsOutcome, r.Key));
}
