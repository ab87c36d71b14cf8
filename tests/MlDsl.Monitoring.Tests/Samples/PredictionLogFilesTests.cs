using MlDsl.Tracking.Tests;
using static MlDsl.Monitoring.Tests.Samples.SampleWriter;
using LoanLog = MlDsl.PredictionLog<MlDsl.Monitoring.Tests.Samples.Loan, MlDsl.Monitoring.Tests.Samples.Loan.Input>;

namespace MlDsl.Monitoring.Tests.Samples;

/// <summary>What becomes of a log's files when they are cut off or altered, when disks fail, and beside files of others.</summary>
public sealed class PredictionLogFilesTests : IDisposable
{
    private const double Day = 60 * 24;
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    private LoanLog Open() => LoanLog.Open(folder["log"], Options);

    private string[] Files => [.. Directory.GetFiles(folder["log"], "*.sample").Order(StringComparer.Ordinal)];

    [Fact]
    public void AFileThatIsCutAnywhereHasEveryRowBeforeTheCut()
    {
        var ends = new List<long>();
        string file;
        using (LoanLog log = Open())
        {
            log.Log(Loan.Asked(0), Prediction("0"));
            file = Files.Single();
            for (int i = 1; i < 6; i++)
            {
                ends.Add(new FileInfo(file).Length);
                log.Log(Loan.Asked(i), Prediction($"{i}"));
            }
            ends.Add(new FileInfo(file).Length);
        }
        byte[] whole = File.ReadAllBytes(file);
        int head = 0;
        for (int length = whole.Length; length >= 0; length--)
        {
            File.WriteAllBytes(file, whole[..length]);
            int rows = ends.Count(end => end <= length);
            try
            {
                using LoanLog log = Open();
                Assert.Equal(rows, log.Read().Sum(static sample => sample.Rows.Count));
                Assert.True(log.Log(Loan.Asked(9), Prediction("after")));
            }
            catch (PredictionLogException problem)
            {
                // The first frame is written whole or not at all, so that a part of it is damage.
                Assert.Contains("does not begin as a file of sampled predictions", problem.Message, StringComparison.Ordinal);
                Assert.Equal(0, rows);
                head++;
                continue;
            }
            using LoanLog again = Open();
            Assert.Equal(rows + 1, again.Read().Sum(static sample => sample.Rows.Count));
            Assert.Equal(0, again.CutBytes);
        }
        Assert.InRange(head, 50, 250);
    }

    [Fact]
    public void AByteThatIsAlteredIsNamedAndNotPassedOver()
    {
        using (LoanLog log = Open())
            for (int i = 0; i < 4; i++) log.Log(Loan.Asked(i), Prediction($"{i}"));
        string file = Files.Single();
        byte[] whole = File.ReadAllBytes(file);
        // The last frame is as one that was cut off.
        for (int at = 0; at < whole.Length - 200; at++)
        {
            byte[] altered = [.. whole];
            altered[at] ^= 0x10;
            File.WriteAllBytes(file, altered);
            Assert.Contains(Path.GetFileName(file), Assert.Throws<PredictionLogException>(() => Open()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void FilesOfOthersStayAsTheyAre()
    {
        string[] others = ["app.log", "20260101T000000-0123456.sample", "20261301T000000-01234567.sample", "notes.sample", "20260101T000000-01234567.samples"];
        Directory.CreateDirectory(folder["log"]);
        foreach (string other in others) File.WriteAllText(Path.Combine(folder["log"], other), "not of this log");
        File.WriteAllText(Path.Combine(folder["log"], "20260101T000000-01234567.sample.partial"), "half");
        using (LoanLog log = Open())
        {
            log.Log(Loan.Asked(1), Prediction("a"));
            log.Trim(Start.AddYears(1));
        }
        Assert.All(others, other => Assert.Equal("not of this log", File.ReadAllText(Path.Combine(folder["log"], other))));
        Assert.Empty(Directory.GetFiles(folder["log"], "*.partial"));
        File.WriteAllText(Path.Combine(folder["log"], "20260101T000000-01234567.sample"), "of no log");
        Assert.Contains("does not begin as a file of sampled", Assert.Throws<PredictionLogException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADiskThatFailsAnywhereKeepsWhatWasSampledAndCountsNothingElse()
    {
        int acts = int.MaxValue, failed = 0;
        for (int from = 0; from < acts; from++)
        {
            string path = folder[$"failing-{from}"];
            var kept = new List<string>();
            var disk = new FailingDisk(from, count: 1);
            try
            {
                using LoanLog log = LoanLog.Open(path, Options with { Files = disk, Rows = 3, MostRows = 3, Draws = new Random(11), Durability = WriteDurability.Disk });
                for (int i = 0; i < 30; i++)
                {
                    try
                    {
                        log.Log(Loan.Asked(i), Prediction($"{i}", i));
                        kept.Add($"{i}");
                    }
                    catch (PredictionLogException problem)
                    {
                        Assert.Contains("No space left on device", problem.Message, StringComparison.Ordinal);
                        failed++;
                    }
                }
                PredictionSample sample = Assert.Single(log.Read());
                Assert.Equal(kept.Count, sample.Seen);
                Assert.Equal(3, sample.Rows.Count);
                Assert.All(sample.Rows, row => Assert.Contains(row.Inputs[0].Text, kept));
                if (disk.Acts <= from) acts = from;
            }
            catch (IOException problem)
            {
                // In opening it, or in closing it, which loses at most the count of the rows that were passed over last.
                Assert.Contains("No space left on device", problem.Message, StringComparison.Ordinal);
            }
            using LoanLog again = LoanLog.Open(path, Options);
            Assert.InRange(again.Read().Sum(static sample => sample.Rows.Count), 0, 3);
        }
        Assert.InRange(failed, 5, 200);
        Assert.InRange(acts, 20, 300);
    }

    [Fact]
    public void ErasingOnADiskThatFailsCanBeDoneAgain()
    {
        int failed = 0, acts = int.MaxValue;
        for (int from = 0; from < acts; from++)
        {
            string path = folder[$"erasing-{from}"];
            using (LoanLog made = LoanLog.Open(path, Options))
                for (int i = 0; i < 8; i++) made.Log(Loan.Asked(i), Prediction(i % 2 == 0 ? "gone" : $"{i}", i / 2 * Day));
            var disk = new FailingDisk(from, count: 1);
            LoanLog opened;
            try
            {
                opened = LoanLog.Open(path, Options with { Files = disk });
            }
            catch (IOException)
            {
                continue;
            }
            using (opened)
            {
                try
                {
                    Assert.Equal(4, opened.Erase("gone"));
                }
                catch (PredictionLogException problem)
                {
                    Assert.Contains("No space left on device", problem.Message, StringComparison.Ordinal);
                    failed++;
                }
                if (disk.Acts <= from) acts = from;
                Assert.InRange(opened.Erase("gone"), 0, 4);
                Assert.Equal(0, opened.Erase("gone"));
                Assert.Equal(["1", "3", "5", "7"], opened.Read().SelectMany(static sample => sample.Rows).Select(static row => row.Inputs[0].Text));
            }
        }
        Assert.InRange(failed, 3, 20);
    }

    // Rows in another order than time's: of two days in turn, and of more days than files are held open.
    [Theory]
    [InlineData(2, 100)]
    [InlineData(2, 1)]
    [InlineData(9, 10)]
    public void FilesDoNotGrowWhereDaysComeInTurn(int days, int rows)
    {
        const int Count = 90_000;
        PredictionLogOptions few = Options with { Rows = rows, MostRows = days * rows, Draws = new Random(5) };
        using (LoanLog log = LoanLog.Open(folder["log"], few))
            for (int i = 0; i < Count; i++) log.Log(Loan.Asked(i), Prediction($"{i}", i % days * Day));
        // No more than the sample, as much that was replaced or counted, and a head.
        Assert.All(Files, file => Assert.InRange(new FileInfo(file).Length, 0, 400 + (2 * (rows + 1) * 200)));
        using LoanLog again = LoanLog.Open(folder["log"], few);
        Assert.All(again.Read(), sample => Assert.Equal((Count / days, rows), (sample.Seen, sample.Rows.Count)));
    }

    [Fact]
    public void AFileThatIsGoneIsNamedAndKeepsNobodyInTheOthers()
    {
        using LoanLog log = Open();
        for (int i = 0; i < 6; i++) log.Log(Loan.Asked(i), Prediction("gone", i / 2 * Day));
        string first = Files[0];
        File.Delete(first);
        Assert.Contains($"'{first}' cannot be read", Assert.Throws<PredictionLogException>(() => log.Erase("gone")).Message, StringComparison.Ordinal);
        Assert.Contains("open the log again", Assert.Throws<PredictionLogException>(() => log.Read()).Message, StringComparison.Ordinal);
        Assert.Equal([0, 0], log.Read(Start.AddDays(1), Start.AddDays(9)).Select(static sample => sample.Rows.Count));
    }

    [Fact]
    public void ManyThreadsLogAtOnce()
    {
        using (LoanLog log = Open())
            Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => log.Log(Loan.Asked(i), Prediction($"{i}", i % 3 * Day)));
        using LoanLog again = Open();
        Assert.Equal([134L, 133, 133], again.Read().Select(static sample => sample.Seen));
        Assert.Equal(400, again.Read().SelectMany(static sample => sample.Rows).Select(static row => row.Inputs[0].Text).Distinct().Count());
    }
}
