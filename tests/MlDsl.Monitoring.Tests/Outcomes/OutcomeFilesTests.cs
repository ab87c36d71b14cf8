using MlDsl.Tracking.Tests;
using static MlDsl.Monitoring.Tests.Outcomes.OutcomeWriter;

namespace MlDsl.Monitoring.Tests.Outcomes;

/// <summary>What else lies in a store's folder, and what becomes of its files when they are written anew.</summary>
public sealed class OutcomeFilesTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Store => folder["store"];

    [Theory]
    [InlineData("app.log")]
    [InlineData("99999999.log.gz")]
    [InlineData("0000001.log")]
    [InlineData("0000000x.log")]
    [InlineData("download.partial")]
    public void AFileOfAnotherStaysAsItIs(string name)
    {
        Directory.CreateDirectory(Store);
        File.WriteAllText(Path.Combine(Store, name), "not of this store");
        using (OutcomeStore store = OutcomeStore.Open(Store, Options))
        {
            for (int i = 0; i < 600; i++) store.Log(Prediction($"{i}", i));
            Assert.Equal(1, store.Erase("7"));
        }
        using OutcomeStore again = OutcomeStore.Open(Store, Options);
        Assert.Equal(599, again.Counts.Predictions);
        Assert.Equal("not of this store", File.ReadAllText(Path.Combine(Store, name)));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(36)]
    [InlineData(5000)]
    public void AFileThatIsNoneIsRefusedAndNotWiped(int length)
    {
        Directory.CreateDirectory(Store);
        string file = Path.Combine(Store, "00000001.log");
        byte[] other = [.. Enumerable.Repeat((byte)'x', length)];
        File.WriteAllBytes(file, other);
        Assert.Contains($"'{file}' does not begin as a file of outcomes", Assert.Throws<OutcomeStoreException>(() => OutcomeStore.Open(Store, Options)).Message, StringComparison.Ordinal);
        Assert.Equal(other, File.ReadAllBytes(file));
    }

    [Fact]
    public void AHeadThatThePowerTookIsWrittenAgain()
    {
        OutcomeStore.Open(Store, Options).Dispose();
        string file = Path.Combine(Store, "00000001.log");
        byte[] head = File.ReadAllBytes(file);
        foreach (int zeros in (int[])[1, 10, head.Length])
        {
            byte[] torn = [.. head];
            torn.AsSpan(head.Length - zeros).Clear();
            File.WriteAllBytes(file, torn);
            OutcomeStore.Open(Store, Options).Dispose();
            Assert.Equal(head, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void ADiskThatFailsWhileAnIdIsErasedLeavesTheStoreUsable()
    {
        int failed = 0, acts = int.MaxValue;
        for (int from = 0; from < acts; from++)
        {
            string path = folder[$"failing-{from}"];
            using (OutcomeStore made = OutcomeStore.Open(path, Options with { SegmentBytes = 200 }))
            {
                // In every file.
                for (int i = 0; i < 12; i++) made.Log([Prediction("gone", i), Prediction($"{i}", i)]);
            }
            var disk = new FailingDisk(from, count: 1);
            OutcomeStore? opened = null;
            try
            {
                opened = OutcomeStore.Open(path, Options with { Files = disk, SegmentBytes = 200 });
            }
            catch (IOException)
            {
                // Before the erasing.
                continue;
            }
            bool isWhole = true;
            using (opened)
            {
                try
                {
                    opened.Erase("gone");
                }
                catch (OutcomeStoreException problem)
                {
                    (isWhole, failed) = (false, failed + 1);
                    Assert.Contains("No space left on device", problem.Message, StringComparison.Ordinal);
                    // Memory is what the files are.
                    using OutcomeStore copy = Copy(path, folder[$"copy-{from}"]);
                    Assert.Equal(copy.Counts, opened.Counts);
                }
                if (disk.Acts <= from) acts = from;
                long before = opened.Counts.Predictions;
                try
                {
                    opened.Log(Prediction("after", 1));
                    Assert.Equal(before + 1, opened.Counts.Predictions);
                }
                catch (OutcomeStoreException problem)
                {
                    // The last file could not even be opened again, or the disk fails only now.
                    Assert.Contains(isWhole ? "No space left on device" : "open it again", problem.Message, StringComparison.Ordinal);
                }
            }
            using OutcomeStore again = OutcomeStore.Open(path, Options);
            // Doing it again takes what is left.
            if (again.Erase("gone") > 0) Assert.False(isWhole);
            Assert.Equal(0, again.Erase("gone"));
            Assert.InRange(again.Counts.Predictions, 12, 13);
            Assert.Equal(0, again.Counts.PredictedTwice);
        }
        Assert.InRange(failed, 4, 100);
    }

    [Fact]
    public void AnOutcomeGoesWithItsPrediction()
    {
        OutcomeStoreOptions options = Options with { Retention = TimeSpan.FromDays(100) };
        using OutcomeStore store = OutcomeStore.Open(Store, options);
        store.Log([Prediction("old", 0), Prediction("new", 60 * 24 * 60)]);
        store.Add([Outcome("old", 0) with { Known = Start.AddDays(50) }, Outcome("new", 60 * 24 * 60), Outcome("stranger", 0) with { Known = Start.AddDays(50) }]);
        Assert.Equal(2, store.Trim(Start.AddDays(120)));
        Assert.Equal(new OutcomeCounts(Predictions: 1, Joined: 1, Unknown: 1, BeforePrediction: 0, Repeated: 0, Contradicting: 0, PredictedTwice: 0, Late: 0), store.Counts);
        // Predicted anew, it is as new as any.
        store.Log(Prediction("old", 60 * 24 * 121));
        Assert.Equal(0, store.Counts.BeforePrediction);
        // One of nobody goes by its own time.
        Assert.Equal(3, store.Trim(Start.AddDays(161)));
        Assert.Equal(0, store.Counts.Unknown);
    }

    // While another store has the folder its files may still be read.
    private static OutcomeStore Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from, "*.log"))
        {
            using var reads = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using FileStream writes = File.Create(Path.Combine(to, Path.GetFileName(file)));
            reads.CopyTo(writes);
        }
        return OutcomeStore.Open(to, Options);
    }
}
