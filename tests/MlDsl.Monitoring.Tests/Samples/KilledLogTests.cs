using System.Globalization;
using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Samples;

/// <summary>A program that is killed while it samples loses no row that it was told is in the sample, and counts as many as there are.</summary>
[Collection(Alone.Name)]
public sealed class KilledLogTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NoSampledRowIsLost()
    {
        var random = new Random(20261128);
        int sampled = 0, lost = 0, cut = 0;
        string path = folder["log"];
        for (int kill = 0; kill < ChildProcess.Kills; kill++)
        {
            // Each time a log that the one before left, and a new one now and then.
            if (kill % 10 == 0 && Directory.Exists(path)) Directory.Delete(path, recursive: true);
            List<string> told = ChildProcess.Kill(random.Next(0, 200), random.Next(0, 3), "samples", path);
            using PredictionLog<Loan, Loan.Input> log = PredictionLog<Loan, Loan.Input>.Open(path, SampleWriter.Options);
            if (log.CutBytes > 0) cut++;
            IReadOnlyList<PredictionSample> samples = log.Read();
            HashSet<string?> there = [.. samples.SelectMany(static sample => sample.Rows).Select(static row => row.Inputs[0].Text)];
            sampled += told.Count;
            lost += told.Count(line => !there.Contains(line));
            Assert.All(samples, static sample => Assert.Equal(sample.Seen, sample.Rows.Count));
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: sample_kills={ChildProcess.Kills} sample_told={sampled} sample_lost={lost} sample_cut={cut}"));
        Assert.Equal(0, lost);
        Assert.True(sampled > 50 * ChildProcess.Kills);
    }

    // Rows replace others, and files are written anew all the time; what is there then is what the same draws have given a process that was not killed.
    [Fact]
    public void ASampleThatIsFullIsThatOfTheRowsUpToTheKill()
    {
        var random = new Random(20261129);
        for (int kill = 0; kill < ChildProcess.Kills; kill++)
        {
            string path = folder[$"few-{kill}"];
            long told = ChildProcess.Kill(random.Next(200, 4000), random.Next(0, 3), "few-samples", path).Count;
            using PredictionLog<Loan, Loan.Input> log = PredictionLog<Loan, Loan.Input>.Open(path, SampleWriter.FewOptions(5));
            // One row more may be there that was not told yet.
            string[] there = Texts(log);
            string[][] may = [.. new[] { told, told + 1 }.Select(count =>
            {
                using PredictionLog<Loan, Loan.Input> whole = PredictionLog<Loan, Loan.Input>.Open(folder[$"whole-{kill}-{count}"], SampleWriter.FewOptions(5));
                SampleWriter.LogFew(whole, count, static _ => { });
                return Texts(whole);
            })];
            Assert.Contains(there, may);
        }

        static string[] Texts(PredictionLog<Loan, Loan.Input> log) =>
            [.. log.Read().SelectMany(static sample => sample.Rows.Select(row => $"{sample.From:yyyy-MM-dd} {row.Inputs[0].Text}").Order(StringComparer.Ordinal))];
    }
}
