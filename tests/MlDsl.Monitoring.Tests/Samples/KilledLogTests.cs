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
}
