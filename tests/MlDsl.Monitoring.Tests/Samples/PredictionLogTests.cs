using System.Text;
using MlDsl.Monitoring.Outcomes;
using MlDsl.Testing;
using static MlDsl.Monitoring.Tests.Samples.SampleWriter;
using LoanLog = MlDsl.PredictionLog<MlDsl.Monitoring.Tests.Samples.Loan, MlDsl.Monitoring.Tests.Samples.Loan.Input>;

namespace MlDsl.Monitoring.Tests.Samples;

[Collection(Alone.Name)]
public sealed class PredictionLogTests : IDisposable
{
    private const double Day = 60 * 24;
    private static readonly PredictionLogOptions Few = Options with { Rows = 5, Draws = new Random(7) };
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    private LoanLog Open(PredictionLogOptions? options = null) => LoanLog.Open(folder["log"], options ?? Options);

    private string[] Files => [.. Directory.GetFiles(folder["log"], "*.sample").Order(StringComparer.Ordinal)];

    [Fact]
    public void ASampledRowComesBackAsItWas()
    {
        using (LoanLog log = Open())
        {
            Assert.True(log.Log(Loan.Asked(1.1f, "café", age: null), new LoggedPrediction("a", Start.AddHours(3), 0.75f, true, "churn 3")));
            Assert.True(log.Log(Loan.Asked(-2e-7f, new string('x', 5000)), LoggedPrediction.Of("b", Start.AddHours(2), 3.5f)));
        }
        using LoanLog again = Open();
        PredictionSample sample = Assert.Single(again.Read());
        Assert.Equal((Start, TimeSpan.FromDays(1), 2L), (sample.From, sample.Period, sample.Seen));
        // By time.
        Assert.Equal([Start.AddHours(2), Start.AddHours(3)], sample.Rows.Select(static row => row.At));
        SampledPrediction row = sample.Rows[1];
        Assert.Equal((0.75f, true, "churn 3"), (row.Value, row.Decision, row.Model));
        Assert.Equal(
            [
                new("Amount", "1.100000023841858", SampledState.Whole),
                new("Age", null, SampledState.Missing),
                new("Purpose", "café", SampledState.Whole),
                new("Sex", null, SampledState.Redacted),
                new("Applied", "2026-01-02T03:04:05.0000000", SampledState.Whole),
                new("Scores", "[0.5, 1.5]", SampledState.Whole),
            ],
            row.Inputs);
        Assert.Null(sample.Rows[0].Decision);
        Assert.Equal(new SampledInput("Purpose", new string('x', 4096), SampledState.Cut), sample.Rows[0].Inputs[2]);
    }

    [Fact]
    public void FilesHaveNoIdAndNothingThatIsSensitiveOrRedacted()
    {
        using (LoanLog log = Open(Options with { Redacted = ["Purpose"] }))
        {
            log.Log(Loan.Asked(1, "hidden purpose"), Prediction("person-4711"));
            Assert.Equal([SampledState.Redacted, SampledState.Redacted], log.Read()[0].Rows[0].Inputs.Where(static i => i.Column is "Purpose" or "Sex").Select(static i => i.State));
        }
        byte[] file = File.ReadAllBytes(Files.Single());
        foreach (string text in (string[])["4711", "secretly", "hidden"]) Assert.Equal(-1, file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)));
        Assert.Contains("names 'Number', which is no input", Assert.Throws<ArgumentException>(() => Open(Options with { Redacted = ["Number"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EachPeriodHasItsSampleHoweverManyRowsThereAre()
    {
        using (LoanLog log = Open(Few))
        {
            for (int i = 0; i < 3000; i++) log.Log(Loan.Asked(i), Prediction($"{i}", i));
            // Late, of the first day.
            for (int i = 0; i < 10; i++) log.Log(Loan.Asked(i), Prediction($"late {i}", 5));
            Assert.Equal([1450L, 1440, 120], log.Read().Select(static sample => sample.Seen));
        }
        using LoanLog again = Open(Few);
        IReadOnlyList<PredictionSample> samples = again.Read();
        Assert.Equal([1450L, 1440, 120], samples.Select(static sample => sample.Seen));
        Assert.All(samples, static sample => Assert.Equal(5, sample.Rows.Count));
        Assert.All(samples.SelectMany(static sample => sample.Rows, static (sample, row) => (sample, row)), static pair => Assert.InRange(pair.row.At, pair.sample.From, pair.sample.From + pair.sample.Period));
        Assert.Equal([1440L], again.Read(Start.AddDays(1), Start.AddDays(2)).Select(static sample => sample.Seen));
        // What was replaced does not stay for long: no file has more than twice its sample, of some 150 bytes each.
        Assert.All(Files, static file => Assert.InRange(new FileInfo(file).Length, 500, 3000));
    }

    [Fact]
    public void ARowThatIsPassedOverCostsNoAllocation()
    {
        using LoanLog log = Open(Options with { Rows = 1, Draws = new Random(3) });
        Loan.Input input = Loan.Asked(1);
        LoggedPrediction prediction = Prediction("a");
        long least = long.MaxValue;
        for (int i = 0; i < 200_000; i++) log.Log(in input, in prediction);
        for (int measurement = 0; measurement < 3; measurement++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool isTaken = false;
            for (int i = 0; i < 200; i++) isTaken |= log.Log(in input, in prediction);
            if (!isTaken) least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    [Fact]
    public void ErasingLeavesNothingOfAnIdUnderAnyKey()
    {
        PredictionLogOptions former = Options with { Key = Encoding.UTF8.GetBytes("an earlier key of ids") };
        byte[] trace = new byte[16], formerTrace = new byte[16];
        IdKey.Of("gone", Options.Key.Span).Write(trace);
        IdKey.Of("gone", former.Key.Span).Write(formerTrace);
        using (LoanLog log = Open(former))
        {
            log.Log(Loan.Asked(1), Prediction("gone"));
            log.Log(Loan.Asked(2), Prediction("stays"));
        }
        Assert.Contains("written with another key", Assert.Throws<PredictionLogException>(() => Open()).Message, StringComparison.Ordinal);
        PredictionLogOptions both = Options with { FormerKeys = [former.Key] };
        using (LoanLog log = Open(both))
        {
            log.Log(Loan.Asked(3), Prediction("gone"));
            log.Log(Loan.Asked(4), Prediction("gone", Day));
            Assert.Equal(2, Files.Count(file => File.ReadAllBytes(file).AsSpan().IndexOf(trace) >= 0));
            Assert.Equal(3, log.Erase("gone"));
            Assert.Equal(0, log.Erase("gone"));
            Assert.Equal([2L, 1, 1], log.Read().Select(static sample => sample.Seen).OrderDescending());
            Assert.Equal("2", Assert.Single(log.Read().SelectMany(static sample => sample.Rows)).Inputs[0].Text);
            log.Log(Loan.Asked(5), Prediction("after"));
        }
        foreach (string file in Files)
        {
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(trace));
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(formerTrace));
        }
        using LoanLog again = Open(both);
        Assert.Equal(["2", "5"], again.Read().SelectMany(static sample => sample.Rows).Select(static row => row.Inputs[0].Text).Order(StringComparer.Ordinal));
        Assert.Throws<ArgumentException>(() => again.Erase(""));
    }

    [Fact]
    public void ErasingCoversWhatWasReplaced()
    {
        byte[] trace = new byte[16];
        IdKey.Of("gone", Options.Key.Span).Write(trace);
        using LoanLog log = Open(Options with { Rows = 3, Draws = new Random(1) });
        for (int i = 0; i < 3; i++) log.Log(Loan.Asked(i), Prediction("gone"));
        // One of them is replaced, and lies in the file.
        for (int i = 0; !log.Log(Loan.Asked(9), Prediction("other")); i++) Assert.InRange(i, 0, 1000);
        Assert.Equal(2, log.Read()[0].Rows.Count(static row => row.Inputs[0].Text != "9"));
        Assert.Equal(3, log.Erase("gone"));
        Assert.Equal("9", Assert.Single(log.Read()[0].Rows).Inputs[0].Text);
        using var file = new FileStream(Files.Single(), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        Assert.Equal(-1, bytes.AsSpan().IndexOf(trace));
    }

    [Fact]
    public void RowsGoByAgeAndByNumber()
    {
        PredictionLogOptions options = Options with { Rows = 100, MostRows = 100, Retention = TimeSpan.FromDays(2) };
        using (LoanLog log = Open(options))
        {
            for (int i = 0; i < 96; i++) log.Log(Loan.Asked(i), Prediction($"{i}", i * 60));
            Assert.Equal(96, log.Read().Sum(static sample => sample.Rows.Count));
            // Two days before noon of the fourth: the first day whole, the second until noon.
            Assert.Equal(36, log.Trim(Start.AddDays(3.5)));
            Assert.Equal([12, 24, 24], log.Read().Select(static sample => sample.Rows.Count));
            Assert.Equal([24L, 24, 24], log.Read().Select(static sample => sample.Seen));
            Assert.Equal(0, log.Trim(Start.AddDays(3.5)));
            for (int i = 0; i < 50; i++) log.Log(Loan.Asked(i), Prediction($"more {i}", 3 * Day));
            // 110 rows: the oldest period goes, which leaves 98.
            Assert.Equal(12, log.Trim(Start.AddDays(3.5)));
            Assert.Equal([24, 74], log.Read().Select(static sample => sample.Rows.Count));
        }
        using LoanLog again = Open(options);
        Assert.Equal(98, again.Trim(Start.AddYears(1)));
        Assert.Empty(again.Read());
        Assert.Empty(Files);
        Assert.True(again.Log(Loan.Asked(1), Prediction("new", 3 * Day)));
        Assert.Contains("one period has 101", Assert.Throws<ArgumentException>(() => LoanLog.Open(folder["other"], options with { Rows = 101 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherSizeOfTheSampleBeginsAFileOfItsOwn()
    {
        using (LoanLog log = Open()) log.Log(Loan.Asked(1), Prediction("a"));
        using LoanLog again = Open(Options with { Rows = 7 });
        again.Log(Loan.Asked(2), Prediction("b"));
        Assert.Equal(["1", "2"], again.Read().Select(static sample => Assert.Single(sample.Rows).Inputs[0].Text).Order(StringComparer.Ordinal));
        Assert.Equal(2, again.Erase("a") + again.Erase("b"));
    }

    [Fact]
    public void WhatCannotBeIsRefusedByName()
    {
        LoanLog log = Open();
        Assert.Contains("is written by another process (", Assert.Throws<PredictionLogException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => log.Log(Loan.Asked(1), Prediction("")));
        Assert.Contains("NaN is not finite", Assert.Throws<ArgumentException>(() => log.Log(Loan.Asked(1), Prediction("a") with { Value = float.NaN })).Message, StringComparison.Ordinal);
        Assert.Contains("has 256 bytes", Assert.Throws<ArgumentException>(() => log.Log(Loan.Asked(1), Prediction("a") with { Model = new string('m', 256) })).Message, StringComparison.Ordinal);
        Assert.Empty(log.Read());
        log.Dispose();
        log.Dispose();
        Assert.Throws<ObjectDisposedException>(() => log.Log(Loan.Asked(1), Prediction("a")));
        Assert.Throws<ObjectDisposedException>(() => log.Read());
        Assert.Throws<ArgumentException>(() => Options with { Key = new byte[15] });
        Assert.Throws<ArgumentException>(() => Options with { FormerKeys = [new byte[3]] });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Rows = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Period = TimeSpan.FromSeconds(59) });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { Retention = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => Options with { MostRows = 0 });
    }

    [Theory]
    [InlineData("LoanModel.Fit(log.Read()[0])", "CS1503")]
    [InlineData("LoanModel.Fit(log.Read()[0].Rows)", "CS1503")]
    [InlineData("LoanModel.Fit(log)", "CS1503")]
    [InlineData("LoanModel.Fit(split.Train)", null)]
    public void NoModelIsFittedToASample(string call, string? error)
    {
        string use = $"using MlDsl.Monitoring.Tests.Samples; public static class Use {{ public static object Call(MlDsl.PredictionLog<Loan, Loan.Input> log, MlDsl.Split<Loan> split) => {call}; }}";
        string[] errors = [.. CSharp.Compile(use).GetDiagnostics().Where(static d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Select(static d => d.Id)];
        Assert.Equal(error is null ? [] : [error], errors);
    }
}
